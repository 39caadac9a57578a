using Backprop.Api.Errors;
using Backprop.Api.Features.Evaluations;
using Backprop.Api.Features.Gradients;

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
    }
}
