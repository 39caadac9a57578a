using Backprop.Api.Contracts;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Writers;

/// <summary>What a client should know about a result's numbers: which are not finite, and which nodes sit exactly on a kink.</summary>
internal sealed class Warnings(Graph graph)
{
    private const int MaxPerNode = 10;
    private const int MaxInAll = 1000;

    private List<WarningContract>? _warnings;
    private List<int>? _kinks;
    private BranchRecorder? _recorder;
    private int _unlisted;

    /// <summary>Looks for numbers that are not finite.</summary>
    /// <param name="node">The node that they belong to.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="what">What they are: the text before <c> = NaN</c>.</param>
    /// <param name="operand">The id of the operand that they are about, or null.</param>
    public void LookFor(int node, Shape shape, ReadOnlySpan<double> numbers, string what, string? operand = null)
    {
        if (!AreFinite(numbers))
        {
            var description = operand is null ? what : $"{what} '{operand}'";
            List(node, shape, numbers, _ => description);
        }
    }

    /// <summary>Looks for values that are not finite.</summary>
    public void LookAtValue(Tape tape, int node)
    {
        if (!AreFinite(tape.Value(node)))
        {
            ListValues(tape, node);
        }
    }

    /// <summary>Looks for elements that sit exactly on a kink.</summary>
    public void LookAtKinks(Tape tape, int node)
    {
        if (graph[node].Kernel is not { HasBranches: true } kernel)
        {
            return;
        }

        _kinks ??= [];
        _recorder ??= new BranchRecorder(_kinks);
        _kinks.Clear();
        kernel.Branches(tape.Frame(node), _recorder);
        var convention = graph[node].Operator.KinkConvention ?? "The derivative there is a convention.";
        for (var i = 0; i < _kinks.Count; i++)
        {
            if (i == MaxPerNode)
            {
                Add("kink", node, [], string.Create(CultureInfo.InvariantCulture, $"{_kinks.Count - i} more elements of this node sit on a kink."));
                break;
            }

            Add("kink", node, graph[node].Shape.IndexOf(Math.Min(_kinks[i], (int)graph[node].Shape.Count - 1)), $"{graph[node].Operator.Name} sits exactly on a kink here. {convention}");
        }
    }

    /// <summary>Adds what keeps layers from learning.</summary>
    public void Add(IReadOnlyList<LayerFinding> findings)
    {
        foreach (var finding in findings)
        {
            Add(WarningContract.Of(finding));
        }
    }

    /// <summary>The warnings, in the order in which they were found.</summary>
    public IReadOnlyList<WarningContract> ToList()
    {
        if (_unlisted > 0)
        {
            _warnings!.Add(new WarningContract("more-warnings", Node: null, Index: null, string.Create(CultureInfo.InvariantCulture, $"{_unlisted} more warnings are not listed.")));
            _unlisted = 0;
        }

        return _warnings ?? [];
    }

    private static bool AreFinite(ReadOnlySpan<double> numbers) =>
        numbers.Length == 1 ? double.IsFinite(numbers[0]) : numbers.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) < 0;

    // Apart from its caller, for a closure costs where it is declared and not where it is used.
    private void ListValues(Tape tape, int node) => List(node, graph[node].Shape, tape.Value(node), element => Call(tape, node, element));

    private void List(int node, Shape shape, ReadOnlySpan<double> numbers, Func<int, string> describe)
    {
        var listed = 0;
        var more = 0;
        for (var element = 0; element < numbers.Length; element++)
        {
            if (double.IsFinite(numbers[element]))
            {
                continue;
            }

            if (listed == MaxPerNode || Full)
            {
                more++;
                continue;
            }

            listed++;
            Add("non-finite", node, shape.IndexOf(element), string.Create(CultureInfo.InvariantCulture, $"{describe(element)} = {numbers[element]}"));
        }

        if (more > 0)
        {
            Add("non-finite", node, [], string.Create(CultureInfo.InvariantCulture, $"{more} more of these numbers are not finite."));
        }
    }

    private bool Full => _warnings?.Count >= MaxInAll;

    private void Add(string code, int node, int[] index, string detail) => Add(new WarningContract(code, graph[node].Id, index, detail));

    private void Add(WarningContract warning)
    {
        if (Full)
        {
            _unlisted++;
            return;
        }

        (_warnings ??= []).Add(warning);
    }

    /// <summary>One element of a node as a call: <c>ln(0)</c> where the operator is elementwise, else the operator and its operands' ids.</summary>
    private string Call(Tape tape, int node, int element)
    {
        var operation = graph[node].Operator;
        var operands = graph.Operands(node).ToArray();
        var name = operation.Aliases.Count > 0 ? operation.Aliases[0] : operation.Name;
        if (operands.Length == 0)
        {
            return graph[node].Id;
        }

        var arguments = operation.IsElementwise
            ? operands.Select(operand => tape.Value(operand)[Broadcast(graph[operand].Shape, graph[node].Shape, element)].ToString(CultureInfo.InvariantCulture))
            : operands.Select(operand => graph[operand].Id);
        const int Shown = 6;
        return $"{name}({string.Join(", ", arguments.Take(Shown))}{(operands.Length > Shown ? ", …" : "")})";
    }

    private static int Broadcast(Shape operand, Shape result, int element) =>
        result.IndexOf(element).Zip(operand.BroadcastStrides(result), (index, stride) => index * stride).Sum();
}
