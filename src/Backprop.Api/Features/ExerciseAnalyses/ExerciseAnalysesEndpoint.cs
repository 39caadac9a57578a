using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Api.Readers;
using Backprop.Api.Writers;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.ExerciseAnalyses;

/// <summary>An exercise to be looked at before it is used.</summary>
internal sealed record ExerciseAnalysesRequest : ExerciseRequest;

/// <summary><c>POST /v1/exercise-analyses</c>.</summary>
internal static class ExerciseAnalysesEndpoint
{
    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapCompute("/exercise-analyses", Prepare, new ExerciseValidator<ExerciseAnalysesRequest>())
            .Describe("analyseExercise", OperationTags.Grading, "Look at an exercise before it is used", "Which misconceptions this exercise cannot reveal or cannot tell apart, where its numbers saturate or cancel, and inputs that make all of them visible.")
            .Responds<ExerciseAnalysisContract>("What the exercise shows and hides.");

    private static Plan Prepare(ExerciseAnalysesRequest request, Intake intake) =>
        Passes.Exercise(intake, request, plan => ExerciseAnalyst.EstimateWork(plan.Graph), [], (exercise, cancellationToken) =>
            new JsonAnswer<ExerciseAnalysisContract>(ExerciseAnalysisContract.Of(ExerciseAnalyst.Analyse(exercise, cancellationToken))));
}
