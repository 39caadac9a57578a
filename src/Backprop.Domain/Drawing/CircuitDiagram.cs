using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Drawing;

/// <summary>A computation graph as a circuit of gates: values over the wires, gradients under them.</summary>
internal static class CircuitDiagram
{
    /// <summary>A diagram of a tape on which both passes have run, with contributions recorded where they are shown.</summary>
    public static Diagram Of(Tape tape, DrawingOptions options)
    {
        var graph = tape.Graph;
        var texts = new NumberTexts(options.Digits);
        var nodes = new List<DiagramNode>(graph.Count);
        var edges = new List<DiagramEdge>(graph.EdgeCount);
        foreach (var node in graph.Nodes)
        {
            nodes.Add(NodeOf(tape, node, options.Numbers, texts));
            var operands = graph.Operands(node.Index);
            for (var position = 0; position < operands.Length; position++)
            {
                edges.Add(EdgeOf(tape, node.Index, position, options.Numbers, texts));
            }
        }

        var output = graph.OutputNode.Id;
        return new Diagram($"Computation graph of {TextMetrics.Fit(output, NodeBox.SymbolSize, NodeBox.MaxSymbolWidth)}", Describe(tape, texts), nodes, edges, Legend(options.Numbers));
    }

    private static IReadOnlyList<LegendEntry> Legend(DrawingNumbers numbers)
    {
        string[] below = [.. numbers.HasFlag(DrawingNumbers.Upstream) ? ["↑ upstream"] : Array.Empty<string>(), .. numbers.HasFlag(DrawingNumbers.Contributions) ? ["← contribution"] : Array.Empty<string>()];
        return LegendEntry.Shown(
            numbers,
            (DrawingNumbers.Values, InkKind.Value, "above: value (forward)"),
            (DrawingNumbers.Gradients, InkKind.Gradient, "below: gradient (backward)"),
            (DrawingNumbers.Local, InkKind.Local, "at an edge's end, above: local derivative"),
            (DrawingNumbers.Upstream | DrawingNumbers.Contributions, InkKind.Upstream, "at an edge's end, below: " + string.Join(", ", below)));
    }

    private static DiagramNode NodeOf(Tape tape, Node node, DrawingNumbers numbers, NumberTexts texts)
    {
        var value = texts.Of(tape.Value(node.Index), node.Shape);
        var gradient = node.IsConstant ? null : texts.Of(tape.Gradient(node.Index), node.Shape);
        var kind = node.IsConstant ? DiagramNodeKind.Constant
            : ReferenceEquals(node.Operator, Leaves.Parameter) ? DiagramNodeKind.Parameter
            : node.Operator.IsLeaf ? DiagramNodeKind.Input
            : DiagramNodeKind.Operation;

        // A literal is its number; any other leaf is its name.
        var isOutput = node.Index == tape.Graph.Output;
        var symbol = node.IsLiteral ? value : node.Operator.IsLeaf ? node.Id : node.Operator.Symbol;
        var shown = numbers.HasFlag(DrawingNumbers.Gradients) ? gradient : null;
        return new DiagramNode(
            node.Id,
            kind,
            symbol,
            node.Operator.IsLeaf || node.IsUnnamed ? null : node.Id,
            numbers.HasFlag(DrawingNumbers.Values) && !node.IsLiteral ? value : null,
            shown is not null && isOutput ? shown + " (seed)" : shown,
            Tooltip(node, value, gradient),
            isOutput,
            tape.Graph.Operands(node.Index).Length);
    }

    private static DiagramEdge EdgeOf(Tape tape, int node, int position, DrawingNumbers numbers, NumberTexts texts)
    {
        var graph = tape.Graph;
        var operand = graph.Operands(node)[position];
        var active = graph.IsActive(node, position) && graph.LeadsToOutput(node);
        if (!active)
        {
            return new DiagramEdge(operand, node, position, null, null, false);
        }

        string? above = null;
        var kernel = graph[node].Kernel!;
        if (numbers.HasFlag(DrawingNumbers.Local) && kernel.IsElementwise)
        {
            var local = new double[graph[node].Shape.Count];
            kernel.Local(tape.Frame(node), position, local);
            above = texts.Of(local, graph[node].Shape);
        }

        var upstream = numbers.HasFlag(DrawingNumbers.Upstream) ? $"↑ {texts.Of(tape.Gradient(node), graph[node].Shape)}" : null;
        var contribution = numbers.HasFlag(DrawingNumbers.Contributions) ? $"← {texts.Of(tape.Contribution(node, position), graph[operand].Shape)}" : null;
        return new DiagramEdge(operand, node, position, above, upstream is null ? contribution : contribution is null ? upstream : $"{upstream}  {contribution}", true);
    }

    private static string Tooltip(Node node, string value, string? gradient)
    {
        var what = node.Operator.IsLeaf ? node.Operator.Name : $"{node.Operator.Name}{(node.Label is { Length: > 0 } label && label != node.Id ? $": {label}" : "")}";
        var shape = node.Shape.IsScalar ? "" : $", shape {node.Shape}";
        return $"{node.Id} ({what}{shape}): value {value}{(gradient is null ? "" : $", gradient {gradient}")}";
    }

    private static string Describe(Tape tape, NumberTexts texts)
    {
        const int MaxInputs = 12;
        var graph = tape.Graph;
        var inputs = graph.Nodes.ToArray().Where(node => node.IsVariable).Take(MaxInputs)
            .Select(node => $"{node.Id}: value {texts.Of(tape.Value(node.Index), node.Shape)}, gradient {texts.Of(tape.Gradient(node.Index), node.Shape)}");
        var output = graph.OutputNode;
        return TextMetrics.Fit(
            string.Create(CultureInfo.InvariantCulture, $"A graph of {graph.Count} nodes and {graph.EdgeCount} edges, drawn from the inputs on the left to the output on the right. The output {output.Id} is {texts.Of(tape.Value(output.Index), output.Shape)}. {string.Join("; ", inputs)}."),
            NodeBox.CaptionSize,
            6000);
    }
}
