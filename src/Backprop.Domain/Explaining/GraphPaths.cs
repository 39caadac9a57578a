using System.Numerics;
using Backprop.Domain.Differentiation;

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
    public static IReadOnlyList<NodePaths> List(Tape tape, Notation notation, LocalDerivatives locals, BigInteger[] counts, int maxPaths, CancellationToken cancellationToken)
    {
        var paths = new List<NodePaths>();
        var budget = MaxListedNodes;
        foreach (var node in notation.Graph.Nodes)
        {
            if (node.IsVariable)
            {
                cancellationToken.ThrowIfCancellationRequested();
                paths.Add(new NodePaths(node.Id, counts[node.Index], From(tape, notation, locals, node.Index, maxPaths, ref budget)));
            }
        }

        return paths;
    }

    /// <summary>Depth first, with the way so far as the only state: every edge that is followed leads on to the output, so no step is wasted.</summary>
    private static List<GraphPath> From(Tape tape, Notation notation, LocalDerivatives locals, int start, int maxPaths, ref int budget)
    {
        var found = new List<GraphPath>();
        var way = new List<(int Node, int Position, int Next)> { (start, -1, 0) };
        while (way.Count > 0 && found.Count < maxPaths && budget >= way.Count)
        {
            var (node, position, next) = way[^1];
            if (node == notation.Graph.Output)
            {
                found.Add(Write(tape, notation, locals, way));
                budget -= way.Count;
                way.RemoveAt(way.Count - 1);
                continue;
            }

            var consumers = notation.Consumers.Of(node);
            if (next == consumers.Count)
            {
                way.RemoveAt(way.Count - 1);
                continue;
            }

            way[^1] = (node, position, next + 1);
            way.Add((consumers[next].Consumer, consumers[next].Position, 0));
        }

        return found;
    }

    private static GraphPath Write(Tape tape, Notation notation, LocalDerivatives locals, List<(int Node, int Position, int Next)> way)
    {
        // Written from the output back, as the chain rule is: ∂z/∂z · ∂z/∂y · ∂y/∂x.
        var symbols = new List<string> { notation.Gradient(notation.Graph.Output) };
        var numbers = new List<string>();
        double? product = locals.IsNumber(notation.Graph.Output) ? tape.Gradient(notation.Graph.Output)[0] : null;
        numbers.Add(product is { } seed ? Latex.Operand(seed, notation.Digits) : "");
        for (var i = way.Count - 1; i > 0; i--)
        {
            symbols.Add(notation.Local(way[i].Node, way[i].Position));
            var local = locals.Number(way[i].Node, way[i].Position);
            product *= local;
            numbers.Add(local is { } factor ? Latex.Operand(factor, notation.Digits) : "");
        }

        return new GraphPath(
            [.. way.Select(step => notation.Graph[step.Node].Id)],
            [.. way.Skip(1).Select(step => step.Position)],
            string.Join(@" \cdot ", symbols),
            product is { } value ? $@"{string.Join(@" \cdot ", numbers)} = {notation.Number(value)}" : null,
            product);
    }
}

/// <summary>The local derivatives of edges between numbers.</summary>
internal sealed class LocalDerivatives(Tape tape)
{
    /// <summary>Whether the node is a number.</summary>
    public bool IsNumber(int node) => tape.Graph[node].Shape.IsScalar;

    /// <summary>∂node/∂operand where both are numbers, else null.</summary>
    public double? Number(int node, int position)
    {
        var graph = tape.Graph;
        if (!IsNumber(node) || !IsNumber(graph.Operands(node)[position]))
        {
            return null;
        }

        Span<double> local = [0];
        if (graph[node].Kernel!.IsElementwise)
        {
            graph[node].Kernel!.Local(tape.Frame(node), position, local);
        }
        else
        {
            // Any other operator from a number to a number: what an upstream gradient of 1 contributes.
            graph[node].Kernel!.Backward(tape.Frame(node), position, [1], local);
        }

        return local[0];
    }
}
