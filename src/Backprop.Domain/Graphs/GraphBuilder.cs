using Backprop.Domain.Tensors;

namespace Backprop.Domain.Graphs;

/// <summary>What building gives: a graph, or every mistake that was found; neither where values are <see cref="Tensor.Unreadable"/>.</summary>
public sealed record GraphResult(Graph? Graph, IReadOnlyList<Issue> Issues);

/// <summary>
/// Turns what somebody wrote into a <see cref="Graph"/>, or into the list of all its mistakes. After it, no pass meets a cycle, a wrong
/// arity or a wrong shape. Nothing of a tensor's size is allocated here but what the request itself already holds.
/// </summary>
public static class GraphBuilder
{
    /// <summary>Builds the graph with the shapes of these inputs and their values as its leaves' values.</summary>
    /// <param name="spec">The computation.</param>
    /// <param name="inputs">Values by node id.</param>
    /// <param name="output">The id of the output where the request names one, else null: then the spec's own.</param>
    /// <param name="limits">What the graph may cost.</param>
    public static GraphResult Build(GraphSpec spec, IReadOnlyDictionary<string, Tensor> inputs, string? output, GraphLimits limits) => spec.Nodes.Count switch
    {
        0 => new GraphResult(null, [new Issue("empty-graph", spec.Locator.Nodes, "The graph has no nodes. Add at least one.")]),
        var count when count > limits.MaxNodes => new GraphResult(null, [new Issue("too-many-nodes", spec.Locator.Nodes, string.Create(CultureInfo.InvariantCulture, $"The graph has {count} nodes; the limit is {limits.MaxNodes}."))]),
        _ => new GraphDraft(spec, inputs, limits).Build(output),
    };
}
