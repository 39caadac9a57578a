using System.Globalization;
using System.Text.Json.Serialization;
using Backprop.Api.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Solving;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Features.Solutions;

/// <summary>The way to a solution.</summary>
internal sealed record SolutionAnswer
{
    /// <summary>Whether the output is within the tolerance of the target.</summary>
    public required bool Converged { get; init; }

    /// <summary>
    /// <c>converged</c>; <c>not-converged</c>: the iterations were used up, or no step came nearer; <c>zero-gradient</c>: the output does not
    /// depend on the inputs here; <c>left-domain</c>: the output or its gradient is not finite at the start, or at every step that could be taken.
    /// </summary>
    public required string Reason { get; init; }

    /// <summary>Every state, the start first.</summary>
    public required IReadOnlyList<IterationContract> Iterations { get; init; }

    /// <summary>The inputs at the end, ready to be sent again.</summary>
    public required IReadOnlyDictionary<string, WireTensor> Inputs { get; init; }

    /// <summary>The output at the end; null where it is not finite.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Value { get; init; }

    /// <summary>Numbers that are not finite, and a tolerance that floating point cannot meet.</summary>
    public required IReadOnlyList<SolutionWarning> Warnings { get; init; }

    /// <summary>The answer to a solved task.</summary>
    public static SolutionAnswer Of(Graph graph, IReadOnlyList<int> variables, Solution solution)
    {
        var shown = graph.Nodes.ToArray().Where(node => ReferenceEquals(node.Operator, Leaves.Input) || variables.Contains(node.Index)).ToList();
        var iterations = solution.Iterations.Select(iteration => Show(graph, shown, iteration)).ToList();
        return new SolutionAnswer
        {
            Converged = solution.Converged,
            Reason = Name(solution.Reason),
            Iterations = iterations,
            Inputs = iterations[^1].Inputs,
            Value = iterations[^1].Value,
            Warnings = Warn(graph, solution),
        };
    }

    private static IterationContract Show(Graph graph, IReadOnlyList<Node> inputs, SolutionIteration iteration) => new()
    {
        Number = iteration.Number,
        Inputs = inputs.ToDictionary(node => node.Id, node => Part(graph, node, iteration.Values), StringComparer.Ordinal),
        Value = Finite(iteration.Value),
        Error = Finite(iteration.Error),
        Damping = iteration.Damping,
        Nodes = [.. graph.Nodes.ToArray().Select(node => new IterationNodeContract
        {
            Id = node.Id,
            Value = Part(graph, node, iteration.Values),
            Gradient = node.IsConstant ? null : Part(graph, node, iteration.Gradients),
            Delta = node.IsConstant || iteration.Deltas is null ? null : Part(graph, node, iteration.Deltas),
        })],
    };

    private static List<SolutionWarning> Warn(Graph graph, Solution solution)
    {
        var warnings = new List<SolutionWarning>();
        if (solution.IsBelowRounding)
        {
            warnings.Add(new SolutionWarning { Code = "tolerance-below-rounding", Detail = "The tolerance is smaller than the rounding of a number as large as the target: only luck can meet it. Give a larger tolerance." });
        }

        foreach (var iteration in solution.Iterations)
        {
            foreach (var node in graph.Nodes)
            {
                Look(node, iteration.Values, "value", iteration.Number);
                Look(node, iteration.Gradients, "gradient", iteration.Number);
            }
        }

        return warnings;

        void Look(Node node, double[] arena, string what, int number)
        {
            const int Most = 100;
            var part = graph.PartOf(arena, node.Index);
            if (warnings.Count < Most && part.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) is >= 0 and var bad)
            {
                warnings.Add(new SolutionWarning
                {
                    Code = "non-finite",
                    Node = node.Id,
                    Index = node.Shape.IndexOf(bad),
                    Detail = string.Create(CultureInfo.InvariantCulture, $"The {what} in iteration {number} is {part[bad]}."),
                });
            }
        }
    }

    private static WireTensor Part(Graph graph, Node node, double[] arena) => new(new Tensor(node.Shape, graph.PartOf(arena, node.Index).ToArray()), null);

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;

    private static string Name(SolutionReason reason) => reason switch
    {
        SolutionReason.Converged => "converged",
        SolutionReason.NotConverged => "not-converged",
        SolutionReason.ZeroGradient => "zero-gradient",
        _ => "left-domain",
    };
}

/// <summary>One state on the way, and the step taken from it.</summary>
internal sealed record IterationContract
{
    /// <summary>0 for the start.</summary>
    public required int Number { get; init; }

    /// <summary>The inputs.</summary>
    public required IReadOnlyDictionary<string, WireTensor> Inputs { get; init; }

    /// <summary>The output; null where it is not finite.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Value { get; init; }

    /// <summary>Output − target; null where it is not finite.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Error { get; init; }

    /// <summary>The share of the Newton step that was taken from here: 1, or ½, ¼, … where the whole step made things worse. Not there where no step was taken.</summary>
    public double? Damping { get; init; }

    /// <summary>The nodes in topological order.</summary>
    public required IReadOnlyList<IterationNodeContract> Nodes { get; init; }
}

/// <summary>A node in one state.</summary>
internal sealed record IterationNodeContract
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>Its value.</summary>
    public required WireTensor Value { get; init; }

    /// <summary>∂output/∂node; not there on constants.</summary>
    public WireTensor? Gradient { get; init; }

    /// <summary>
    /// The first-order increment that the node is asked for. A moved input: the step itself, which for several inputs is the shortest, Δoutput·∇/‖∇‖²
    /// over all of them. Any other node: what it alone would have to contribute, Δoutput/(∂output/∂node); null where it has no influence. Not there
    /// where no step was taken.
    /// </summary>
    public WireTensor? Delta { get; init; }
}

/// <summary>Something that a client should know about a solution.</summary>
internal sealed record SolutionWarning
{
    /// <summary><c>non-finite</c> or <c>tolerance-below-rounding</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The node's id.</summary>
    public string? Node { get; init; }

    /// <summary>The index of the element; empty for a single number.</summary>
    public IReadOnlyList<int>? Index { get; init; }

    /// <summary>What the matter is.</summary>
    public required string Detail { get; init; }
}
