using Backprop.Api.Contracts;
using Backprop.Api.OpenApi;
using Backprop.Domain.Explaining;

namespace Backprop.Api.Features.Derivations;

/// <summary><c>POST /v1/derivations</c>.</summary>
internal static class DerivationsEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static void MapDerivations(this IEndpointRouteBuilder v1) =>
        v1.MapCompute<DerivationsRequest>("/derivations", Prepare, new DerivationsValidator())
            .Describe(
                "deriveGradients",
                OperationTags.Explanations,
                "Write the chain rule out, step by step",
                "An ordered list of steps, forward and then backward, each with a formula in LaTeX, the same with numbers put in, and one plain sentence; then the whole as one block.")
            .AnswersIn<object>("The derivation.", "application/json");

    private static Plan Prepare(DerivationsRequest request, Intake intake)
    {
        var computation = ComputationReader.Read(intake, request);
        var upstream = UpstreamReader.Read(intake, request.Upstream, computation.Graph);
        if (computation.Graph is not { } graph)
        {
            return Plan.None;
        }

        var defaults = new DerivationOptions();
        var options = new DerivationOptions(
            (DerivationDetail?)request.Detail ?? defaults.Detail,
            request.Digits ?? defaults.Digits,
            request.Paths ?? defaults.Paths,
            request.MaxPaths ?? defaults.MaxPaths,
            request.Symbolic ?? defaults.Symbolic);
        if (Explanation.Check(graph, options) is { } issue)
        {
            intake.Report(issue);
        }

        return new Plan(
            (graph.Work * BothPasses.Cost) + Explanation.EstimateWork(graph, options),
            graph.Count,
            cancellationToken => BothPasses.Run(
                intake,
                graph,
                upstream,
                record: false,
                tape => new DerivationAnswer(tape, Explanation.Derive(tape, options, cancellationToken), options.Paths, cancellationToken),
                cancellationToken));
    }
}
