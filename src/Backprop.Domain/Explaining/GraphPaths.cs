using System.Numerics;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Explaining;

// docs/decisions/0123-path-counts-are-strings.md
/// <summary>Lists the paths along which gradients flow. The sum of their products is the gradient.</summary>
internal static class GraphPaths
{
    /// <summary>The most nodes that all listed paths of one answer have together.</summary>
    private const int MaxListedNodes = 100_000;

    /// <summary>The number of paths from every node to the output.</summary>
    public static BigInteger[] Count(Notation notation)
    {
        var graph = notation.Graph;
        var counts = new BigInteger[graph.Count];
        counts[graph.Output] = 1;
        for (var node = graph.Output - 1; node >= 0; node--)
        {
            foreach (var (consumer, _) in notation.Consumers.Of(node))
            {
                counts[node] += counts[consumer];
            }
        }

        return counts;
    }

    /// <summary>The paths from every input and parameter, up to so many each.</summary>
    public static IReadOnlyList<NodePaths> List(Notation notation, BigInteger[] counts, int maxPaths, CancellationToken cancellationToken)
    {
        var paths = new List<NodePaths>();
        var budget = MaxListedNodes;
        foreach (var node in notation.Graph.Nodes)
        {
            if (node.IsVariable)
            {
                cancellationToken.ThrowIfCancellationRequested();
                paths.Add(new NodePaths(node.Id, counts[node.Index], From(notation, node.Index, maxPaths, ref budget)));
            }
        }

        return paths;
    }

    private static List<GraphPath> From(Notation notation, int start, int maxPaths, ref int budget)
    {
        var found = new List<GraphPath>();
        foreach (var way in Ways(notation, start, budget))
        {
            if (found.Count == maxPaths || way.Count > budget)
            {
                break;
            }

            found.Add(Write(notation, way));
            budget -= way.Count;
        }

        return found;
    }

    /// <summary>
    /// The ways from a node to the output, each as its nodes with the positions at which they are entered, in a list that holds until the next is
    /// asked for; one of more than so many nodes ends there, short of the output. Depth first: every edge that is followed leads on to the output.
    /// </summary>
    public static IEnumerable<List<PathEdge>> Ways(Notation notation, int start, int mostNodes)
    {
        var way = new List<PathEdge> { new(start, -1) };
        var next = new Stack<int>([0]);
        while (next.TryPop(out var branch))
        {
            var consumers = notation.Consumers.Of(way[^1].Consumer);
            if (way[^1].Consumer == notation.Graph.Output || way.Count > mostNodes)
            {
                yield return way;
            }
            else if (branch < consumers.Count)
            {
                next.Push(branch + 1);
                next.Push(0);
                way.Add(consumers[branch]);
                continue;
            }

            way.RemoveAt(way.Count - 1);
        }
    }

    private static GraphPath Write(Notation notation, List<PathEdge> way)
    {
        // Written from the output back, as the chain rule is: ∂z/∂z · ∂z/∂y · ∂y/∂x.
        var symbols = new List<string> { notation.Gradient(notation.Graph.Output) };
        var numbers = new List<string>();
        double? product = notation.Graph.OutputNode.Shape.IsScalar ? notation.Tape.Gradient(notation.Graph.Output)[0] : null;
        numbers.Add(product is { } seed ? Latex.Operand(seed, notation.Digits) : "");
        for (var i = way.Count - 1; i > 0; i--)
        {
            symbols.Add(notation.Local(way[i].Consumer, way[i].Position));
            var local = notation.LocalNumber(way[i].Consumer, way[i].Position);
            product *= local;
            numbers.Add(local is { } factor ? Latex.Operand(factor, notation.Digits) : "");
        }

        return new GraphPath(
            [.. way.Select(step => notation.Graph[step.Consumer].Id)],
            [.. way.Skip(1).Select(step => step.Position)],
            string.Join(@" \cdot ", symbols),
            product is { } value ? $@"{string.Join(@" \cdot ", numbers)} = {notation.Number(value)}" : null,
            product);
    }
}
