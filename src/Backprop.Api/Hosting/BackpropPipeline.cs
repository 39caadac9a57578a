using Backprop.Api.Errors;
using Backprop.Api.Features.Datasets;
using Backprop.Api.Features.Derivations;
using Backprop.Api.Features.Drawings;
using Backprop.Api.Features.Evaluations;
using Backprop.Api.Features.Examples;
using Backprop.Api.Features.ExerciseAnalyses;
using Backprop.Api.Features.GradeBatches;
using Backprop.Api.Features.Grades;
using Backprop.Api.Features.GradientChecks;
using Backprop.Api.Features.Gradients;
using Backprop.Api.Features.Health;
using Backprop.Api.Features.Limits;
using Backprop.Api.Features.Misconceptions;
using Backprop.Api.Features.Operators;
using Backprop.Api.Features.Solutions;
using Backprop.Api.Features.TrainingRuns;
using Backprop.Api.OpenApi;

namespace Backprop.Api.Hosting;

/// <summary>What a request passes through, and the endpoints at its end.</summary>
internal static class BackpropPipeline
{
    /// <summary>Sets up the pipeline, outermost first.</summary>
    public static void UseBackprop(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        app.UseSecurityHeaders();
        app.UseOrigins();
        app.UseResponseCompression();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseClientRate();
        app.UseHeadAsGet();
        app.UseHomePage();
        app.UseOpenApi();
        app.UseRouting();
        app.UseMiddleware<AcceptHeader>();
    }

    /// <summary>Maps every endpoint.</summary>
    public static void MapBackprop(this WebApplication app)
    {
        app.MapHomePage();
        app.MapErrorsPage();
        app.MapHealth();
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
        v1.MapOperators();
        v1.MapExamples();
        v1.MapLimits();
    }

    /// <summary>Whatever can be read with GET can be asked for with HEAD: the same headers, no body.</summary>
    private static void UseHeadAsGet(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
            context.Response.Body = Stream.Null;
        }

        return next(context);
    });
}
