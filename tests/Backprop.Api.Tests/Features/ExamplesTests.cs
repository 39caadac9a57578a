using Backprop.Api.Contracts;
using Backprop.Api.Examples;
using Backprop.Api.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Backprop.Api.Tests.Features;

public sealed class ExamplesTests
{
    public static TheoryData<string> Ids => [.. ExampleCatalog.All.Where(example => IsMapped(example.Endpoint) && (!example.Request.TryGetProperty("network", out _) || typeof(ComputationRequest).GetProperty("Network") is not null)).Select(example => example.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_sentAsItIs_givesTheNumbersItPromises(string id)
    {
        var example = (await Service.Default.Get("/v1/examples/" + id)).Json;
        var answer = await Service.Default.Post(example.GetProperty("endpoint").GetString()!, example.GetProperty("request").GetRawText());
        Assert.Equal(200, answer.Status);
        Expectation.Met(answer.Json, example.GetProperty("expect"), example.GetProperty("tolerance"));
    }

    [Fact]
    public async Task Examples_list_namesEveryExampleOnce()
    {
        var ids = (await Service.Default.Get("/v1/examples")).Json.GetProperty("examples").EnumerateArray().Select(e => e.GetProperty("id").GetString()!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Contains("circuit", ids);
        Assert.Contains("mazur", ids);
    }

    [Fact]
    public async Task Example_unknown_isNotFoundWithTheNearest()
    {
        var answer = await Service.Default.Get("/v1/examples/circut");
        Assert.Equal(404, answer.Status);
        Assert.Contains("'circuit'", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static bool IsMapped(string path) =>
        Service.Default.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Any(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/') == path);
}
