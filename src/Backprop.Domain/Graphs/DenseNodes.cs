using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Graphs;

/// <summary>The dense layers of a graph: nodes that are x·Wᵀ + b with a weight matrix of their own.</summary>
internal sealed class DenseNodes(bool[] dense, bool[] weights, bool isNetwork)
{
    /// <summary>Whether the whole graph is a network of dense layers and activations, so that it can be written with one column per example.</summary>
    public bool IsNetwork { get; } = isNetwork;

    /// <summary>Whether the node is a layer's weighted input z = x·Wᵀ + b.</summary>
    public bool IsDense(int node) => dense[node];

    /// <summary>Whether the node is a layer's weight matrix.</summary>
    public bool IsWeight(int node) => weights[node];

    public static DenseNodes Find(Graph graph)
    {
        var dense = new bool[graph.Count];
        var weights = new bool[graph.Count];
        var sound = true;
        foreach (var node in graph.Nodes)
        {
            if (!ReferenceEquals(node.Operator, LinearAlgebra.Gemm) || node.Attributes.Flag("transA") || !node.Attributes.Flag("transB") ||
                node.Attributes.Number("alpha") != 1 || node.Attributes.Number("beta") != 1)
            {
                continue;
            }

            var operands = graph.Operands(node.Index);
            dense[node.Index] = ReferenceEquals(graph[operands[1]].Operator, Leaves.Parameter) &&
                (operands.Length == 2 || (graph[operands[2]].Operator.IsLeaf && graph[operands[2]].Shape.Rank == 1));
            weights[operands[1]] |= dense[node.Index];
        }

        foreach (var node in graph.Nodes)
        {
            // Anything that keeps the rows apart reads the same when they are columns.
            sound &= node.Shape.Rank < 2 || node.Operator.IsLeaf || dense[node.Index]
                ? node.Shape.Rank <= 2
                : graph.Operands(node.Index).Length == 1 && graph[graph.Operands(node.Index)[0]].Shape.Equals(node.Shape);
        }

        return new DenseNodes(dense, weights, sound && dense.Contains(true));
    }
}
