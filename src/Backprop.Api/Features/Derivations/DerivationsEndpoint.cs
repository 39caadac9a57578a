using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Api.Writers;
using Backprop.Domain.Explaining;

namespace Backprop.Api.Features.Derivations;

/// <summary><c>POST /v1/derivations</c>.</summary>
internal static class DerivationsEndpoint
{
    private const string Description = """
        Writes out the chain rule: `steps` forward through the values and backward through the gradients, each as a formula in symbols, the same with
        numbers substituted, and a plain sentence. `latex` is all of it as one `aligned` block, in the LaTeX that KaTeX renders.

        Chains of numbers are written from the output on (∂z/∂x = ∂z/∂z · ∂z/∂y · ∂y/∂x), forks as the sum over their paths, tensors in matrix form, and
        networks of dense layers as textbooks write them: δ² = (W³ᵀ δ³) ⊙ σ′(z²), one column per example.
        ∂f/∂a is the derivative over all paths; where a direct edge from a to f stands beside a longer path, the local derivative of the edge has a bar with
        what is held fixed: ∂f/∂a|_b.

        `paths` lists every path from an input to the output with its product; `symbolic` gives each input's derivative as one expression.
        """;

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapCompute("/derivations", Prepare, new ComputationValidator<DerivationsRequest>())
            .Describe("deriveGradients", OperationTags.Explanations, "Write the chain rule out, step by step", Description)
            .Responds<DerivationContract>("The steps in LaTeX and in words.");

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
            request.Detail ?? defaults.Detail, request.Digits ?? defaults.Digits,
            request.Paths ?? defaults.Paths, request.MaxPaths ?? defaults.MaxPaths, request.Symbolic ?? defaults.Symbolic);
        intake.Report(Explanation.Check(graph, options));
        return Passes.Both(graph, upstream, record: false, Explanation.EstimateWork(graph, options), (tape, cancellationToken) =>
            new JsonAnswer<DerivationContract>(DerivationContract.Of(tape, Explanation.Derive(tape, options, cancellationToken), options.Paths)));
    }
}
