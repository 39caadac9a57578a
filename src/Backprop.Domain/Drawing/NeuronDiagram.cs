using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Drawing;

/// <summary>
/// A network of dense layers as neurons and weights: activations over the wires, errors δ under them, and at each edge's end its weight with the
/// gradient of the weight. Of a batch the first example is drawn.
/// </summary>
internal sealed class NeuronDiagram(Tape tape, DrawingOptions options)
{
    /// <summary>Layers of more neurons are cut after so many.</summary>
    private const int MaxNeurons = 12;

    /// <summary>Weights are written where a neuron has at most so many.</summary>
    private const int MaxWrittenWeights = 6;

    private readonly DrawingNumbers _numbers = options.Numbers;
    private readonly NumberTexts _texts = new(options.Digits);
    private readonly List<DiagramNode> _nodes = [];
    private readonly List<DiagramEdge> _edges = [];

    /// <summary>Whether the graph is a chain of dense layers.</summary>
    public static bool CanDraw(Graph graph) => FindLayers(graph) is not null;

    /// <summary>The diagram of a graph that is a chain of dense layers.</summary>
    public static Diagram Of(Tape tape, DrawingOptions options) => new NeuronDiagram(tape, options).Draw(FindLayers(tape.Graph)!);

    /// <summary>The layers from the input on, or null where one does not follow from the one before.</summary>
    private static List<Layer>? FindLayers(Graph graph)
    {
        var dense = DenseNodes.Find(graph);
        if (!dense.IsNetwork)
        {
            return null;
        }

        var layers = new List<Layer>();
        foreach (var node in graph.Nodes)
        {
            if (!dense.IsDense(node.Index))
            {
                continue;
            }

            var input = graph.Operands(node.Index)[0];
            if (layers.Count == 0 ? !graph[input].Operator.IsLeaf : input != layers[^1].Result)
            {
                return null;
            }

            layers.Add(new Layer(node.Index, FindResult(graph, node.Index)));
        }

        return layers;
    }

    /// <summary>The activation of a layer where it has one, else the weighted input itself.</summary>
    private static int FindResult(Graph graph, int weighted)
    {
        foreach (var node in graph.Nodes)
        {
            var operands = graph.Operands(node.Index);
            if (operands.Length == 1 && operands[0] == weighted && node.Shape.Equals(graph[weighted].Shape))
            {
                return node.Index;
            }
        }

        return weighted;
    }

    private Diagram Draw(List<Layer> layers)
    {
        var graph = tape.Graph;
        var input = graph.Operands(layers[0].Weighted)[0];
        var before = Enumerable.Range(0, Shown(graph[input].Shape[1])).Select(feature => Input(input, feature)).ToList();
        AddEllipsis(graph[input].Shape[1]);
        foreach (var layer in layers)
        {
            before = DrawLayer(layer, before);
        }

        DrawOutput(layers[^1].Result, before);
        var examples = graph[input].Shape[0];
        var batch = examples == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" Example 1 of {examples} is drawn.");
        return new Diagram(
            "Neurons and weights",
            string.Create(CultureInfo.InvariantCulture, $"A network of {layers.Count} dense layers, from the inputs on the left to the output on the right.{batch}"),
            _nodes,
            _edges,
            LegendEntry.Shown(
                _numbers,
                (DrawingNumbers.Values, InkKind.Value, "above: activation (forward)"),
                (DrawingNumbers.Values, InkKind.Local, "at an edge's end, above: weight"),
                (DrawingNumbers.Gradients, InkKind.Gradient, "below: error δ, the gradient of the weighted input (backward)"),
                (DrawingNumbers.Gradients, InkKind.Upstream, "at an edge's end, below: gradient of the weight")),
            KeepsOrder: true);
    }

    private static int Shown(int units) => units > MaxNeurons ? MaxNeurons - 1 : units;

    private int Input(int node, int feature)
    {
        var id = tape.Graph[node].Id;
        var value = _texts.Of(tape.Value(node)[feature]);
        var gradient = tape.Graph[node].IsConstant ? null : _texts.Of(tape.Gradient(node)[feature]);
        var name = string.Create(CultureInfo.InvariantCulture, $"{TextMetrics.Fit(id, NodeBox.SymbolSize, 80)}[{feature}]");
        _nodes.Add(new DiagramNode(id, DiagramNodeKind.Input, name, null, Value(value), Gradient(gradient), $"{name}: value {value}, gradient {gradient ?? "none"}", false, 0));
        return _nodes.Count - 1;
    }

    private void AddEllipsis(int units)
    {
        if (units > MaxNeurons)
        {
            var rest = string.Create(CultureInfo.InvariantCulture, $"⋮ {units - Shown(units)} more");
            _nodes.Add(new DiagramNode(null, DiagramNodeKind.Ellipsis, rest, null, null, null, rest, false, 0));
        }
    }

    private List<int> DrawLayer(Layer layer, List<int> before)
    {
        var graph = tape.Graph;
        var operands = graph.Operands(layer.Weighted);
        var weights = graph[operands[1]].Shape;
        var symbol = layer.Result == layer.Weighted ? "Σ" : graph[layer.Result].Operator.Symbol;
        var isWritten = before.Count <= MaxWrittenWeights && weights[1] == before.Count;
        var neurons = new List<int>();
        var firstEdge = _edges.Count;
        for (var unit = 0; unit < Shown(weights[0]); unit++)
        {
            var value = _texts.Of(tape.Value(layer.Result)[unit]);
            var error = _texts.Of(tape.Gradient(layer.Weighted)[unit]);
            string? caption = null;
            if (operands.Length > 2)
            {
                var bias = _texts.Of(tape.Value(operands[2])[graph[operands[2]].Shape.Count == 1 ? 0 : unit]);
                caption = $"b = {bias}";
            }

            var id = graph[layer.Result].Id;
            _nodes.Add(new DiagramNode(
                id,
                DiagramNodeKind.Operation,
                symbol,
                caption,
                Value(value),
                Gradient(error),
                string.Create(CultureInfo.InvariantCulture, $"{id}[{unit}]: weighted input {_texts.Of(tape.Value(layer.Weighted)[unit])}, activation {value}, error {error}"),
                layer.Weighted == graph.Output || layer.Result == graph.Output,
                before.Count));
            neurons.Add(_nodes.Count - 1);
            for (var port = 0; port < before.Count; port++)
            {
                var weight = (unit * weights[1]) + port;
                _edges.Add(new DiagramEdge(
                    before[port],
                    neurons[^1],
                    port,
                    isWritten ? Value(_texts.Of(tape.Value(operands[1])[weight])) : null,
                    isWritten ? Gradient(_texts.Of(tape.Gradient(operands[1])[weight])) : null,
                    true));
            }
        }

        if (weights[0] > MaxNeurons)
        {
            // The first neuron's way in puts the ellipsis into this layer's column.
            AddEllipsis(weights[0]);
            _nodes[^1] = _nodes[^1] with { Ports = 1 };
            _edges.Add(new DiagramEdge(before[^1], _nodes.Count - 1, 0, null, null, false));
        }

        return firstEdge == _edges.Count ? before : neurons;
    }

    private void DrawOutput(int result, List<int> before)
    {
        var graph = tape.Graph;
        if (graph.Output == result)
        {
            return;
        }

        var output = graph.OutputNode;
        var value = _texts.Of(tape.Value(output.Index), output.Shape);
        _nodes.Add(new DiagramNode(
            output.Id,
            DiagramNodeKind.Operation,
            output.Operator.Symbol,
            output.Id,
            Value(value),
            Gradient(_texts.Of(tape.Gradient(output.Index), output.Shape) + " (seed)"),
            $"{output.Id} ({output.Operator.Name}): value {value}",
            true,
            before.Count));
        for (var port = 0; port < before.Count; port++)
        {
            _edges.Add(new DiagramEdge(before[port], _nodes.Count - 1, port, null, null, true));
        }
    }

    private string? Value(string text) => _numbers.HasFlag(DrawingNumbers.Values) ? text : null;

    private string? Gradient(string? text) => _numbers.HasFlag(DrawingNumbers.Gradients) ? text : null;

    private readonly record struct Layer(int Weighted, int Result);
}
