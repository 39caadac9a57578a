using System.Text.Json.Nodes;
using Backprop.Api.Examples;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Backprop.Api.OpenApi;

/// <summary>Shows what each operation answers, in each of its media types: to its first example, or to its path with the example values of the parameters.</summary>
internal sealed class ResponseExamples(ExampleRuns runs) : IDocumentAsyncFilter
{
    // Longer answers to questions without a body are lists, of which the first few elements show enough.
    private const int LongAnswer = 3000;
    private const int ShownElements = 2;

    /// <inheritdoc/>
    public async Task ApplyAsync(OpenApiDocument swaggerDoc, DocumentFilterContext context, CancellationToken cancellationToken)
    {
        foreach (var (path, item) in swaggerDoc.Paths)
        {
            foreach (var (method, operation) in item.Operations!)
            {
                var content = operation.Responses!["200"].Content!;
                if (operation.RequestBody is null)
                {
                    var answer = await runs.RespondAsync(method.Method, path, "", request => SetRoute(request, operation));
                    Show(content, answer, "answer", new OpenApiExample { Summary = answer.Text.Length > LongAnswer ? "The first of each list" : "The answer", Value = Shorten(answer) });
                }
                else
                {
                    var others = context.ApiDescriptions.First(api => "/" + api.RelativePath == path && api.HttpMethod == method.Method).ActionDescriptor.EndpointMetadata.OfType<QueryResponse>();
                    await AddResponsesAsync(path, method.Method, content, others);
                }
            }
        }
    }

    private static void SetRoute(HttpRequest request, OpenApiOperation operation)
    {
        foreach (var parameter in (operation.Parameters ?? []).Where(parameter => parameter.In == ParameterLocation.Path))
        {
            request.RouteValues[parameter.Name!] = parameter.Example?.ToString() ?? throw new InvalidOperationException($"The parameter {parameter.Name} of {operation.OperationId} has no example value.");
        }
    }

    private static JsonNode? Shorten(ExampleResponse answer)
    {
        var json = JsonNode.Parse(answer.Text);
        if (answer.Text.Length > LongAnswer && json is JsonObject members)
        {
            foreach (var list in members.Select(member => member.Value).OfType<JsonArray>().Where(list => list.Count > ShownElements))
            {
                list.RemoveRange(ShownElements, list.Count - ShownElements);
            }
        }

        return json;
    }

    /// <summary>A service with narrower limits may refuse an example; it then shows none.</summary>
    private static void Show(IDictionary<string, OpenApiMediaType> content, ExampleResponse answer, string name, OpenApiExample example)
    {
        if (answer.Status == StatusCodes.Status200OK)
        {
            (content[answer.MediaType].Examples ??= new Dictionary<string, IOpenApiExample>()).Add(name, example);
        }
    }

    private async Task AddResponsesAsync(string path, string method, IDictionary<string, OpenApiMediaType> content, IEnumerable<QueryResponse> others)
    {
        var examples = ExampleCatalog.All.Where(example => example.Endpoint == path).ToList();
        foreach (var (example, query, name) in examples
            .DistinctBy(example => (example.ContentType, example.Accept ?? content.Keys.First()))
            .Select(example => (example, "", example.Id))
            .Concat(others.Select(other => (examples[0], other.Query, other.Name))))
        {
            var answer = await runs.RespondAsync(method, path, example.Id + query, request =>
            {
                request.QueryString = new QueryString(query);
                var body = Encoding.UTF8.GetBytes(example.Text);
                request.ContentType = example.MediaType;
                request.ContentLength = body.Length;
                request.Body = new MemoryStream(body);
                request.Headers.Accept = example.Accept;
            });
            var value = answer.MediaType == "application/json" ? JsonNode.Parse(answer.Text) : answer.Text;
            Show(content, answer, name, new OpenApiExample { Summary = $"{example.Title}: the answer{(query.Length > 0 ? $" to {query}" : "")}", Value = value });
        }
    }
}
