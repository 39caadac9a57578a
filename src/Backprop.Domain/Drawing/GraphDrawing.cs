using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Drawing;

/// <summary>Draws a computation with its values and gradients.</summary>
public static class GraphDrawing
{
    /// <summary>The work of placing and writing a node or an edge.</summary>
    private const long WorkOfPart = 150_000;

    /// <summary>Says why there is no such drawing of the graph, or null where there is one.</summary>
    public static Issue? Check(Graph graph, DrawingOptions options)
    {
        if (graph.Count > DrawingOptions.MaxNodes || graph.EdgeCount > DrawingOptions.MaxEdges)
        {
            return new Issue("drawing-too-large", graph.Spec.Locator.Nodes, string.Create(
                CultureInfo.InvariantCulture,
                $"Graphs of up to {DrawingOptions.MaxNodes} nodes and {DrawingOptions.MaxEdges} edges are drawn; this one has {graph.Count} and {graph.EdgeCount}."));
        }

        return options.View == DrawingView.Neurons && !NeuronDiagram.CanDraw(graph)
            ? new Issue("view-not-available", Place.Whole["view"], "Only a chain of dense layers can be drawn as neurons. Leave view out, or set it to \"graph\".")
            : null;
    }

    /// <summary>Estimated work of a drawing, without the passes.</summary>
    public static long EstimateWork(Graph graph) => ((long)graph.Count + graph.EdgeCount) * WorkOfPart;

    /// <summary>Draws a tape on which both passes have run, with contributions recorded where they are shown, and whose graph <see cref="Check"/> has found right.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static string Draw(Tape tape, DrawingFormat format, DrawingOptions options, CancellationToken cancellationToken)
    {
        var diagram = options.View == DrawingView.Neurons ? NeuronDiagram.Of(tape, options) : CircuitDiagram.Of(tape, options);
        return format switch
        {
            DrawingFormat.Dot => DotWriter.Write(diagram),
            DrawingFormat.Mermaid => MermaidWriter.Write(diagram),
            _ => SvgWriter.Write(Layout.Of(diagram, cancellationToken), cancellationToken),
        };
    }
}
