using System.Globalization;
using Backprop.Api.Contracts;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Features.Gradients;

/// <summary><c>POST /v1/gradients</c>.</summary>
internal static class GradientsEndpoint
{
    /// <summary>A backward pass costs about two forward passes.</summary>
    private const int Passes = 3;

    /// <summary>Maps the endpoint.</summary>
    public static void MapGradients(this IEndpointRouteBuilder v1) => v1.MapCompute<GradientsRequest>("/gradients", Prepare);

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
            CheckContributions(intake, graph);
        }

        return new Plan(graph.Work * Passes, graph.Count, cancellationToken =>
        {
            var tape = new Tape(graph);
            ForwardPass.Run(tape, cancellationToken);
            if (Faults.Find(tape, intake.Kind) is { } fault)
            {
                return fault;
            }

            if (partials)
            {
                tape.RecordContributions();
            }

            if (upstream is null)
            {
                BackwardPass.Run(tape, cancellationToken);
            }
            else
            {
                BackwardPass.Run(tape, upstream.Data, cancellationToken);
            }

            return new NodesAnswer(tape, selected, gradients: true, computation.Network, cancellationToken);
        });
    }

    private static void CheckContributions(Intake intake, Graph graph)
    {
        var elements = 0L;
        for (var node = 0; node < graph.Count; node++)
        {
            foreach (var operand in graph.Operands(node))
            {
                elements += graph[operand].Shape.Count + (graph[node].Kernel!.IsElementwise ? graph[node].Shape.Count : 0);
            }
        }

        if (elements > 2 * intake.Limits.TotalElements)
        {
            intake.Report(
                "answer-too-large",
                "#/partials",
                string.Create(CultureInfo.InvariantCulture, $"The local derivatives and contributions of all edges are {elements} numbers; the limit is {2 * intake.Limits.TotalElements}. Set partials to false."));
        }
    }
}
