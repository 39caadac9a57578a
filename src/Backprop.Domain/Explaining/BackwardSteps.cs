using System.Numerics;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Explaining;

/// <summary>
/// Writes how gradients come about: between numbers the whole chain from the output where it is short, summed over the paths at forks, else
/// upstream times local summed over the edges; between tensors in matrix form.
/// </summary>
internal sealed class BackwardSteps(Notation notation, BigInteger[] pathCounts)
{
    /// <summary>Chains are written out in full up to so many paths of so many nodes; beyond it a line shows only the last factor of each.</summary>
    private const int MaxWrittenPaths = 4;
    private const int MaxWrittenNodes = 7;

    /// <summary>A node of more operands has derivatives as long as itself: they are named, not written, or their text would grow with the square.</summary>
    private const int MaxWrittenOperands = 8;

    private readonly Tape _tape = notation.Tape;
    private readonly Graph _graph = notation.Graph;

    /// <summary>The equation of a node's gradient.</summary>
    public Equation Write(int node)
    {
        var space = notation.Space(node);
        if (node == _graph.Output)
        {
            return new Equation(Left(node), notation.IsPlainOutput ? "1" : @"\text{upstream}", notation.GradientValue(node), space);
        }

        var edges = notation.Consumers.Of(node);
        if (edges.Count == 0)
        {
            var zero = _graph[node].Shape.IsScalar ? "0" : @"\mathbf{0}";
            return new Equation(Left(node), zero, zero, space);
        }

        if (ShortPaths(node) is { } paths)
        {
            return WritePaths(node, paths, space);
        }

        var symbols = edges.Select(edge => Contribution(edge.Consumer, edge.Position));
        string?[] numbers = [.. edges.Select(edge => ContributionNumbers(node, edge.Consumer, edge.Position))];

        // A vector is written as the row or column that it is to those who read it; where they differ only the result is shown.
        bool[] turns = [.. edges.Select(edge => notation.IsColumn(edge.Consumer, edge.Position)).Distinct()];
        var value = notation.Shown(node, _tape.Gradient(node), turns.Length == 1 ? turns[0] : notation.IsTurned(node))?.Text;
        return new Equation(
            Left(node),
            Sum(symbols),
            value is null ? null : turns.Length > 1 || numbers.Contains(null) || Sum(numbers!) == value ? value : $"{Sum(numbers!)} = {value}",
            space);
    }

    /// <summary>The same in a sentence.</summary>
    public string Say(int index)
    {
        var node = _graph[index];
        var output = _graph.OutputNode.Id;
        if (index == _graph.Output)
        {
            return notation.IsPlainOutput
                ? $"Start at the output: the derivative of {output} with respect to itself is 1."
                : $"Start at the output: its upstream gradient is {notation.SpokenGradient(index)}, as given.";
        }

        var edges = notation.Consumers.Of(index);
        if (edges.Count == 0)
        {
            return $"No differentiable path leads from {node.Id} to {output}, so its gradient is zero.";
        }

        if (edges.Count == 1)
        {
            var (consumer, position) = edges[0];
            var reader = _graph[consumer];
            return Stops(consumer, position)
                ? $"{node.Id} flows into {reader.Id} only, which does not depend on it here: nothing is sent back, whatever the upstream gradient {notation.SpokenGradient(consumer)}, and {notation.SpokenGradient(index)} is left."
                : notation.LocalNumber(consumer, position) is { } local
                ? $"{node.Id} flows into {reader.Id} only: the upstream gradient {notation.SpokenGradient(consumer)} times the local derivative {notation.Plain(local)} gives {notation.SpokenGradient(index)}."
                : reader.Operator.IsElementwise
                    ? $"{node.Id} flows into {reader.Id} only: the upstream gradient times the local derivative of {reader.Operator.Name}, element by element{(reader.Shape.Equals(node.Shape) ? "" : $" and summed to the shape {node.Shape}")}, gives {notation.SpokenGradient(index)}."
                    : $"{node.Id} flows into {reader.Id} only: {reader.Operator.Name} sends its upstream gradient back as {notation.SpokenGradient(index)}.";
        }

        var parts = edges.Select(edge => Stops(edge.Consumer, edge.Position) ? $"nothing from {_graph[edge.Consumer].Id} (which does not depend on it here)" : notation.LocalNumber(edge.Consumer, edge.Position) is { } local
            ? $"{notation.SpokenGradient(edge.Consumer)} · {notation.Plain(local)} from {_graph[edge.Consumer].Id}"
            : $"a part from {_graph[edge.Consumer].Id}");
        return string.Create(CultureInfo.InvariantCulture, $"{node.Id} is used {edges.Count} times, so the contributions of all its uses are added: {Sentence.List(parts)}; the sum is {notation.SpokenGradient(index)}.");
    }

    private string Left(int node) => notation.Gradient(node) == notation.Quotient(node) ? notation.Quotient(node) : $"{notation.Gradient(node)} = {notation.Quotient(node)}";

    private static string Sum(IEnumerable<string> terms)
    {
        var text = new StringBuilder();
        foreach (var term in terms)
        {
            var negative = term.StartsWith('-');
            text.Append(text.Length == 0 ? term : negative ? $" - {term.AsSpan(1).TrimStart()}" : $" + {term}");
        }

        return text.ToString();
    }

    /// <summary>The paths from a node where they are few, short and between numbers only; else null.</summary>
    private List<PathEdge[]>? ShortPaths(int start)
    {
        if (pathCounts[start] > MaxWrittenPaths)
        {
            return null;
        }

        var found = new List<PathEdge[]>();
        foreach (var way in GraphPaths.Ways(notation, start, MaxWrittenNodes))
        {
            if (way.Count > MaxWrittenNodes || way.Exists(step => !_graph[step.Consumer].Shape.IsScalar))
            {
                return null;
            }

            found.Add([.. way]);
        }

        return found;
    }

    /// <summary>∂z/∂x = ∂z/∂z · ∂z/∂y · ∂y/∂x = 1 · discount · count, and the same in numbers.</summary>
    private Equation WritePaths(int node, List<PathEdge[]> paths, string space)
    {
        var quotients = new List<string>();
        var formulas = new List<string>();
        var numbers = new List<string>();
        var seed = Latex.Operand(_tape.Gradient(_graph.Output)[0], notation.Digits);
        foreach (var path in paths)
        {
            var quotient = new List<string> { notation.Quotient(_graph.Output) };
            var formula = new List<string> { notation.IsPlainOutput ? "1" : notation.Quotient(_graph.Output) };
            var number = new List<string> { seed };
            var isFinite = double.IsFinite(_tape.Gradient(_graph.Output)[0]);
            for (var i = path.Length - 1; i > 0; i--)
            {
                var (consumer, position) = path[i];
                var local = notation.LocalNumber(consumer, position)!.Value;
                quotient.Add(notation.Local(consumer, position));
                formula.Add(LocalFormula(consumer, position) ?? notation.Local(consumer, position));
                if (!isFinite && IsUnused(consumer, position, local))
                {
                    number.Clear();
                }

                number.Add(Latex.Operand(local, notation.Digits));
                isFinite = double.IsFinite(local) && (isFinite || number.Count == 1);
            }

            quotients.Add(string.Join(@" \cdot ", quotient));
            formulas.Add(string.Join(@" \cdot ", formula));
            numbers.Add(string.Join(@" \cdot ", number));
        }

        var (inQuotients, inFormulas, inNumbers) = (Sum(quotients), Sum(formulas), Sum(numbers));
        return new Equation(
            Left(node),
            inFormulas == inNumbers || inFormulas == inQuotients ? inQuotients : $"{inQuotients} = {inFormulas}",
            inNumbers == notation.GradientValue(node) ? inNumbers : $"{inNumbers} = {notation.GradientValue(node)}",
            space);
    }

    /// <summary>Whether an operand is on a branch that is not taken, so that nothing is sent to it whatever the upstream gradient is.</summary>
    private bool IsUnused(int consumer, int position, double local) => local == 0 && _graph[consumer].Kernel!.IsUnusedWhereFlat(position);

    /// <summary>The same between numbers, where the upstream gradient is such that its product with 0 would be no number.</summary>
    private bool Stops(int consumer, int position) =>
        notation.LocalNumber(consumer, position) is { } local && !double.IsFinite(_tape.Gradient(consumer)[0]) && IsUnused(consumer, position, local);

    /// <summary>The local derivative as a factor, or null where it has none that stands alone, or a long one.</summary>
    private string? LocalFormula(int node, int position) =>
        _graph[node].Operator.IsElementwise && _graph.Operands(node).Length <= MaxWrittenOperands ? notation.Formula(node).LocalFactor(position) : null;

    /// <summary>What an edge contributes, in symbols.</summary>
    private string Contribution(int consumer, int position)
    {
        var upstream = notation.Gradient(consumer);
        if (notation.Layers.IsNetwork && notation.Layers.IsDense(consumer))
        {
            var terms = notation.Terms(consumer);
            return Dense(consumer, position, $"{{{terms.A}}}", $"{{{terms.B}}}", upstream)!;
        }

        var operation = _graph[consumer].Operator;
        if (!_graph[consumer].Kernel!.IsElementwise)
        {
            return operation.Derivative(notation.Terms(consumer), position) ?? $@"{upstream} \cdot {notation.Local(consumer, position)}";
        }

        if (IsActivation(consumer) && notation.Layers.IsDense(_graph.Operands(consumer)[0]))
        {
            // δ² = (W³ᵀ δ³) ⊙ σ′(z²): where the activation feeds one further layer, its gradient is written out.
            var readers = notation.Consumers.Of(consumer);
            var above = readers.Count == 1 && notation.Layers.IsDense(readers[0].Consumer) && readers[0].Position == 0
                ? $@"\left({Contribution(readers[0].Consumer, 0)}\right)"
                : upstream;
            return $@"{above} \odot {Prime(operation)}\left({notation.Symbol(_graph.Operands(consumer)[0])}\right)";
        }

        var product = _graph[consumer].Shape.IsScalar && _graph[_graph.Operands(consumer)[position]].Shape.IsScalar ? @"\cdot" : @"\odot";
        var local = LocalFormula(consumer, position) ?? notation.Local(consumer, position);
        var contribution = local switch
        {
            "1" => upstream,
            @"\left(-1\right)" => $"-{upstream}",
            _ => $"{upstream} {product} {local}",
        };
        return _graph[consumer].Shape.Equals(_graph[_graph.Operands(consumer)[position]].Shape) ? contribution : $@"\operatorname{{sum}}\left({contribution}\right)";
    }

    private string? ContributionNumbers(int node, int consumer, int position)
    {
        if (notation.Shown(consumer, _tape.Gradient(consumer), notation.IsTurned(consumer)) is not { } upstream)
        {
            return null;
        }

        if (notation.LocalNumber(consumer, position) is { } number)
        {
            return Stops(consumer, position) ? "0" : $@"{upstream.Operand} \cdot {Latex.Operand(number, notation.Digits)}";
        }

        var kernel = _graph[consumer].Kernel!;
        if (!kernel.IsElementwise)
        {
            var operands = _graph.Operands(consumer);
            return (notation.Layers.IsNetwork && notation.Layers.IsDense(consumer) ? Dense(consumer, position, notation.Value(operands[0]), notation.Value(operands[1]), upstream.Text) : null) ??
                (notation.NumberTerms(consumer) is { } terms ? _graph[consumer].Operator.Derivative(terms, position) : null) ?? Sent(node, consumer, position);
        }

        var local = new double[_graph[consumer].Shape.Count];
        kernel.Local(_tape.Frame(consumer), position, local);
        if (kernel.IsUnusedWhereFlat(position) && HasUnusedBehindInfinity(_tape.Gradient(consumer), local))
        {
            return Sent(node, consumer, position);
        }

        if (notation.Shown(consumer, local, notation.IsTurned(consumer)) is not { } factor)
        {
            return null;
        }

        var product = local.AsSpan().ContainsAnyExcept(1.0) ? $@"{upstream.Operand} \odot {factor.Operand}" : upstream.Text;
        return _graph[consumer].Shape.Equals(_graph[node].Shape) ? product : $@"\operatorname{{sum}}\left({product}\right)";
    }

    private static bool HasUnusedBehindInfinity(ReadOnlySpan<double> upstream, ReadOnlySpan<double> local)
    {
        for (var element = 0; element < local.Length; element++)
        {
            if (local[element] == 0 && !double.IsFinite(upstream[element]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a dense layer sends to an operand: to its input W^T δ, to its weights δ x^T, to its biases δ summed over the examples; null where a factor is not shown.</summary>
    private string? Dense(int layer, int position, string? input, string? weights, string upstream) => position switch
    {
        0 => weights is null ? null : $$"""{{weights}}^{\top} {{upstream}}""",
        1 => input is null ? null : $$"""{{upstream}} \, {{input}}^{\top}""",
        _ => _graph[layer].Shape[0] == 1 ? upstream : $@"{upstream} \, \mathbf{{1}}",
    };

    /// <summary>What the operator's own backward rule sends to an operand, as numbers.</summary>
    private string? Sent(int node, int consumer, int position)
    {
        if (notation.Value(node) is null)
        {
            return null;
        }

        var contribution = new double[_graph[node].Shape.Count];
        _graph[consumer].Kernel!.Backward(_tape.Frame(consumer), position, _tape.Gradient(consumer), contribution);
        return notation.Shown(node, contribution, notation.IsColumn(consumer, position))?.Text;
    }

    private bool IsActivation(int node) => notation.Layers.IsNetwork && _graph[node].Operator.IsElementwise && _graph.Operands(node).Length == 1;

    private static string Prime(Operator operation) =>
        ReferenceEquals(operation, Activations.Sigmoid) ? @"\sigma'" : $@"\operatorname{{{operation.Name}}}'";
}
