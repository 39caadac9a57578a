using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Solving;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Features.Solutions;

/// <summary>The way to a solution.</summary>
/// <param name="Converged">Whether the output is within the tolerance of the target.</param>
/// <param name="Reason">
/// How it ended. <c>converged</c>; <c>not-converged</c>: the iterations were used up, no step came nearer, or the
/// step is too short to change an input (the warning <c>step-below-spacing</c>); <c>zero-gradient</c>: the output does
/// not depend on the inputs here; <c>left-domain</c>: the output or its gradient is not finite at the start, or at every step that could be taken.
/// </param>
/// <param name="Iterations">Every state, the start first.</param>
/// <param name="Inputs">The inputs at the end, ready to be sent again.</param>
/// <param name="Value">The output at the end; null where it is not finite.</param>
/// <param name="Warnings">Numbers that are not finite, and a tolerance or a step that is too small for floating point.</param>
internal sealed record SolutionContract(
    bool Converged, SolutionReason Reason, IReadOnlyList<IterationContract> Iterations, IReadOnlyDictionary<string, WireTensor> Inputs,
    [property: MayBeNotFinite] double Value, IReadOnlyList<WarningContract> Warnings)
{
    /// <summary>A solved task.</summary>
    public static SolutionContract Of(Graph graph, IReadOnlyList<int> variables, Solution solution)
    {
        var shown = graph.Nodes.ToArray().Where(node => ReferenceEquals(node.Operator, Leaves.Input) || variables.Contains(node.Index)).ToList();
        var iterations = solution.Iterations.Select(iteration => Show(graph, shown, iteration)).ToList();
        return new SolutionContract(
            solution.Converged, solution.Reason, iterations, iterations[^1].Inputs, iterations[^1].Value, Warn(graph, solution));
    }

    private static IterationContract Show(Graph graph, IReadOnlyList<Node> inputs, SolutionIteration iteration) => new(
        iteration.Number,
        Inputs: inputs.ToDictionary(node => node.Id, node => new WireTensor(new Tensor(node.Shape, graph.PartOf(iteration.Values, node.Index).ToArray()), null), StringComparer.Ordinal),
        iteration.Value, iteration.Error, iteration.Damping, Nodes(graph, iteration));

    private static IEnumerable<IterationNodeContract> Nodes(Graph graph, SolutionIteration iteration)
    {
        for (var index = 0; index < graph.Count; index++)
        {
            var node = graph[index];
            yield return new IterationNodeContract(
                node.Id, Part(iteration.Values), Gradient: node.IsConstant ? null : Part(iteration.Gradients),
                Delta: node.IsConstant || iteration.Deltas is null ? null : Part(iteration.Deltas));

            ResultTensor Part(double[] arena) => new(node.Shape, graph.MemoryOf(arena, node.Index));
        }
    }

    private static List<WarningContract> Warn(Graph graph, Solution solution)
    {
        var warnings = new List<WarningContract>();
        if (solution.IsBelowRounding)
        {
            warnings.Add(new WarningContract("tolerance-below-rounding", Node: null, Index: null, "The tolerance is smaller than the rounding of a number as large as the target: only luck can meet it. Give a larger tolerance."));
        }

        if (solution.StepVanished)
        {
            warnings.Add(new WarningContract("step-below-spacing", Node: null, Index: null, "The next step is shorter than the distance between neighbouring floating-point numbers at the inputs, so it changes none of them. Give a larger tolerance, or scale the inputs so that the output changes more slowly."));
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
                warnings.Add(new WarningContract(
                    "non-finite", node.Id, node.Shape.IndexOf(bad), string.Create(CultureInfo.InvariantCulture, $"The {what} in iteration {number} is {part[bad]}.")));
            }
        }
    }
}

/// <summary>One state on the way, and the step taken from it.</summary>
/// <param name="Number">0 for the start.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Value">The output; null where it is not finite.</param>
/// <param name="Error">Output − target; null where it is not finite.</param>
/// <param name="Damping">The share of the Newton step that was taken from here: 1, or ½, ¼, … where the whole step made things worse. Not there where no step was taken.</param>
/// <param name="Nodes">The nodes in topological order.</param>
internal sealed record IterationContract(
    int Number, IReadOnlyDictionary<string, WireTensor> Inputs, [property: MayBeNotFinite] double Value, [property: MayBeNotFinite] double Error,
    double? Damping, IEnumerable<IterationNodeContract> Nodes);

/// <summary>A node in one state.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Gradient">∂output/∂node; absent on constants.</param>
/// <param name="Delta">
/// The first-order increment that the node is asked for. A moved input: the step itself, which for several inputs is the shortest, Δoutput·∇/‖∇‖²
/// over all of them. Any other node: what it alone would have to contribute, Δoutput/(∂output/∂node); null where it has no influence. Not there where
/// no step was taken.
/// </param>
internal sealed record IterationNodeContract(string Id, ResultTensor Value, ResultTensor? Gradient = null, ResultTensor? Delta = null);
