using System.Text.Json;
using Backprop.Api.Examples;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

public sealed class ExamplesTests
{
    public static TheoryData<string> Ids => [.. ExampleCatalog.All.Select(example => example.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_sentAsItIs_givesWhatItPromises(string id)
    {
        var example = (await Service.Default.Get("/v1/examples/" + id)).Json;
        var mediaType = example.TryGetProperty("contentType", out var type) ? type.GetString()! : "application/json";
        var request = example.GetProperty("request");
        var body = mediaType == "application/json" ? request.GetRawText() : string.Join('\n', request.EnumerateArray().Select(line => line.GetRawText()));
        var accept = example.TryGetProperty("accept", out var accepted) ? accepted.GetString() : null;
        var answer = await Service.Default.Post(example.GetProperty("endpoint").GetString()!, body, accept, mediaType);
        Assert.Equal(200, answer.Status);
        Expectation.Met(answer.Text, ReadResponse(answer), example.GetProperty("expect"), example.GetProperty("tolerance"));
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

    /// <summary>JSON as it is, lines as an array; nothing for pictures and events, which are looked at as text.</summary>
    private static JsonElement ReadResponse(ServiceResponse answer) => answer.Response.Content.Headers.ContentType!.MediaType switch
    {
        "application/json" => answer.Json,
        "application/x-ndjson" => JsonElement.Parse($"[{string.Join(',', answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))}]"),
        _ => default,
    };
}
