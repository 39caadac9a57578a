namespace Backprop.Domain.Drawing;

/// <summary>
/// Orders the vertices of each layer so that few edges cross: depth first from the output, which draws trees without crossings, then sweeps by
/// barycentres (Sugiyama, Tagawa and Toda 1981) with the best order kept, then exchanges of neighbours where the graph is small.
/// </summary>
internal static class CrossingReduction
{
    private const int MaxSweeps = 24;
    private const int MaxExchangeRounds = 8;

    /// <summary>Sweeps stop after so many visits of segments: a large graph gets fewer sweeps, at least two.</summary>
    private const int MaxVisits = 1_500_000;

    /// <summary>Exchanges compare every pair of neighbours; only for graphs of at most so many segments.</summary>
    private const int MaxExchangeSegments = 1_500;

    public static void Order(LayeredGraph graph, CancellationToken cancellationToken)
    {
        var position = new double[graph.Count];
        PlaceDepthFirst(graph);
        foreach (var layer in graph.Layers)
        {
            if (graph.Diagram.KeepsOrder)
            {
                layer.Sort();
            }

            Number(layer, position);
        }

        if (graph.Diagram.KeepsOrder)
        {
            return;
        }

        var best = Save(graph);
        var fewest = CountCrossings(graph, position);
        var sweeps = Math.Clamp(MaxVisits / (graph.SegmentCount + 1), 2, MaxSweeps);
        for (var sweep = 0; sweep < sweeps && fewest > 0; sweep++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Sweep(graph, position, fromLeft: sweep % 2 == 1);
            var crossings = CountCrossings(graph, position);
            if (crossings < fewest)
            {
                (best, fewest) = (Save(graph), crossings);
            }
        }

        best.CopyTo(graph.Layers, 0);
        Array.ForEach(best, layer => Number(layer, position));
        for (var round = 0; round < MaxExchangeRounds && fewest > 0 && graph.SegmentCount <= MaxExchangeSegments; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Exchange(graph, position))
            {
                break;
            }
        }
    }

    /// <summary>The crossings of a drawing in the present order.</summary>
    public static long CountCrossings(LayeredGraph graph, double[] position)
    {
        var crossings = 0L;
        foreach (var layer in graph.Layers)
        {
            // Segments by their left end; each one crosses those before it that end further down. A Fenwick tree counts them.
            var ends = new List<(double From, double To)>();
            foreach (var vertex in layer)
            {
                foreach (var segment in graph.Left[vertex])
                {
                    ends.Add((position[segment.From], End(graph, segment, position)));
                }
            }

            ends.Sort();
            var places = ends.Select(end => end.To).Distinct().Order().ToArray();
            var tree = new int[places.Length + 1];
            for (var seen = 0; seen < ends.Count; seen++)
            {
                var place = Array.BinarySearch(places, ends[seen].To) + 1;
                var notBelow = 0;
                for (var i = place; i > 0; i -= i & -i)
                {
                    notBelow += tree[i];
                }

                crossings += seen - notBelow;
                for (var i = place; i < tree.Length; i += i & -i)
                {
                    tree[i]++;
                }
            }
        }

        return crossings;
    }

    private static double End(LayeredGraph graph, Segment segment, double[] position) =>
        graph.IsWayPoint(segment.To) ? position[segment.To] : position[segment.To] + ((segment.Port + 1.0) / (graph.Diagram.Nodes[segment.To].Ports + 2.0)) - 0.5;

    private static void PlaceDepthFirst(LayeredGraph graph)
    {
        var placed = new bool[graph.Count];
        var open = new Stack<int>();
        for (var root = graph.Diagram.Nodes.Count - 1; root >= 0; root--)
        {
            if (graph.Right[root].Count > 0)
            {
                continue;
            }

            open.Push(root);
            while (open.TryPop(out var vertex))
            {
                if (placed[vertex])
                {
                    continue;
                }

                placed[vertex] = true;
                graph.Layers[graph.Layer[vertex]].Add(vertex);
                foreach (var segment in graph.Left[vertex].OrderByDescending(segment => segment.Port))
                {
                    open.Push(segment.From);
                }
            }
        }

        // What only straight edges leave has no segment to be found by.
        for (var vertex = 0; vertex < graph.Count; vertex++)
        {
            if (!placed[vertex])
            {
                graph.Layers[graph.Layer[vertex]].Add(vertex);
            }
        }
    }

    private static void Sweep(LayeredGraph graph, double[] position, bool fromLeft)
    {
        for (var i = 1; i < graph.Layers.Length; i++)
        {
            ref var layer = ref graph.Layers[fromLeft ? i : graph.Layers.Length - 1 - i];
            var keys = new double[layer.Count];
            for (var place = 0; place < keys.Length; place++)
            {
                var vertex = layer[place];
                var (sum, count) = (0.0, 0);
                foreach (var segment in fromLeft ? graph.Left[vertex] : graph.Right[vertex])
                {
                    sum += fromLeft ? position[segment.From] : End(graph, segment, position);
                    count++;
                }

                keys[place] = count == 0 ? position[vertex] : sum / count;
            }

            var before = layer;
            layer = [.. Enumerable.Range(0, keys.Length).OrderBy(place => keys[place]).Select(place => before[place])];
            Number(layer, position);
        }
    }

    private static bool Exchange(LayeredGraph graph, double[] position)
    {
        var improved = false;
        foreach (var layer in graph.Layers)
        {
            for (var place = 0; place + 1 < layer.Count; place++)
            {
                var (upper, lower) = (layer[place], layer[place + 1]);
                if (Crossings(graph, lower, upper, position) < Crossings(graph, upper, lower, position))
                {
                    (layer[place], layer[place + 1]) = (lower, upper);
                    (position[lower], position[upper]) = (place, place + 1);
                    improved = true;
                }
            }
        }

        return improved;
    }

    /// <summary>The crossings between the segments of two vertices where the first stands above the second.</summary>
    private static int Crossings(LayeredGraph graph, int above, int below, double[] position)
    {
        var crossings = 0;
        foreach (var first in graph.Left[above])
        {
            foreach (var second in graph.Left[below])
            {
                crossings += position[first.From] > position[second.From] ? 1 : 0;
            }
        }

        foreach (var first in graph.Right[above])
        {
            foreach (var second in graph.Right[below])
            {
                crossings += End(graph, first, position) > End(graph, second, position) ? 1 : 0;
            }
        }

        return crossings;
    }

    private static void Number(List<int> layer, double[] position)
    {
        for (var place = 0; place < layer.Count; place++)
        {
            position[layer[place]] = place;
        }
    }

    private static List<int>[] Save(LayeredGraph graph) => [.. graph.Layers.Select(layer => layer.ToList())];
}
