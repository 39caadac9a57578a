namespace Backprop.Domain.Drawing;

// docs/decisions/0122-layout-by-isotonic-regression.md
/// <summary>A diagram with places: a layered drawing from left to right.</summary>
internal sealed class Layout(LayeredGraph graph, NodeBox[] boxes)
{
    private const double PageMargin = 16;
    private const double NodeGap = 12;
    private const double WayPointGap = 9;
    private const double MinColumnGap = 30;
    private const double MaxColumnGap = 110;

    public LayeredGraph Graph { get; } = graph;

    /// <summary>The room of each node.</summary>
    public NodeBox[] Boxes { get; } = boxes;

    /// <summary>The middle of each vertex: nodes first, way points after them.</summary>
    public double[] Y { get; } = new double[graph.Count];

    /// <summary>Where each layer begins, has the middle of its nodes, and ends.</summary>
    public double[] ColumnLeft { get; } = new double[graph.Layers.Length];

    public double[] ColumnMiddle { get; } = new double[graph.Layers.Length];

    public double[] ColumnRight { get; } = new double[graph.Layers.Length];

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>The middle of a node's shape.</summary>
    public double X(int node) => ColumnMiddle[Graph.Layer[node]];

    /// <summary>Where an edge enters its node.</summary>
    public double PortY(DiagramEdge edge) => Y[edge.To] + Boxes[edge.To].PortOffset(edge.Port, Graph.Diagram.Nodes[edge.To].Ports);

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Layout Of(Diagram diagram, CancellationToken cancellationToken)
    {
        var edgeText = new double[diagram.Nodes.Count];
        foreach (var edge in diagram.Edges)
        {
            edgeText[edge.To] = Math.Max(edgeText[edge.To], Math.Max(NodeBox.Width(edge.Above), NodeBox.Width(edge.Below)));
        }

        var graph = new LayeredGraph(diagram);
        CrossingReduction.Order(graph, cancellationToken);
        var layout = new Layout(graph, [.. diagram.Nodes.Select((node, index) => NodeBox.Of(node, edgeText[index]))]);
        layout.PlaceRows(cancellationToken);
        layout.PlaceColumns();
        return layout;
    }

    /// <summary>
    /// Each layer in turn is moved to where its neighbours want it, by weighted least squares under the order and the distances that have to be
    /// kept: with the distances taken out, that is isotonic regression, which pooling adjacent violators solves exactly in one pass.
    /// Way points weigh more, which makes long edges straight.
    /// </summary>
    private void PlaceRows(CancellationToken cancellationToken)
    {
        foreach (var layer in Graph.Layers)
        {
            var y = 0.0;
            for (var i = 0; i < layer.Count; i++)
            {
                y += i == 0 ? 0 : Distance(layer[i - 1], layer[i]);
                Y[layer[i]] = y;
            }

            foreach (var vertex in layer)
            {
                Y[vertex] -= y / 2;
            }
        }

        var rounds = Math.Clamp(600_000 / (Graph.SegmentCount + 1), 6, 80);
        for (var round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var both = round >= rounds / 2;
            for (var i = 0; i < Graph.Layers.Length; i++)
            {
                var layer = Graph.Layers[round % 2 == 0 ? Graph.Layers.Length - 1 - i : i];
                Pull(layer, fromLeft: both || round % 2 == 1, fromRight: both || round % 2 == 0);
            }
        }

        var top = Enumerable.Range(0, Graph.Count).Min(vertex => Y[vertex] - Above(vertex));
        var bottom = Enumerable.Range(0, Graph.Count).Max(vertex => Y[vertex] + Below(vertex));
        TensorPrimitives.Add(Y, PageMargin - top, Y);
        Height = bottom - top + (2 * PageMargin);
    }

    private void Pull(List<int> layer, bool fromLeft, bool fromRight)
    {
        var blocks = new List<(double Sum, double Weight, int Count)>(layer.Count);
        var offset = 0.0;
        for (var i = 0; i < layer.Count; i++)
        {
            offset += i == 0 ? 0 : Distance(layer[i - 1], layer[i]);
            var (sum, weight) = Wish(layer[i], fromLeft, fromRight);
            (double Sum, double Weight, int Count) block = (sum - (weight * offset), weight, 1);
            while (blocks.Count > 0 && blocks[^1].Sum / blocks[^1].Weight >= block.Sum / block.Weight)
            {
                block = (blocks[^1].Sum + block.Sum, blocks[^1].Weight + block.Weight, blocks[^1].Count + block.Count);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        offset = 0;
        var place = 0;
        foreach (var (sum, weight, count) in blocks)
        {
            for (var i = 0; i < count; i++, place++)
            {
                offset += place == 0 ? 0 : Distance(layer[place - 1], layer[place]);
                Y[layer[place]] = (sum / weight) + offset;
            }
        }
    }

    /// <summary>Where a vertex is wanted, as a weighted sum and its weight.</summary>
    private (double Sum, double Weight) Wish(int vertex, bool fromLeft, bool fromRight)
    {
        // Where it stands counts a little, so that what nothing pulls at stays.
        var (sum, weight) = (0.01 * Y[vertex], 0.01);
        if (fromLeft)
        {
            foreach (var segment in Graph.Left[vertex])
            {
                var pull = Weight(segment);
                sum += pull * (Y[segment.From] - Offset(segment));
                weight += pull;
            }
        }

        if (fromRight)
        {
            foreach (var segment in Graph.Right[vertex])
            {
                var pull = Weight(segment);
                sum += pull * (Y[segment.To] + Offset(segment));
                weight += pull;
            }
        }

        return (sum, weight);
    }

    private double Offset(Segment segment) =>
        Graph.IsWayPoint(segment.To) ? 0 : Boxes[segment.To].PortOffset(segment.Port, Graph.Diagram.Nodes[segment.To].Ports);

    private double Weight(Segment segment) => (Graph.IsWayPoint(segment.From), Graph.IsWayPoint(segment.To)) switch
    {
        (true, true) => 24,
        (false, false) => 1,
        _ => 2,
    };

    private double Distance(int upper, int lower) =>
        Below(upper) + Above(lower) + (Graph.IsWayPoint(upper) && Graph.IsWayPoint(lower) ? WayPointGap : NodeGap);

    private double Above(int vertex) => Graph.IsWayPoint(vertex) ? 0 : Boxes[vertex].Top;

    private double Below(int vertex) => Graph.IsWayPoint(vertex) ? 0 : Boxes[vertex].Bottom;

    private void PlaceColumns()
    {
        var x = PageMargin;
        for (var layer = 0; layer < Graph.Layers.Length; layer++)
        {
            var (left, right, steepest) = (0.0, 0.0, 0.0);
            foreach (var vertex in Graph.Layers[layer])
            {
                if (!Graph.IsWayPoint(vertex))
                {
                    left = Math.Max(left, Boxes[vertex].Left);
                    right = Math.Max(right, Boxes[vertex].Right);
                }

                foreach (var segment in Graph.Right[vertex])
                {
                    steepest = Math.Max(steepest, Math.Abs(Y[segment.To] + Offset(segment) - Y[vertex]));
                }
            }

            ColumnLeft[layer] = x;
            ColumnMiddle[layer] = x + left;
            ColumnRight[layer] = x + left + right;
            x = ColumnRight[layer] + Math.Clamp(steepest / 3, MinColumnGap, MaxColumnGap);
        }

        Width = (Graph.Layers.Length == 0 ? 0 : ColumnRight[^1]) + PageMargin;
    }
}
