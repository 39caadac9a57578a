using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Api.Writers;

namespace Backprop.Api.Features.Evaluations;

/// <summary><c>POST /v1/evaluations</c>.</summary>
internal static class EvaluationsEndpoint
{
    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapCompute("/evaluations", Prepare, new EvaluationsValidator())
            .Describe("computeEvaluation", OperationTags.Computations, "Compute every node's value", "Runs the computation forward. `warnings` report numbers that are not finite.")
            .Responds<EvaluationContract>("Every node's value.");

    private static Plan Prepare(EvaluationsRequest request, Intake intake)
    {
        var computation = ComputationReader.Read(intake, request);
        if (computation.Graph is not { } graph)
        {
            return Plan.None;
        }

        var selected = Selection.Read(intake, request.Select, "#/select", graph);
        return Passes.Forward(graph, graph.Work, (tape, _) => new NodesResult(tape, selected, gradients: false, computation.Network));
    }
}
