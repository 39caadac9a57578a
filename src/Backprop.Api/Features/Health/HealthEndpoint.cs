using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.OpenApi;

namespace Backprop.Api.Features.Health;

/// <summary>How the service is.</summary>
/// <param name="Status"><c>healthy</c>.</param>
internal sealed record HealthContract(string Status);

/// <summary><c>GET /health/live</c> and <c>/health/ready</c>.</summary>
internal static class HealthEndpoint
{
    private static readonly HealthContract Healthy = new("healthy");

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder health)
    {
        health.MapConstant("/live", Healthy, "It is.")
            .Describe("getLiveness", OperationTags.Service, "Is the process alive?", "For orchestrators: an instance that does not answer should be restarted.");
        health.MapGet("/ready", Ready)
            .Describe("getReadiness", OperationTags.Service, "Does the service take requests?", "For orchestrators: an instance that is shutting down answers 503, so that no more requests are sent to it.")
            .Responds<HealthContract>("It does.")
            .Refuses(Problems.ShuttingDown);
    }

    private static IResult Ready(IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.IsCancellationRequested
        ? new ProblemResult(Problem.Of(Problems.ShuttingDown))
        : TypedResults.Ok(Healthy);
}
