using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Grading;

/// <summary>
/// Reads formulas over a graph's inputs, node values and gradients (<c>d_q</c>), and compares them with the key. A gradient may be written
/// in terms of gradients nearer to the output only, a value in terms of values nearer to the inputs only: otherwise an answer could refer
/// to itself, or to a neighbour that refers back.
/// </summary>
internal static class FormulaReader
{
    private const string GradientPrefix = "d_";
    private static readonly ExpressionLimits TextLimits = new(MaxLength: 4_000, MaxNesting: 100, MaxNodes: 2_000);
    private static readonly GraphLimits Limits = GraphLimits.Default with { MaxNodes = 4_000, MaxTensorElements = 200_000, MaxTotalElements = 1_000_000, MaxWork = 20_000_000 };

    /// <summary>Reads a formula for a part and compares it at every further point.</summary>
    public static Finding Read(Exercise exercise, Part part, string text, CancellationToken cancellationToken)
    {
        var parsed = ExpressionParser.Parse(text, exercise.Graph.TryFind("pi", out _) ? ["pi"] : [], TextLimits, Place.Whole);
        if (parsed.Spec is null)
        {
            return Invalid(parsed.Issues);
        }

        var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var sources = new List<(string Name, Part Source)>();
        for (var node = 0; node < parsed.Spec.Nodes.Count; node++)
        {
            var spec = parsed.Spec.Nodes[node];
            if (spec.Op != Leaves.Input.Name)
            {
                continue;
            }

            var (resolved, problem) = Resolve(exercise, part, spec.Id);
            if (resolved is not { } source)
            {
                return Invalid([new Issue("unknown-name", parsed.Spec.Locator.Node(node), problem!)]);
            }

            sources.Add((spec.Id, source));
            inputs[spec.Id] = new Tensor(exercise.Graph[source.Node].Shape, exercise.Key(source).ToArray());
        }

        if (sources.Find(s => exercise.Key(s.Source).ContainsAnyExceptInRange(double.MinValue, double.MaxValue)) is { Name: { } infinite })
        {
            return new Finding.Invalid($"'{infinite}' is not finite here.");
        }

        var built = GraphBuilder.Build(parsed.Spec, inputs, null, Limits);
        if (built.Graph is not { } formula)
        {
            return Invalid(built.Issues);
        }

        var shape = exercise.Graph[part.Node].Shape;
        return formula.OutputNode.Shape.Equals(shape)
            ? Compare(exercise, part, formula, sources, cancellationToken)
            : new Finding.Invalid(WrongShape(formula.OutputNode.Shape, shape));
    }

    /// <summary>Says that an answer has the wrong shape.</summary>
    public static string WrongShape(Shape given, Shape expected) =>
        expected.IsScalar ? $"A single number is expected here, not an array of shape {given}."
        : $"An array of shape {expected} is expected here, not {(given.IsScalar ? "a single number" : $"one of shape {given}")}.";

    private static Finding Compare(Exercise exercise, Part part, Graph formula, List<(string Name, Part Source)> sources, CancellationToken cancellationToken)
    {
        var tape = new Tape(formula);
        ForwardPass.Run(tape, cancellationToken);
        for (var node = 0; node < formula.Count; node++)
        {
            if (formula[node].Kernel?.FindFault(tape.Frame(node)) is not null)
            {
                return new Finding.Invalid($"An index in {formula[node].Operator.Name} is out of range.");
            }
        }

        var numbers = tape.Value(formula.Output).ToArray();
        if (numbers.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue) && !exercise.Key(part).ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            return new Finding.Invalid("This formula has no finite value at the given inputs.");
        }

        var finding = AnswerReading.Compare(exercise, part, numbers);
        foreach (var point in finding is Finding.Correct ? exercise.Points(cancellationToken) : [])
        {
            foreach (var (name, source) in sources)
            {
                formula.TryFind(name, out var node);
                exercise.Slice(source.Kind == PartKind.Value ? point.Values : point.Gradients, source.Node).CopyTo(tape.Value(node));
            }

            ForwardPass.Run(tape, cancellationToken);
            if (!Meets(exercise.Policy.Tolerance, tape.Value(formula.Output), exercise.Slice(part.Kind == PartKind.Value ? point.Values : point.Gradients, part.Node)))
            {
                return new Finding.Coincidence(numbers);
            }
        }

        return finding;
    }

    // Rounding of doubles is not a mistake, however strict the tolerance.
    private static bool Meets(Tolerance tolerance, ReadOnlySpan<double> answer, ReadOnlySpan<double> key)
    {
        for (var i = 0; i < answer.Length; i++)
        {
            if (!tolerance.Accepts(answer[i], key[i], 0) && !(Math.Abs(answer[i] - key[i]) <= 1e-9 * Math.Max(1, Math.Abs(key[i]))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The part that a name in a formula stands for, or why it cannot stand there.</summary>
    private static (Part? Part, string? Problem) Resolve(Exercise exercise, Part asked, string name)
    {
        var graph = exercise.Graph;
        var own = Quotation.Of(graph[asked.Node].Id);
        if (graph.TryFind(name, out var node))
        {
            return asked.Kind == PartKind.Gradient || ComesBefore(graph, node, asked.Node)
                ? (new Part(PartKind.Value, node), null)
                : (null, $"'{name}' does not come before {own}: write the value in terms of what it is computed from.");
        }

        return !name.StartsWith(GradientPrefix, StringComparison.Ordinal) || !graph.TryFind(name[GradientPrefix.Length..], out node) ? (null, NearestNames.Missing("name", name, graph.Ids))
            : asked.Kind == PartKind.Value ? (null, "A value is not written in terms of gradients.")
            : ComesBefore(graph, asked.Node, node) ? (new Part(PartKind.Gradient, node), null)
            : (null, $"'{name}' does not come before the gradient of {own}: use gradients of nodes between it and the output.");
    }

    /// <summary>Whether a path leads from one node to another one: a walk over the nodes between them in topological order.</summary>
    private static bool ComesBefore(Graph graph, int from, int to)
    {
        if (from >= to)
        {
            return false;
        }

        var reached = new bool[to - from + 1];
        reached[0] = true;
        for (var node = from + 1; node <= to; node++)
        {
            foreach (var operand in graph.Operands(node))
            {
                reached[node - from] |= operand >= from && reached[operand - from];
            }
        }

        return reached[^1];
    }

    private static Finding.Invalid Invalid(IReadOnlyList<Issue> issues) => new(string.Join(" ", issues.Take(3).Select(issue =>
        issue.Place.Line is null ? issue.Detail : string.Create(CultureInfo.InvariantCulture, $"Line {issue.Place.Line}, column {issue.Place.Column}: {issue.Detail}"))));
}
