using System.Globalization;
using Backprop.Api.Contracts;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

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
        var upstream = request.Upstream is null ? null : intake.Read(request.Upstream, "#/upstream");
        if (computation.Graph is not { } graph)
        {
            return Plan.None;
        }

        var selected = Selection.Read(intake, request.Select, "#/select", graph);
        CheckUpstream(intake, request, upstream, graph);
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

    private static void CheckUpstream(Intake intake, GradientsRequest request, Tensor? upstream, Graph graph)
    {
        var shape = graph.OutputNode.Shape;
        if (upstream is null)
        {
            if (request.Upstream is null && !shape.IsScalar)
            {
                intake.Report("upstream-required", "#/upstream", $"The output '{graph.OutputNode.Id}' has the shape {shape}. Give its gradient under upstream, in that shape, or choose a scalar output.");
            }
        }
        else if (!upstream.Shape.Equals(shape))
        {
            intake.Report("shape-mismatch", "#/upstream", $"upstream has the shape {upstream.Shape}; the output '{graph.OutputNode.Id}' has the shape {shape}. They must be equal.");
        }
        else if (upstream.Data.AsSpan().IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) is >= 0 and var bad)
        {
            var index = string.Concat(shape.IndexOf(bad).Select(i => "/" + i.ToString(CultureInfo.InvariantCulture)));
            intake.Report("non-finite-number", "#/upstream" + index, "Numbers must be finite: this one does not fit a 64-bit floating-point number.");
        }
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
