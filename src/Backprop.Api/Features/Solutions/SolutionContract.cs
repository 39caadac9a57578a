using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Solving;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Features.Solutions;

/// <summary>The way to a solution.</summary>
internal sealed record SolutionContract
{
    /// <summary>Whether the output is within the tolerance of the target.</summary>
    public required bool Converged { get; init; }

    /// <summary>
    /// How it ended. <c>converged</c>; <c>not-converged</c>: the iterations were used up, or no step came nearer; <c>zero-gradient</c>: the output does not
    /// depend on the inputs here; <c>left-domain</c>: the output or its gradient is not finite at the start, or at every step that could be taken.
    /// </summary>
    public required SolutionReason Reason { get; init; }

    /// <summary>Every state, the start first.</summary>
    public required IReadOnlyList<IterationContract> Iterations { get; init; }

    /// <summary>The inputs at the end, ready to be sent again.</summary>
    public required IReadOnlyDictionary<string, WireTensor> Inputs { get; init; }

    /// <summary>The output at the end; null where it is not finite.</summary>
    [MayBeNotFinite]
    public required double Value { get; init; }

    /// <summary>Numbers that are not finite, and a tolerance that floating point cannot meet.</summary>
    public required IReadOnlyList<WarningContract> Warnings { get; init; }

    /// <summary>A solved task.</summary>
    public static SolutionContract Of(Graph graph, IReadOnlyList<int> variables, Solution solution)
    {
        var shown = graph.Nodes.ToArray().Where(node => ReferenceEquals(node.Operator, Leaves.Input) || variables.Contains(node.Index)).ToList();
        var iterations = solution.Iterations.Select(iteration => Show(graph, shown, iteration)).ToList();
        return new SolutionContract
        {
            Converged = solution.Converged,
            Reason = solution.Reason,
            Iterations = iterations,
            Inputs = iterations[^1].Inputs,
            Value = iterations[^1].Value,
            Warnings = Warn(graph, solution),
        };
    }

    private static IterationContract Show(Graph graph, IReadOnlyList<Node> inputs, SolutionIteration iteration) => new()
    {
        Number = iteration.Number,
        Inputs = inputs.ToDictionary(node => node.Id, node => new WireTensor(new Tensor(node.Shape, graph.PartOf(iteration.Values, node.Index).ToArray()), null), StringComparer.Ordinal),
        Value = iteration.Value,
        Error = iteration.Error,
        Damping = iteration.Damping,
        Nodes = Nodes(graph, iteration),
    };

    private static IEnumerable<IterationNodeContract> Nodes(Graph graph, SolutionIteration iteration)
    {
        for (var index = 0; index < graph.Count; index++)
        {
            var node = graph[index];
            yield return new IterationNodeContract
            {
                Id = node.Id,
                Value = Part(iteration.Values),
                Gradient = node.IsConstant ? null : Part(iteration.Gradients),
                Delta = node.IsConstant || iteration.Deltas is null ? null : Part(iteration.Deltas),
            };

            ResultTensor Part(double[] arena) => new(node.Shape, graph.MemoryOf(arena, node.Index));
        }
    }

    private static List<WarningContract> Warn(Graph graph, Solution solution)
    {
        var warnings = new List<WarningContract>();
        if (solution.IsBelowRounding)
        {
            warnings.Add(new WarningContract { Code = "tolerance-below-rounding", Detail = "The tolerance is smaller than the rounding of a number as large as the target: only luck can meet it. Give a larger tolerance." });
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
                warnings.Add(new WarningContract
                {
                    Code = "non-finite",
                    Node = node.Id,
                    Index = node.Shape.IndexOf(bad),
                    Detail = string.Create(CultureInfo.InvariantCulture, $"The {what} in iteration {number} is {part[bad]}."),
                });
            }
        }
    }
}

/// <summary>One state on the way, and the step taken from it.</summary>
internal sealed record IterationContract
{
    /// <summary>0 for the start.</summary>
    public required int Number { get; init; }

    /// <summary>The inputs.</summary>
    public required IReadOnlyDictionary<string, WireTensor> Inputs { get; init; }

    /// <summary>The output; null where it is not finite.</summary>
    [MayBeNotFinite]
    public required double Value { get; init; }

    /// <summary>Output − target; null where it is not finite.</summary>
    [MayBeNotFinite]
    public required double Error { get; init; }

    /// <summary>The share of the Newton step that was taken from here: 1, or ½, ¼, … where the whole step made things worse. Not there where no step was taken.</summary>
    public double? Damping { get; init; }

    /// <summary>The nodes in topological order.</summary>
    public required IEnumerable<IterationNodeContract> Nodes { get; init; }
}

/// <summary>A node in one state.</summary>
internal sealed record IterationNodeContract
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>Its value.</summary>
    public required ResultTensor Value { get; init; }

    /// <summary>∂output/∂node; absent on constants.</summary>
    public ResultTensor? Gradient { get; init; }

    /// <summary>
    /// The first-order increment that the node is asked for. A moved input: the step itself, which for several inputs is the shortest, Δoutput·∇/‖∇‖²
    /// over all of them. Any other node: what it alone would have to contribute, Δoutput/(∂output/∂node); null where it has no influence. Not there
    /// where no step was taken.
    /// </summary>
    public ResultTensor? Delta { get; init; }
}
