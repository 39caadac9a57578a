using Backprop.Domain.Graphs;

namespace Backprop.Domain.Checking;

/// <summary>
/// Which nodes have to be evaluated again when a leaf changes: those between it and the output, along every edge, differentiable or not
/// (a comparison has no gradient, and yet its value changes).
/// </summary>
internal sealed class DownstreamMap
{
    private readonly Graph _graph;
    private readonly bool[] _reachesOutput;
    private readonly Consumers _consumers;

    public DownstreamMap(Graph graph)
    {
        _graph = graph;
        _reachesOutput = new bool[graph.Count];
        _reachesOutput[graph.Output] = true;
        for (var node = graph.Output; node >= 0; node--)
        {
            for (var position = 0; _reachesOutput[node] && position < graph.Operands(node).Length; position++)
            {
                _reachesOutput[graph.Operands(node)[position]] = true;
            }
        }

        _consumers = new Consumers(graph, (node, _) => _reachesOutput[node]);
    }

    /// <summary>Whether the output's value depends on the node.</summary>
    public bool Reaches(int node) => _reachesOutput[node];

    /// <summary>The estimated work of evaluating everything downstream of a leaf once.</summary>
    public double Work(int leaf, DownstreamNodes nodes)
    {
        // Its rounding, its branch, and that it is put back.
        const double WorkANode = 40;
        Visit(leaf, nodes);
        var work = 0.0;
        foreach (var node in nodes.All)
        {
            work += _graph.WorkOf(node) + WorkANode;
        }

        return work;
    }

    /// <summary>Fills <paramref name="nodes"/> with everything downstream of a leaf, in topological order.</summary>
    public void Collect(int leaf, DownstreamNodes nodes)
    {
        Visit(leaf, nodes);
        nodes.Sort();
    }

    private void Visit(int leaf, DownstreamNodes nodes)
    {
        nodes.Begin();
        if (!_reachesOutput[leaf])
        {
            return;
        }

        // What has been visited and not yet followed is the queue.
        nodes.Follow(_consumers.Of(leaf));
        for (var next = 0; next < nodes.All.Length; next++)
        {
            nodes.Follow(_consumers.Of(nodes.All[next]));
        }
    }
}

/// <summary>A list of the nodes downstream of one leaf, reused from leaf to leaf.</summary>
internal sealed class DownstreamNodes(Graph graph)
{
    private readonly int[] _nodes = new int[graph.Count];
    private readonly int[] _branching = new int[graph.Count];
    private readonly int[] _stamps = new int[graph.Count];
    private int _stamp;
    private int _count;
    private int _branchingCount;

    /// <summary>The nodes in the order in which they were found; once sorted, in topological order.</summary>
    public ReadOnlySpan<int> All => _nodes.AsSpan(0, _count);

    /// <summary>Those of them that are defined by cases, in topological order, once sorted.</summary>
    public ReadOnlySpan<int> Branching => _branching.AsSpan(0, _branchingCount);

    public void Begin()
    {
        _stamp++;
        _count = 0;
        _branchingCount = 0;
    }

    public void Follow(ReadOnlySpan<PathEdge> edges)
    {
        foreach (var (node, _) in edges)
        {
            if (_stamps[node] != _stamp)
            {
                _stamps[node] = _stamp;
                _nodes[_count++] = node;
            }
        }
    }

    public void Sort()
    {
        // Indices are topological. A long list is read off the stamps, which is linear.
        const int SortedAtMost = 64;
        if (_count <= SortedAtMost)
        {
            _nodes.AsSpan(0, _count).Sort();
        }
        else
        {
            _count = 0;
            for (var node = 0; node <= graph.Output; node++)
            {
                if (_stamps[node] == _stamp)
                {
                    _nodes[_count++] = node;
                }
            }
        }

        foreach (var node in All)
        {
            if (graph[node].Kernel!.HasBranches)
            {
                _branching[_branchingCount++] = node;
            }
        }
    }
}
