using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Exercises;

/// <summary>
/// Reads formulas over a graph's inputs, node values and gradients (<c>d_q</c>). A gradient may be written in terms of gradients nearer to the
/// output only, a value in terms of values nearer to the inputs only: otherwise an answer could refer to itself, or to a neighbour that refers
/// back. Nothing is computed here: only shapes are known.
/// </summary>
internal static class FormulaReader
{
    private const string GradientPrefix = "d_";
    private static readonly ExpressionLimits TextLimits = new(MaxLength: 4_000, MaxNesting: 100, MaxNodes: 2_000);
    private static readonly GraphLimits Limits = GraphLimits.Default with { MaxNodes = 4_000, MaxTensorElements = 200_000, MaxTotalElements = 1_000_000, MaxWork = 100_000_000 };

    /// <summary>Reads a formula for a part.</summary>
    public static Formula Read(Graph graph, Part part, string text)
    {
        var parsed = ExpressionParser.Parse(text, graph.TryFind("pi", out _) ? ["pi"] : [], TextLimits, Place.Whole);
        if (parsed.Spec is null)
        {
            return Invalid(parsed.Issues);
        }

        var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var sources = new List<FormulaSource>();
        var reach = new Reach(graph, part);
        for (var node = 0; node < parsed.Spec.Nodes.Count; node++)
        {
            var spec = parsed.Spec.Nodes[node];
            if (spec.Op != Leaves.Input.Name)
            {
                continue;
            }

            var (resolved, problem) = reach.Resolve(spec.Id);
            if (resolved is not { } source)
            {
                return Invalid([new Issue("unknown-name", parsed.Spec.Locator.Node(node), problem!)]);
            }

            sources.Add(new FormulaSource(spec.Id, source));
            inputs[spec.Id] = Tensor.Unknown(graph[source.Node].Shape);
        }

        var built = GraphBuilder.Build(parsed.Spec, inputs, null, Limits);
        if (built.Graph is not { } formula)
        {
            return Invalid(built.Issues, sources);
        }

        var shape = graph[part.Node].Shape;
        return formula.OutputNode.Shape.Equals(shape)
            ? new Formula(formula, sources, null)
            : new Formula(null, sources, WrongShape(formula.OutputNode.Shape, shape));
    }

    /// <summary>Says that an answer has the wrong shape.</summary>
    public static string WrongShape(Shape given, Shape expected) =>
        expected.IsScalar ? $"A single number is expected here, not an array of shape {given}."
        : $"An array of shape {expected} is expected here, not {(given.IsScalar ? "a single number" : $"one of shape {given}")}.";

    private static Formula Invalid(IReadOnlyList<Issue> issues, IReadOnlyList<FormulaSource>? sources = null) => new(null, sources ?? [], string.Join(" ", issues.Take(3).Select(issue =>
        issue.Place.Line is null ? issue.Detail : string.Create(CultureInfo.InvariantCulture, $"Line {issue.Place.Line}, column {issue.Place.Column}: {issue.Detail}"))));

    /// <summary>Which parts a formula for a part may be written in.</summary>
    private sealed class Reach(Graph graph, Part asked)
    {
        private bool[]? _reached;

        /// <summary>The part that a name in the formula stands for, or why it cannot stand there.</summary>
        public (Part? Part, string? Problem) Resolve(string name)
        {
            var own = Quotation.Of(graph[asked.Node].Id);
            if (graph.TryFind(name, out var node))
            {
                return asked.Kind == PartKind.Gradient || Reaches(node)
                    ? (new Part(PartKind.Value, node), null)
                    : (null, $"'{name}' does not come before {own}: write the value in terms of what it is computed from.");
            }

            return !name.StartsWith(GradientPrefix, StringComparison.Ordinal) || !graph.TryFind(name[GradientPrefix.Length..], out node) ? (null, NearestNames.Missing("name", name, graph.Ids))
                : asked.Kind == PartKind.Value ? (null, "A value is not written in terms of gradients.")
                : Reaches(node) ? (new Part(PartKind.Gradient, node), null)
                : (null, $"'{name}' does not come before the gradient of {own}: use gradients of nodes between it and the output.");
        }

        /// <summary>Whether a path leads between the node that is asked for and another one: forwards for a value, backwards for a gradient.</summary>
        private bool Reaches(int node) => node != asked.Node && (_reached ??= asked.Kind == PartKind.Value ? Before() : After())[node];

        private bool[] Before()
        {
            var reached = new bool[graph.Count];
            reached[asked.Node] = true;
            for (var node = asked.Node; node >= 0; node--)
            {
                if (reached[node])
                {
                    foreach (var operand in graph.Operands(node))
                    {
                        reached[operand] = true;
                    }
                }
            }

            return reached;
        }

        private bool[] After()
        {
            var reached = new bool[graph.Count];
            reached[asked.Node] = true;
            for (var node = asked.Node + 1; node < graph.Count; node++)
            {
                foreach (var operand in graph.Operands(node))
                {
                    reached[node] |= reached[operand];
                }
            }

            return reached;
        }
    }
}
