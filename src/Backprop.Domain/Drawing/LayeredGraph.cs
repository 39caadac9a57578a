namespace Backprop.Domain.Drawing;

/// <summary>
/// A diagram cut into layers from left to right: each edge joins neighbouring layers, and one that spans more goes through way points. Edges
/// that leave the same node share their way points.
/// </summary>
internal sealed class LayeredGraph
{
    /// <summary>Way points for at most so many, or as many as there are nodes and edges; edges beyond that run straight.</summary>
    private const int MinWayPointBudget = 4_000;

    public LayeredGraph(Diagram diagram)
    {
        Diagram = diagram;
        var count = diagram.Nodes.Count;
        Layer = AssignLayers(diagram);
        var layers = count == 0 ? 0 : Layer.Max() + 1;
        var layerOf = new List<int>(Layer);
        WayPoints = LayWayPoints(diagram, layerOf, out var segments);
        Layer = [.. layerOf];
        Left = [.. Layer.Select(_ => new List<Segment>())];
        Right = [.. Layer.Select(_ => new List<Segment>())];
        foreach (var segment in segments)
        {
            Right[segment.From].Add(segment);
            Left[segment.To].Add(segment);
        }

        SegmentCount = segments.Count;
        Layers = [.. Enumerable.Range(0, layers).Select(_ => new List<int>())];
    }

    public Diagram Diagram { get; }

    /// <summary>The layer of each vertex: nodes first, way points after them.</summary>
    public int[] Layer { get; }

    /// <summary>The vertices of each layer from top to bottom.</summary>
    public List<int>[] Layers { get; }

    /// <summary>The segments that enter each vertex from the layer before.</summary>
    public List<Segment>[] Left { get; }

    /// <summary>The segments that leave each vertex to the layer after.</summary>
    public List<Segment>[] Right { get; }

    /// <summary>For each edge the way points between its ends; null where it runs straight across.</summary>
    public int[]?[] WayPoints { get; }

    public int SegmentCount { get; }

    /// <summary>The number of vertices.</summary>
    public int Count => Layer.Length;

    public bool IsWayPoint(int vertex) => vertex >= Diagram.Nodes.Count;

    /// <summary>
    /// The longest path from the left; then what is read more often than it reads moves right as far as it can, which makes its edges
    /// shorter in sum (one step of the network simplex idea, from the right to the left).
    /// </summary>
    private static int[] AssignLayers(Diagram diagram)
    {
        var layer = new int[diagram.Nodes.Count];
        var nearest = new int[diagram.Nodes.Count];
        var balance = new int[diagram.Nodes.Count];
        Array.Fill(nearest, int.MaxValue);
        foreach (var group in diagram.Edges.GroupBy(edge => edge.To).OrderBy(group => group.Key))
        {
            layer[group.Key] = group.Max(edge => layer[edge.From]) + 1;
        }

        foreach (var edge in diagram.Edges)
        {
            balance[edge.From]++;
            balance[edge.To]--;
        }

        foreach (var group in diagram.Edges.GroupBy(edge => edge.From).OrderByDescending(group => group.Key))
        {
            nearest[group.Key] = group.Min(edge => layer[edge.To]);
            if (balance[group.Key] > 0)
            {
                layer[group.Key] = nearest[group.Key] - 1;
            }
        }

        // Layers that have run empty are closed up.
        var used = layer.Distinct().Order().ToArray();
        return [.. layer.Select(number => Array.BinarySearch(used, number))];
    }

    private static int[]?[] LayWayPoints(Diagram diagram, List<int> layer, out List<Segment> segments)
    {
        segments = [];
        var wayPoints = new int[]?[diagram.Edges.Count];
        var budget = Math.Max(MinWayPointBudget, diagram.Nodes.Count + diagram.Edges.Count);
        var chains = new Dictionary<int, List<int>>();
        foreach (var (edge, index) in diagram.Edges.Select((edge, index) => (edge, index)).OrderBy(e => layer[e.edge.To] - layer[e.edge.From]))
        {
            var span = layer[edge.To] - layer[edge.From] - 1;
            var chain = chains.GetValueOrDefault(edge.From);
            if (span - (chain?.Count ?? 0) > budget)
            {
                continue;
            }

            if (span > 0 && chain is null)
            {
                chains.Add(edge.From, chain = []);
            }

            while (chain is not null && chain.Count < span)
            {
                layer.Add(layer[edge.From] + chain.Count + 1);
                segments.Add(new Segment(chain.Count == 0 ? edge.From : chain[^1], layer.Count - 1, 0));
                chain.Add(layer.Count - 1);
                budget--;
            }

            wayPoints[index] = span == 0 ? [] : [.. chain!.Take(span)];
            segments.Add(new Segment(span == 0 ? edge.From : chain![span - 1], edge.To, edge.Port));
        }

        return wayPoints;
    }
}

/// <summary>Part of an edge between neighbouring layers.</summary>
/// <param name="From">The vertex on the left.</param>
/// <param name="To">The vertex on the right.</param>
/// <param name="Port">The place where it enters a node on the right.</param>
internal readonly record struct Segment(int From, int To, int Port);
