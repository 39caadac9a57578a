using Backprop.Domain.Graphs;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Gradient of the neighbouring node.</summary>
internal static class NeighbourGradient
{
    public static readonly Misconception Declaration = new()
    {
        Id = "neighbour-gradient",
        Title = "Gradient of the neighbouring node",
        Explanation = "The gradient of an adjacent node was given: that of the pre-activation where that of the activation was asked for, or the other way round.",
        Message = "This is the gradient of the node next to {node}: one step too far or one step short.",
        Rules = [
            Rules.Node((in NodeView node, Span<double> changed) => NeighbourOf(node, below: true) is var neighbour and >= 0 && node.KeyGradient(neighbour).TryCopyTo(changed)),
            Rules.Node((in NodeView node, Span<double> changed) => NeighbourOf(node, below: false) is var neighbour and >= 0 && node.KeyGradient(neighbour).TryCopyTo(changed)),
        ],
    };

    /// <summary>The one operand or the one consumer of a node where they are joined by a function of one operand, else −1.</summary>
    private static int NeighbourOf(in NodeView node, bool below)
    {
        if (below)
        {
            var operands = node.Graph.Operands(node.Index);
            return operands.Length == 1 && SameShape(node.Graph, operands[0], node.Index) && !node.Graph[operands[0]].IsConstant ? operands[0] : -1;
        }

        var paths = node.Exercise.Paths(node.Index);
        return paths.Count == 1 && node.Graph.Operands(paths[0].Consumer).Length == 1 && SameShape(node.Graph, paths[0].Consumer, node.Index) ? paths[0].Consumer : -1;
    }

    private static bool SameShape(Graph graph, int first, int second) => graph[first].Shape.Equals(graph[second].Shape);
}
