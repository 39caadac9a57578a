using System.Globalization;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Drawing;

/// <summary>What drawing gives: a text in the notation that was asked for, or why there is none.</summary>
public sealed record DrawingResult(string? Text, IReadOnlyList<Issue> Issues);

/// <summary>Draws a computation with its values and gradients.</summary>
public static class GraphDrawing
{
    /// <summary>Draws a tape on which both passes have run, with contributions recorded.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DrawingResult Draw(Tape tape, DrawingFormat format, DrawingOptions options, CancellationToken cancellationToken)
    {
        var graph = tape.Graph;
        if (graph.Count > DrawingOptions.MaxNodes || graph.EdgeCount > DrawingOptions.MaxEdges)
        {
            return new DrawingResult(null, [Issue.At(graph.Spec.Locator.Nodes, "drawing-too-large", string.Create(
                CultureInfo.InvariantCulture,
                $"Graphs of up to {DrawingOptions.MaxNodes} nodes and {DrawingOptions.MaxEdges} edges are drawn; this one has {graph.Count} and {graph.EdgeCount}."))]);
        }

        var diagram = options.View == DrawingView.Neurons ? NeuronDiagram.Of(tape, options) : CircuitDiagram.Of(tape, options);
        if (diagram is null)
        {
            return new DrawingResult(null, [new Issue("view-not-available", "#/view", "Only a chain of dense layers can be drawn as neurons. Leave view out, or set it to \"graph\".")]);
        }

        return new DrawingResult(
            format switch
            {
                DrawingFormat.Dot => DotWriter.Write(diagram),
                DrawingFormat.Mermaid => MermaidWriter.Write(diagram),
                _ => SvgWriter.Write(Layout.Of(diagram, cancellationToken), cancellationToken),
            },
            []);
    }
}
