using Backprop.Api.Errors;
using Backprop.Api.Features.Datasets;
using Backprop.Api.Features.Derivations;
using Backprop.Api.Features.Drawings;
using Backprop.Api.Features.Evaluations;
using Backprop.Api.Features.ExerciseAnalyses;
using Backprop.Api.Features.GradeBatches;
using Backprop.Api.Features.Grades;
using Backprop.Api.Features.GradientChecks;
using Backprop.Api.Features.Gradients;
using Backprop.Api.Features.Misconceptions;
using Backprop.Api.Features.Solutions;
using Backprop.Api.Features.TrainingRuns;

namespace Backprop.Api.Hosting;

/// <summary>What a request passes through, and the endpoints at its end.</summary>
internal static class BackpropPipeline
{
    /// <summary>Sets up the pipeline.</summary>
    public static void UseBackprop(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseRouting();
    }

    /// <summary>Maps every endpoint.</summary>
    public static void MapBackprop(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1");
        v1.MapEvaluations();
        v1.MapGradients();
        v1.MapGradientChecks();
        v1.MapDerivations();
        v1.MapDrawings();
        v1.MapGrades();
        v1.MapGradeBatches();
        v1.MapExerciseAnalyses();
        v1.MapMisconceptions();
        v1.MapSolutions();
        v1.MapTrainingRuns();
        v1.MapDatasets();
    }
}
