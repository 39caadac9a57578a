using System.Text.Json.Nodes;
using Backprop.Api.Errors;
using Backprop.Api.Examples;
using Backprop.Api.Json;
using Backprop.Api.Negotiation;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Backprop.Api.OpenApi;

/// <summary>Completes every operation: examples from the catalogue, what the answer holds, and every error with an example.</summary>
internal sealed class OperationTexts(JsonSerializerOptions json) : IOperationFilter
{
    private static readonly ErrorKind[] OfBodies =
    [
        Problems.InvalidJson, Problems.InvalidRequest, Problems.RequestTimeout, Problems.BodyTooLarge, Problems.UnsupportedMediaType,
        Problems.InvalidGraph, Problems.InvalidExpression, Problems.InvalidNetwork, Problems.InvalidInputs, Problems.InvalidOptions, Problems.TimeLimit, Problems.Overloaded,
    ];

    private static readonly ErrorKind[] OfAll = [Problems.NotAcceptable, Problems.TooManyRequests, Problems.InternalError];

    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<ResponseDocs>().FirstOrDefault() is { } docs && operation.Responses?.GetValueOrDefault("200") is OpenApiResponse answer)
        {
            answer.Description = docs.Description;
            AddStreams(answer.Content!, metadata.OfType<StreamDocs>().Where(stream => !stream.IsRequest), context);
            if (metadata.OfType<QueryResponse>().ToList() is { Count: > 0 } others)
            {
                var own = answer.Content!["application/json"];
                own.Schema = new OpenApiSchema { OneOf = [own.Schema!, .. others.Select(other => context.SchemaGenerator.GenerateSchema(other.Type, context.SchemaRepository))] };
            }
        }

        if (operation.RequestBody is OpenApiRequestBody body)
        {
            body.Required = true;
            body.Description ??= "What to compute. Nothing unknown is ignored: unknown, duplicate and misspelt members are refused.";
            AddStreams(body.Content!, metadata.OfType<StreamDocs>().Where(stream => stream.IsRequest), context);
            AddExamples(body, "/" + context.ApiDescription.RelativePath);
        }

        if (metadata.OfType<PathDocs>().FirstOrDefault() is { } path && operation.Parameters?[0] is OpenApiParameter name)
        {
            name.Description = path.Description;
            name.Example = path.Example;
        }

        foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(query => query.Declared))
        {
            var schema = Components.Of(parameter);
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = parameter.Name, In = ParameterLocation.Query, Description = schema.Description, Schema = schema });
        }

        var kinds = metadata.OfType<RefusalDocs>().SelectMany(refusal => refusal.Kinds)
            .Concat(operation.RequestBody is not null ? OfBodies : context.ApiDescription.RelativePath!.StartsWith("v1/", StringComparison.Ordinal) ? [Problems.InvalidRequest] : [])
            .Concat(OfAll);
        AddErrors(operation, context, kinds.Distinct());
    }

    private static void AddStreams(IDictionary<string, OpenApiMediaType> content, IEnumerable<StreamDocs> streams, OperationFilterContext context)
    {
        foreach (var stream in streams)
        {
            context.SchemaRepository.Schemas.TryAdd(stream.Item, new OpenApiSchema
            {
                Description = stream.Description,
                AnyOf = [.. stream.Types.Select(type => context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository))],
            });

            // Clients send and read a stream as text, and generators have no word for its items but one among others.
            content[stream.MediaType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { AnyOf = [new OpenApiSchema { Type = JsonSchemaType.String, Description = "The stream as text." }, new OpenApiSchemaReference(stream.Item)] },
            };
        }
    }

    private static void AddExamples(OpenApiRequestBody body, string path)
    {
        foreach (var (mediaType, content) in body.Content!)
        {
            content.Examples = ExampleCatalog.All.Where(example => example.Endpoint == path && example.MediaType == mediaType).ToDictionary(
                example => example.Id,
                example => (IOpenApiExample)new OpenApiExample
                {
                    Summary = example.Title,
                    Description = example.Description,
                    Value = example.ContentType is null ? JsonNode.Parse(example.Request.GetRawText()) : example.Text,
                });
            if (content.Examples.Count == 0)
            {
                throw new InvalidOperationException($"POST {path} has no example of {mediaType}. Put one into the folder Examples of its feature.");
            }
        }
    }

    /// <summary>Errors are the same wherever they can happen: each is one shared response.</summary>
    private void AddErrors(OpenApiOperation operation, OperationFilterContext context, IEnumerable<ErrorKind> kinds)
    {
        foreach (var kindsOfStatus in kinds.GroupBy(kind => kind.Status).OrderBy(group => group.Key))
        {
            var all = kindsOfStatus.ToList();
            var name = all.Count == 1 ? NameOf(all[0].Code) : NameOf(ReasonPhrases.GetReasonPhrase(kindsOfStatus.Key));
            var responses = (context.Document.Components ??= new OpenApiComponents()).Responses ??= new Dictionary<string, IOpenApiResponse>();
            responses.TryAdd(name, Respond(all, context));
            (operation.Responses ??= [])[kindsOfStatus.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponseReference(name, context.Document);
        }
    }

    private static string NameOf(string words) => string.Concat(words.Split(' ', '-').Select(Components.Pascal));

    private OpenApiResponse Respond(List<ErrorKind> kinds, OperationFilterContext context) => new()
    {
        Description = string.Join(" ", kinds.Select(kind => $"[`{kind.Code}`](/errors#{kind.Code}): {kind.Title}")),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Problem.MediaType] = new OpenApiMediaType
            {
                Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository),
                Examples = kinds.ToDictionary(kind => kind.Code, kind => (IOpenApiExample)new OpenApiExample { Summary = kind.Title, Value = Example(kind) }),
            },
        },
        Headers = kinds.Any(kind => kind == Problems.TooManyRequests || kind == Problems.Overloaded)
            ? new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } } }
            : null,
    };

    private JsonNode? Example(ErrorKind kind)
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
        return JsonSerializer.SerializeToNode(kind == Problems.InternalError ? problem with { Incident = "5f1d8c0a9b3e7642" } : problem, json.GetTypeInfo(typeof(Problem)));
    }
}
