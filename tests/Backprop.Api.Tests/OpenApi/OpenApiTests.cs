using System.Text.Json;
using Backprop.Api.Examples;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.OpenApi;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_running_isTheOneCheckedIn()
    {
        var running = (await Service.Default.Get("/swagger/v1/swagger.json")).Text + "\n";
        using var stream = typeof(OpenApiTests).Assembly.GetManifestResourceStream("docs.openapi.json")!;
        using var reader = new StreamReader(stream);
        Assert.Equal((await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), running);
    }

    [Fact]
    public async Task Document_everyOperation_isDescribedAndHasItsErrors()
    {
        foreach (var (path, method, operation) in await Operations())
        {
            var place = $"{method} {path}";
            Assert.True(operation.GetProperty("summary").GetString()!.Length > 5, place);
            Assert.True(operation.GetProperty("description").GetString()!.Length > 20, place);
            Assert.True(operation.GetProperty("operationId").GetString()!.Length > 5, place);
            Assert.Single(operation.GetProperty("tags").EnumerateArray());
            foreach (var response in operation.GetProperty("responses").EnumerateObject())
            {
                Assert.False(string.IsNullOrEmpty(response.Value.GetProperty("description").GetString()), place);
                if (response.Name != "200")
                {
                    Assert.NotEmpty(response.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("examples").EnumerateObject());
                }
            }

            string[] expected = operation.TryGetProperty("requestBody", out _) ? ["200", "400", "406", "413", "415", "422", "429", "500", "503"] : ["200", "406", "429", "500"];
            Assert.Subset(operation.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToHashSet(), expected.ToHashSet());
        }
    }

    [Fact]
    public async Task Document_everyBody_hasNamedExamplesOfTheCatalogue()
    {
        var bodies = (await Operations()).Where(o => o.Operation.TryGetProperty("requestBody", out _)).ToList();
        Assert.NotEmpty(bodies);
        foreach (var (path, _, operation) in bodies)
        {
            var content = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
            var shown = content.TryGetProperty("examples", out var examples) ? examples.EnumerateObject().Select(e => e.Name) : [];
            Assert.Equal(ExampleCatalog.All.Where(e => e.Endpoint == path).Select(e => e.Id), shown);
        }
    }

    [Fact]
    public async Task Page_swagger_runsNoScriptOfItsOwn()
    {
        var page = await Service.Default.Get("/swagger/index.html");
        Assert.Equal(200, page.Status);
        Assert.DoesNotMatch("<script(?![^>]*\\bsrc=)", page.Text);
    }

    private static async Task<List<(string Path, string Method, JsonElement Operation)>> Operations()
    {
        var document = (await Service.Default.Get("/swagger/v1/swagger.json")).Json;
        return [.. from path in document.GetProperty("paths").EnumerateObject() from operation in path.Value.EnumerateObject() select (path.Name, operation.Name, operation.Value)];
    }
}
