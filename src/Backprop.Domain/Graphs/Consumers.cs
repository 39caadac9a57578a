namespace Backprop.Domain.Graphs;

/// <summary>An edge along which a gradient comes: from a consumer to its operand at a position.</summary>
internal readonly record struct PathEdge(int Consumer, int Position);

/// <summary>Some of a graph's edges by the node that they leave: who reads it, and at which position.</summary>
internal sealed class Consumers
{
    private readonly int[] _starts;
    private readonly PathEdge[] _edges;

    /// <summary>The edges, from a node to its operand at a position, of which this is true.</summary>
    public Consumers(Graph graph, Func<int, int, bool> includes)
    {
        _starts = new int[graph.Count + 1];
        ForEachEdge((_, operand) => _starts[operand + 1]++);
        for (var node = 0; node < graph.Count; node++)
        {
            _starts[node + 1] += _starts[node];
        }

        _edges = new PathEdge[_starts[^1]];
        var next = _starts[..graph.Count];
        ForEachEdge((edge, operand) => _edges[next[operand]++] = edge);

        void ForEachEdge(Action<PathEdge, int> visit)
        {
            for (var node = 0; node < graph.Count; node++)
            {
                var operands = graph.Operands(node);
                for (var position = 0; position < operands.Length; position++)
                {
                    if (includes(node, position))
                    {
                        visit(new PathEdge(node, position), operands[position]);
                    }
                }
            }
        }
    }

    /// <summary>The differentiated edges that lead on to the output.</summary>
    public static Consumers Differentiated(Graph graph) => new(graph, (node, position) => graph.LeadsToOutput(node) && graph.IsActive(node, position));

    /// <summary>The edges that leave a node, by consumer in topological order.</summary>
    public ArraySegment<PathEdge> Of(int node) => new(_edges, _starts[node], _starts[node + 1] - _starts[node]);
}
