using Backprop.Api.Capacity;
using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;

namespace Backprop.Api.Features.Limits;

/// <summary><c>GET /v1/limits</c>.</summary>
internal static class LimitsEndpoint
{
    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapConstant("/limits", v1.ServiceProvider.GetRequiredService<ServiceLimits>(), "The limits in force.")
            .Describe("getLimits", OperationTags.Catalogues, "Read the limits", "What one request may cost. What is over a limit is refused before it is computed.");
}
