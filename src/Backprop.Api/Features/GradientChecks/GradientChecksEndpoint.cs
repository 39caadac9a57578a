using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Api.Writers;
using Backprop.Domain.Checking;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Features.GradientChecks;

/// <summary><c>POST /v1/gradient-checks</c>.</summary>
internal static class GradientChecksEndpoint
{
    private const string Description = """
        Compares every entry of the computed, or of the claimed, `gradients` with a numeric derivative of the output.

        - `adaptive` (default) knows the rounding of this very graph, extrapolates central differences and gives an error bound with each derivative: some
          20 evaluations per entry. `central` and `forward` are the textbook formulas with one `step` for all.
        - An entry's verdict is `pass`, `fail`, `inconclusive` with the `reason` (rounding hides the derivative, the output is not finite, …) or `kink` with the
          derivatives from `left` and `right`. The whole is `fail` where any entry fails, else `kink`, else `inconclusive`, else `pass`.
        - With `gradients` and no `wrt`, exactly the claimed nodes are checked. Claims typed with few digits need a `tolerance`.
        - An output that is no single number is checked along a fixed direction, shown as `upstream`. It is never all ones.
        """;

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapCompute("/gradient-checks", Prepare, new GradientChecksValidator())
            .Describe("checkGradients", OperationTags.Computations, "Check gradients numerically", Description)
            .Responds<GradientCheckContract>("A verdict for the whole and for every entry.");

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
            // docs/decisions/0074-one-place-one-processor.md
            Workers = 1,
        };
        return Passes.Forward(graph, work, (tape, cancellationToken) =>
            new JsonAnswer<GradientCheckContract>(GradientCheckContract.Of(tape, options, GradientCheck.Run(tape, options, cancellationToken))));
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
            intake.Report("too-much-work", "#/wrt", string.Create(CultureInfo.InvariantCulture, $"Checking {entries} entries takes more work than the limit of {limit} units. Name fewer nodes under wrt{(method == CheckMethod.Adaptive ? ", or set method to central" : "")}."));
            return null;
        }

        return work;
    }
}
