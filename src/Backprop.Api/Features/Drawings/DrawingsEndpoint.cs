using Backprop.Api.Contracts;
using Backprop.Api.OpenApi;
using Backprop.Domain.Drawing;

namespace Backprop.Api.Features.Drawings;

/// <summary><c>POST /v1/drawings</c>.</summary>
internal static class DrawingsEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static void MapDrawings(this IEndpointRouteBuilder v1) =>
        v1.MapCompute<DrawingsRequest>("/drawings", Prepare, new DrawingsValidator())
            .Describe(
                "drawGraph",
                OperationTags.Explanations,
                "Draw the graph",
                "The graph as a picture, values above the edges and gradients below them. The `Accept` header chooses between SVG (default), Graphviz and Mermaid.")
            .AnswersIn<string>("The drawing.", DrawingAnswer.MediaTypes);

    private static Plan Prepare(DrawingsRequest request, Intake intake)
    {
        var computation = ComputationReader.Read(intake, request);
        var upstream = UpstreamReader.Read(intake, request.Upstream, computation.Graph);
        if (computation.Graph is not { } graph)
        {
            return Plan.None;
        }

        var defaults = new DrawingOptions();
        var options = new DrawingOptions(
            (DrawingView?)request.View ?? defaults.View,
            request.Show?.Aggregate(DrawingNumbers.None, (numbers, shown) => numbers | (DrawingNumbers)shown) ?? defaults.Numbers,
            request.Digits ?? defaults.Digits);
        if (GraphDrawing.Check(graph, options) is { } issue)
        {
            intake.Report(issue);
        }

        var record = options.Numbers.HasFlag(DrawingNumbers.Contributions);
        if (record)
        {
            Contributions.CheckSize(intake, graph, "#/show", "Leave contributions out of show.");
        }

        return new Plan(
            (graph.Work * BothPasses.Cost) + GraphDrawing.EstimateWork(graph),
            graph.Count,
            cancellationToken => BothPasses.Run(intake, graph, upstream, record, tape => new DrawingAnswer(tape, options, cancellationToken), cancellationToken));
    }
}
