using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Domain.Drawing;

namespace Backprop.Api.Features.Drawings;

/// <summary><c>POST /v1/drawings</c>.</summary>
internal static class DrawingsEndpoint
{
    private const string Description = """
        Draws the computation from left to right, values over the wires in green, gradients under them in red. The `Accept` header chooses the notation:
        `image/svg+xml` (the default), `text/vnd.graphviz` (DOT) or `text/vnd.mermaid`.

        The picture follows the reader's light or dark setting and holds neither scripts nor anything from outside. `data-node`, `data-from`, `data-to` and
        `data-position` name its nodes and edges.
        """;

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapCompute("/drawings", Prepare, new ComputationValidator<DrawingsRequest>())
            .Describe("drawGraph", OperationTags.Explanations, "Draw a computation with its values and gradients", Description)
            .RespondsIn<string>("The drawing, as text in the notation that was chosen.", DrawingResult.MediaTypes);

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
            request.View ?? defaults.View,
            request.Show?.Aggregate(DrawingNumbers.None, (numbers, shown) => numbers | (DrawingNumbers)shown) ?? defaults.Numbers,
            request.Digits ?? defaults.Digits);
        intake.Report(GraphDrawing.Check(graph, options));
        var record = options.Numbers.HasFlag(DrawingNumbers.Contributions);
        if (record)
        {
            Contributions.CheckSize(intake, graph, "#/show", "Leave contributions out of show.");
        }

        return Passes.Both(graph, upstream, record, GraphDrawing.EstimateWork(graph), (tape, cancellationToken) => new DrawingResult(tape, options, cancellationToken));
    }
}
