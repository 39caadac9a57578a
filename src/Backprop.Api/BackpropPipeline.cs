using Backprop.Api.Errors;
using Backprop.Api.Features.Health;
using Backprop.Api.Hosting;
using Backprop.Api.Negotiation;
using Backprop.Api.OpenApi;
using Backprop.Api.Pages;

namespace Backprop.Api;

/// <summary>What a request passes through, and the endpoints at its end.</summary>
internal static class BackpropPipeline
{
    /// <summary>Sets up the pipeline, outermost first.</summary>
    public static void UseBackprop(this WebApplication app)
    {
        app.UseProxies();
        app.UseMiddleware<RequestLog>();
        app.UseSecurityHeaders();
        app.UseOrigins();
        app.UseResponseCompression();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseClientRate();
        app.UseHeadAsGet();
        app.UseHomePage();
        app.UseOpenApiPage();
        app.UseRouting();
        app.UseMiddleware<AcceptHeader>();
        app.UseMiddleware<QueryCheck>();
    }

    /// <summary>Maps every endpoint.</summary>
    public static void MapBackprop(this WebApplication app)
    {
        app.MapHomePage();
        app.MapErrorsPage();
        app.MapOpenApi();
        HealthEndpoint.Map(app.MapGroup("/health"));
        var v1 = app.MapGroup("/v1");
        foreach (var map in BackpropFeatures.All)
        {
            map(v1);
        }
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
