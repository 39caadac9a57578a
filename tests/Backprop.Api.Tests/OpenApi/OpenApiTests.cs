using System.Text.Json;
using Backprop.Api.Examples;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.OpenApi;

public sealed class OpenApiTests
{
    /// <summary>The document shows the limits in force: those that the service ships with.</summary>
    private static readonly Service Shipped = new(("Limits:Seconds", "30"));

    [Fact]
    public async Task Document_running_isTheOneCheckedIn()
    {
        var running = (await Shipped.Get("/swagger/v1/swagger.json")).Text + "\n";
        using var stream = typeof(OpenApiTests).Assembly.GetManifestResourceStream("docs.openapi.json")!;
        using var reader = new StreamReader(stream);
        Assert.Equal((await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), running);
    }

    [Fact]
    public async Task Document_everyOperation_isDescribedAndHasItsErrors()
    {
        var document = await Document();
        foreach (var (path, method, operation) in Operations(document))
        {
            var place = $"{method} {path}";
            Assert.True(operation.GetProperty("summary").GetString()!.Length > 5, place);
            Assert.True(operation.GetProperty("description").GetString()!.Length > 20, place);
            Assert.True(operation.GetProperty("operationId").GetString()!.Length > 5, place);
            Assert.Single(operation.GetProperty("tags").EnumerateArray());
            foreach (var response in operation.GetProperty("responses").EnumerateObject().Where(response => response.Name != "200"))
            {
                var error = Resolve(document, response.Value);
                Assert.False(string.IsNullOrEmpty(error.GetProperty("description").GetString()), place);
                var content = error.GetProperty("content").GetProperty("application/problem+json");
                Assert.NotEmpty(content.GetProperty("examples").EnumerateObject());
                Assert.All(content.GetProperty("examples").EnumerateObject(), example => Assert.Equal(response.Name, example.Value.GetProperty("value").GetProperty("status").GetRawText()));
            }

            string[] expected = operation.TryGetProperty("requestBody", out _) ? ["200", "400", "406", "413", "415", "422", "429", "500", "503"] : ["200", "406", "429", "500"];
            Assert.Subset(operation.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToHashSet(), expected.ToHashSet());
        }
    }

    [Fact]
    public async Task Document_everyBody_hasTheExamplesOfTheCatalogueForItsMediaType()
    {
        var bodies = Operations(await Document()).SelectMany(o => Content(o.Operation.TryGetProperty("requestBody", out var body) ? body : default).Select(body => (o.Path, MediaType: body.Name, Content: body.Value))).ToList();
        Assert.True(bodies.Count > 10);
        Assert.All(bodies, body =>
        {
            var shown = body.Content.GetProperty("examples").EnumerateObject().Select(e => e.Name).ToList();
            Assert.NotEmpty(shown);
            Assert.Equal(ExampleCatalog.All.Where(e => e.Endpoint == body.Path && e.MediaType == body.MediaType).Select(e => e.Id), shown);
        });
    }

    [Fact]
    public async Task Document_everyAnswer_hasAnExampleInEachOfItsMediaTypes()
    {
        var answers = Operations(await Document()).SelectMany(o => Content(o.Operation.GetProperty("responses").GetProperty("200")).Select(content => (Place: $"{o.Method} {o.Path} {content.Name}", Content: content.Value))).ToList();
        Assert.True(answers.Count > 20);
        Assert.All(answers, answer => Assert.True(answer.Content.TryGetProperty("examples", out var examples) && examples.EnumerateObject().Any(), answer.Place));
    }

    [Fact]
    public async Task Document_everyParameterOfAPath_hasAnExample()
    {
        var parameters = Operations(await Document()).SelectMany(o => o.Operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default).Where(p => p.GetProperty("in").GetString() == "path").ToList();
        Assert.True(parameters.Count >= 3);
        Assert.All(parameters, parameter => Assert.False(string.IsNullOrEmpty(parameter.GetProperty("example").GetString())));
    }

    [Fact]
    public async Task Page_swagger_runsNoScriptOfItsOwn()
    {
        var page = await Service.Default.Get("/swagger/index.html");
        Assert.Equal(200, page.Status);
        Assert.DoesNotMatch("<script(?![^>]*\\bsrc=)", page.Text);
    }

    private static async Task<JsonElement> Document() => (await Service.Default.Get("/swagger/v1/swagger.json")).Json;

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject() from operation in path.Value.EnumerateObject() select (path.Name, operation.Name, operation.Value);

    private static JsonElement.ObjectEnumerator Content(JsonElement body) => body.ValueKind == JsonValueKind.Undefined ? default : body.GetProperty("content").EnumerateObject();

    private static JsonElement Resolve(JsonElement document, JsonElement value) =>
        value.GetProperty("$ref").GetString()!.Split('/').Skip(1).Aggregate(document, (place, part) => place.GetProperty(part));
}
