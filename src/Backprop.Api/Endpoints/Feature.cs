using System.Text.Json.Serialization.Metadata;

namespace Backprop.Api.Endpoints;

/// <summary>One resource of the service: everything that the service has to know of it. Its examples are found by its folder.</summary>
/// <param name="Json">The serialisation metadata of its contracts.</param>
/// <param name="Map">Maps its endpoints.</param>
internal sealed record Feature(IJsonTypeInfoResolver Json, Action<IEndpointRouteBuilder> Map)
{
    /// <summary>What its paths begin with.</summary>
    public string Prefix { get; init; } = "/v1";
}
