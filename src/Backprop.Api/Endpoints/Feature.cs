namespace Backprop.Api.Endpoints;

/// <summary>One resource of the service: everything that the service has to know of it. Its examples are found by its folder.</summary>
/// <param name="Map">Maps its endpoints.</param>
internal sealed record Feature(Action<IEndpointRouteBuilder> Map)
{
    /// <summary>What its paths begin with.</summary>
    public string Prefix { get; init; } = "/v1";
}
