using System.Text.Json;
using Backprop.Api.Examples;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Negotiation;

public sealed class QueryCheckTests
{
    [Fact]
    public async Task Operations_all_refuseAParameterThatTheyDoNotDeclare()
    {
        var paths = (await Service.Default.Get("/swagger/v1/swagger.json")).Json.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/v1/", StringComparison.Ordinal)).ToList();
        Assert.True(paths.Count > 20);
        foreach (var path in paths)
        {
            var answer = path.Value.TryGetProperty("get", out var get)
                ? await Service.Default.Get(Fill(path.Name, get) + "?fromat=svg")
                : await Service.Default.Post(path.Name + "?fromat=svg", ExampleCatalog.All.First(example => example.Endpoint == path.Name).Text);
            Assert.Equal((400, "invalid-request"), (answer.Status, answer.Code));
            Assert.Equal(("unknown-parameter", "#/query/fromat"), (answer.Issues.Single().Code, answer.Issues.Single().Pointer));
        }
    }

    [Fact]
    public async Task Query_misspelt_namesTheNearestParameter()
    {
        var answer = await Service.Default.Post("/v1/grades?fromat=gradescope&userIdd=1", "{}");
        Assert.Equal(
            ["There is no query parameter 'fromat'. Did you mean 'format'? Allowed here: format, userId, timestamp.", "There is no query parameter 'userIdd'. Did you mean 'userId'? Allowed here: format, userId, timestamp."],
            answer.Issues.Select(issue => issue.Detail));
    }

    [Fact]
    public async Task Query_ofABatchInLines_isCheckedToo() =>
        Assert.Equal("unknown-parameter", (await Service.Default.Post("/v1/grade-batches?format=gradescope", "{}", mediaType: "application/x-ndjson")).Issues.Single().Code);

    [Theory]
    [InlineData("/health/live?probe=1")]
    [InlineData("/errors?from=mail")]
    [InlineData("/swagger/v1/swagger.json?v=2")]
    public async Task Query_ofWhatIsNoOperation_isNotLookedAt(string path) => Assert.Equal(200, (await Service.Default.Get(path)).Status);

    private static string Fill(string path, JsonElement operation) => operation.TryGetProperty("parameters", out var parameters)
        ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "path").Aggregate(path, (filled, parameter) => filled.Replace($"{{{parameter.GetProperty("name").GetString()}}}", parameter.GetProperty("example").GetString(), StringComparison.Ordinal))
        : path;
}
