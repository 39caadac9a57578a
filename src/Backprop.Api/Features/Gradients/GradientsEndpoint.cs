using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Api.Writers;

namespace Backprop.Api.Features.Gradients;

/// <summary><c>POST /v1/gradients</c>.</summary>
internal static class GradientsEndpoint
{
    private const string Description = """
        Runs the computation forward and backward (reverse-mode accumulation). `gradient` is the derivative of the output with respect to the node, summed
        over every edge that leaves it. `partials` has one entry for each operand position: `local` is ∂node/∂operand, and `contribution`, the upstream
        gradient times `local`, is what this edge adds to the operand's gradient.

        `warnings` report numbers that are not finite and every node that sits exactly on a kink, with the convention that was used there.
        """;

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapCompute("/gradients", Prepare, new GradientsValidator())
            .Describe("computeGradients", OperationTags.Computations, "Compute every node's value and gradient", Description)
            .Responds<GradientsContract>("Every node's value and gradient and, unless `partials` is false, each edge's local derivative and contribution.");

    private static Plan Prepare(GradientsRequest request, Intake intake)
    {
        var computation = ComputationReader.Read(intake, request);
        var upstream = UpstreamReader.Read(intake, request.Upstream, computation.Graph);
        if (computation.Graph is not { } graph)
        {
            return Plan.None;
        }

        var selected = Selection.Read(intake, request.Select, "#/select", graph);
        var partials = request.Partials ?? true;
        if (partials)
        {
            Contributions.CheckSize(intake, graph, "#/partials", "Set partials to false.");
        }

        return Passes.Both(graph, upstream, partials, work: 0, (tape, _) => new NodesResult(tape, selected, gradients: true, computation.Network));
    }
}
