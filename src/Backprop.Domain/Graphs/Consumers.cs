namespace Backprop.Domain.Graphs;

/// <summary>An edge along which a gradient comes: from a consumer to its operand at a position.</summary>
internal readonly record struct PathEdge(int Consumer, int Position);

/// <summary>The differentiated edges that leave each node and lead on to the output: who reads it, and at which position.</summary>
internal sealed class Consumers
{
    private readonly int[] _starts;
    private readonly PathEdge[] _edges;

    /// <summary>The consumers of every node of a graph.</summary>
    public Consumers(Graph graph)
    {
        _starts = new int[graph.Count + 1];
        ForEachEdge(graph, (_, _, operand) => _starts[operand + 1]++);
        for (var node = 0; node < graph.Count; node++)
        {
            _starts[node + 1] += _starts[node];
        }

        _edges = new PathEdge[_starts[^1]];
        var next = _starts[..graph.Count];
        ForEachEdge(graph, (node, position, operand) => _edges[next[operand]++] = new PathEdge(node, position));
    }

    /// <summary>The edges that leave a node, by consumer in topological order.</summary>
    public ArraySegment<PathEdge> Of(int node) => new(_edges, _starts[node], _starts[node + 1] - _starts[node]);

    private static void ForEachEdge(Graph graph, Action<int, int, int> visit)
    {
        for (var node = 0; node < graph.Count; node++)
        {
            var operands = graph.Operands(node);
            for (var position = 0; position < operands.Length && graph.LeadsToOutput(node); position++)
            {
                if (graph.IsActive(node, position))
                {
                    visit(node, position, operands[position]);
                }
            }
        }
    }
}
