using System.Globalization;
using Backprop.Api.Contracts;
using Backprop.Api.OpenApi;
using Backprop.Domain.Checking;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Features.GradientChecks;

/// <summary><c>POST /v1/gradient-checks</c>.</summary>
internal static class GradientChecksEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static void MapGradientChecks(this IEndpointRouteBuilder v1) =>
        v1.MapCompute("/gradient-checks", Prepare, GradientChecksValidator.Instance)
            .Describe(
                "checkGradients",
                OperationTags.Computations,
                "Check gradients numerically",
                "Compares every entry of the computed, or of the claimed, gradients with a numeric derivative. `adaptive` knows the rounding of this very graph and gives an error bound with each verdict: `pass`, `fail`, `inconclusive` (with the reason) or `kink` (with the derivatives from both sides).")
            .Answers<GradientCheckAnswer>("A verdict for the whole and for every entry.");

    private static Plan Prepare(GradientChecksRequest request, Intake intake)
    {
        var computation = ComputationReader.Read(intake, request);
        var upstream = UpstreamReader.Read(intake, request.Upstream, computation.Graph, isRequired: false);
        var claims = request.Gradients is null ? null : intake.Read(request.Gradients, "#/gradients");
        if (computation.Graph is not { } graph)
        {
            return Plan.None;
        }

        var (targets, issues) = GradientCheckTargets.Find(graph, request.Wrt, claims, request.Upstream is not null);
        intake.Report(issues);
        var method = request.Method ?? CheckMethod.Adaptive;
        if (targets is null || CheckCost(intake, graph, targets, method) is not { } work)
        {
            return Plan.None;
        }

        var options = new GradientCheckOptions
        {
            Method = method,
            Step = request.Step,
            Tolerance = request.Tolerance is { } given ? new CheckTolerance(given.Relative ?? CheckTolerance.DefaultRelative, given.Absolute ?? CheckTolerance.DefaultAbsolute) : null,
            Upstream = upstream,
            Wrt = targets.Wrt,
            Claims = targets.Claims,

            // A place among the heavy computations is one processor.
            Workers = 1,
        };
        return new Plan(work, graph.Count, cancellationToken =>
        {
            var tape = new Tape(graph);
            ForwardPass.Run(tape, cancellationToken);
            return Faults.Find(tape, intake.Kind) ?? new GradientCheckWriter(tape, options, GradientCheck.Run(tape, options, cancellationToken), cancellationToken);
        });
    }

    /// <summary>The estimated work, or null where the check would cost more than the limits allow, which is reported.</summary>
    private static long? CheckCost(Intake intake, Graph graph, GradientCheckTargets targets, CheckMethod method)
    {
        var entries = GradientCheck.CountEntries(graph, targets.Wrt);
        if (entries > intake.Limits.GradientCheckEntries)
        {
            intake.Report("too-many-entries", "#/wrt", string.Create(CultureInfo.InvariantCulture, $"The gradients have {entries} entries; the limit is {intake.Limits.GradientCheckEntries}. Name fewer nodes under wrt."));
            return null;
        }

        var limit = intake.Limits.Work;
        var work = GradientCheck.EstimateWork(graph, targets.Wrt, method, limit, CancellationToken.None);
        if (work > limit)
        {
            intake.Report("too-much-work", "#/wrt", string.Create(CultureInfo.InvariantCulture, $"Checking {entries} entries takes more multiply-adds than the limit of {limit}. Name fewer nodes under wrt{(method == CheckMethod.Adaptive ? ", or set method to central" : "")}."));
            return null;
        }

        return work;
    }
}
