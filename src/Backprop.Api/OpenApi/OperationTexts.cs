using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Backprop.Api.Errors;
using Backprop.Api.Examples;
using Backprop.Api.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Backprop.Api.OpenApi;

/// <summary>Completes every operation: examples from the catalogue, what the answer holds, and every error with an example.</summary>
internal sealed class OperationTexts : IOperationFilter
{
    private static readonly ErrorKind[] OfBodies =
    [
        Problems.InvalidJson, Problems.InvalidRequest, Problems.BodyTooLarge, Problems.UnsupportedMediaType,
        Problems.InvalidGraph, Problems.InvalidExpression, Problems.InvalidNetwork, Problems.InvalidInputs, Problems.InvalidOptions, Problems.TimeLimit, Problems.Overloaded,
    ];

    private static readonly ErrorKind[] OfAll = [Problems.NotAcceptable, Problems.TooManyRequests, Problems.InternalError];

    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var docs = metadata.OfType<AnswerDocs>().FirstOrDefault();
        if (docs is not null && operation.Responses?.GetValueOrDefault("200") is OpenApiResponse answer)
        {
            answer.Description = docs.Description;
            if (docs.Example is not null)
            {
                foreach (var content in answer.Content!.Values.OfType<OpenApiMediaType>())
                {
                    content.Example = JsonNode.Parse(docs.Example);
                }
            }
        }

        if (operation.RequestBody is OpenApiRequestBody body)
        {
            body.Required = true;
            body.Description ??= "What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused.";
            AddExamples(body, "/" + context.ApiDescription.RelativePath);
        }

        var kinds = metadata.OfType<RefusalDocs>().SelectMany(refusal => refusal.Kinds).Concat(operation.RequestBody is null ? [] : OfBodies).Concat(OfAll);
        AddErrors(operation, context, kinds.Distinct());
    }

    private static void AddExamples(OpenApiRequestBody body, string path)
    {
        var examples = ExampleCatalog.All.Where(example => example.Endpoint == path).ToList();
        foreach (var content in body.Content!.Values.OfType<OpenApiMediaType>().Where(_ => examples.Count > 0))
        {
            content.Examples = new Dictionary<string, IOpenApiExample>();
            foreach (var example in examples)
            {
                content.Examples[example.Id] = new OpenApiExample
                {
                    Summary = example.Title,
                    Description = example.Description,
                    Value = JsonNode.Parse(example.Request.GetRawText()),
                };
            }
        }
    }

    private static void AddErrors(OpenApiOperation operation, OperationFilterContext context, IEnumerable<ErrorKind> kinds)
    {
        operation.Responses ??= [];
        foreach (var kindsOfStatus in kinds.GroupBy(kind => kind.Status).OrderBy(group => group.Key))
        {
            var response = new OpenApiResponse
            {
                Description = string.Join(" ", kindsOfStatus.Select(kind => $"`{kind.Code}`: {kind.Title}")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.MediaType] = new OpenApiMediaType
                    {
                        Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository),
                        Examples = kindsOfStatus.ToDictionary(kind => kind.Code, kind => (IOpenApiExample)new OpenApiExample { Summary = kind.Title, Value = Example(kind) }),
                    },
                },
            };
            if (kindsOfStatus.Any(kind => kind == Problems.TooManyRequests || kind == Problems.Overloaded))
            {
                response.Headers = new Dictionary<string, IOpenApiHeader>
                {
                    ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
                };
            }

            operation.Responses[kindsOfStatus.Key.ToString(CultureInfo.InvariantCulture)] = response;
        }
    }

    private static JsonNode? Example(ErrorKind kind)
    {
        ProblemIssue[]? issues = kind.Code switch
        {
            "invalid-json" => [new("invalid-json", "#/inputs/x", "'N' is an invalid start of a value. (line 1, column 38)")],
            "invalid-request" => [new("unknown-member", "#/expresion", "There is no member 'expresion'. Did you mean 'expression'? (line 1, column 3)")],
            "invalid-graph" =>
            [
                new("unknown-input", "#/graph/nodes/3/inputs/1", "Node 'y' uses 'zz', which is not defined. Did you mean 'z'?"),
                new("cycle", "#/graph/nodes/1", "a → b → a"),
            ],
            "invalid-expression" => [new("syntax-error", "#/expression", "Expected an operand after '+', found the end.", 1, 8)],
            "invalid-network" => [new("shape-mismatch", "#/network/layers/1/weights", "The weights have the shape [2, 3]; the layer before has 2 units.")],
            "invalid-inputs" => [new("missing-input", "#/inputs/y", "The input 'y' has no value. Give it one under inputs.")],
            "invalid-options" => [new("out-of-range", "#/step", "step must be greater than 0.")],
            _ => null,
        };
        var problem = Problem.Of(kind, null, issues);
        return JsonSerializer.SerializeToNode(kind == Problems.InternalError ? problem with { Incident = "5f1d8c0a9b3e7642" } : problem, OpenApiSetup.Json(typeof(Problem)));
    }
}
