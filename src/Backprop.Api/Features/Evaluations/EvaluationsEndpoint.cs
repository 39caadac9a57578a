using Backprop.Api.Contracts;
using Backprop.Domain.Differentiation;

namespace Backprop.Api.Features.Evaluations;

/// <summary><c>POST /v1/evaluations</c>.</summary>
internal static class EvaluationsEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static void MapEvaluations(this IEndpointRouteBuilder v1) => v1.MapCompute<EvaluationsRequest>("/evaluations", Prepare);

    private static Plan Prepare(EvaluationsRequest request, Intake intake)
    {
        var computation = ComputationReader.Read(intake, request);
        if (computation.Graph is not { } graph)
        {
            return Plan.None;
        }

        var selected = Selection.Read(intake, request.Select, "#/select", graph);
        return new Plan(graph.Work, graph.Count, cancellationToken =>
        {
            var tape = new Tape(graph);
            ForwardPass.Run(tape, cancellationToken);
            return Faults.Find(tape, intake.Kind) ?? new NodesAnswer(tape, selected, gradients: false, computation.Network, cancellationToken);
        });
    }
}
