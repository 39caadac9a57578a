using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Operators;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Backprop.Api.OpenApi;

/// <summary>
/// Schemas that no type can express: what converters of our own take is described by the same <see cref="JsonShape"/> that mistakes are explained by,
/// and a request carries exactly one computation.
/// </summary>
internal sealed class WireSchemas(IOptions<HttpJsonOptions> json) : ISchemaFilter
{
    /// <summary>The forms of a computation, as members of a request.</summary>
    private static readonly string[] Forms = ["expression", "graph", "network"];

    /// <inheritdoc/>
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema target)
        {
            return;
        }

        ForbidNull(target, context.Type);
        if (context.Type == typeof(ResultTensor))
        {
            Clear(target);
            target.Description = "A number, or a nested array of numbers. What is not finite is `null`, and `warnings` says what it was.";
            target.Examples = [JsonNode.Parse("[[1, 2], [3, null]]")!];
            target.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.Null, Format = "double" },
                new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, Items = Reference(typeof(ResultTensor)) },
            ];
        }
        else if (WireContracts.ShapeOf(context.Type, json.Value.SerializerOptions) is { } shape)
        {
            Fill(target, shape, context);
        }
        else if (typeof(ComputationRequest).IsAssignableFrom(context.Type))
        {
            target.OneOf = [.. Forms.Where(form => target.Properties?.ContainsKey(form) == true).Select(form => new OpenApiSchema { Required = new HashSet<string> { form } })];
        }
    }

    /// <summary>A member that has no value is left out, in requests and in answers; the few that can be null say so by how they are serialised.</summary>
    private static void ForbidNull(OpenApiSchema target, Type type)
    {
        foreach (var (name, member) in target.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            var property = type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (member is OpenApiSchema number && property?.GetCustomAttribute<MayBeNotFiniteAttribute>() is not null)
            {
                number.Type |= JsonSchemaType.Null;
            }
            else if (member is OpenApiSchema schema && property?.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition != JsonIgnoreCondition.Never)
            {
                schema.Type &= ~JsonSchemaType.Null;
            }
        }
    }

    private static void Clear(OpenApiSchema target)
    {
        target.Type = null;
        target.Properties = null;
        target.Required = null;
        target.AdditionalPropertiesAllowed = true;
    }

    private static void Fill(OpenApiSchema target, JsonShape shape, SchemaFilterContext context)
    {
        Clear(target);
        if (ReferenceEquals(shape, JsonShape.Tensor))
        {
            target.Description = "A number, or a rectangular nested array of numbers. All finite.";
            target.Examples = [JsonNode.Parse("[[1, 2], [3, 4]]")!];
        }
        else if (ReferenceEquals(shape, JsonShape.Attribute))
        {
            target.Description = "An operator's attribute: a number, a list of numbers, a string, true or false.";
            target.Examples = [JsonNode.Parse("0.01")!];
        }

        var kinds = Enum.GetValues<JsonKinds>().Where(kind => kind is not (JsonKinds.None or JsonKinds.Null) && shape.Kinds.HasFlag(kind)).ToList();
        if (shape.Kinds == (JsonKinds)~0)
        {
            target.Description ??= shape.Expected;
        }
        else if (kinds.Count == 1)
        {
            FillKind(target, kinds[0], shape, context);
        }
        else
        {
            target.OneOf = [.. kinds.Select(kind =>
            {
                var form = new OpenApiSchema();
                FillKind(form, kind, shape, context);
                return form;
            })];
        }
    }

    private static void FillKind(OpenApiSchema target, JsonKinds kind, JsonShape shape, SchemaFilterContext context)
    {
        switch (kind)
        {
            case JsonKinds.Number when shape.WholeRange is not null:
                target.Type = JsonSchemaType.Integer;
                break;
            case JsonKinds.Number:
                target.Type = JsonSchemaType.Number;
                target.Format = "double";
                break;
            case JsonKinds.Text:
                target.Type = JsonSchemaType.String;
                target.Enum = shape.Choices is null ? null : [.. shape.Choices.Select(choice => (JsonNode)choice)];
                break;
            case JsonKinds.Flag:
                target.Type = JsonSchemaType.Boolean;
                break;
            case JsonKinds.Array:
                target.Type = JsonSchemaType.Array;
                target.Items = shape.Element is null ? null : Make(shape.Element(), context);
                break;
            case JsonKinds.Object when shape.Members is null:
                target.Type = JsonSchemaType.Object;
                target.AdditionalProperties = shape.Element is null ? null : Make(shape.Element(), context);
                break;
            case JsonKinds.Object:
                target.Type = JsonSchemaType.Object;
                target.AdditionalPropertiesAllowed = false;
                target.Properties = shape.Members.ToDictionary(member => member.Key, member => Member(member.Value, context));
                target.Required = shape.Members.Where(member => member.Value.Required).Select(member => member.Key).ToHashSet();
                break;
        }
    }

    private static IOpenApiSchema Member(JsonMember member, SchemaFilterContext context)
    {
        var schema = Make(member.Shape(), context);
        schema.Description = member.Description ?? schema.Description;
        return schema;
    }

    private static IOpenApiSchema Make(JsonShape shape, SchemaFilterContext context)
    {
        if (ReferenceEquals(shape, JsonShape.Tensor) || ReferenceEquals(shape, JsonShape.Attribute))
        {
            var type = ReferenceEquals(shape, JsonShape.Tensor) ? typeof(WireTensor) : typeof(AttributeValue);
            return type == context.Type ? Reference(type) : context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
        }

        var schema = new OpenApiSchema();
        Fill(schema, shape, context);
        return schema;
    }

    private static OpenApiSchemaReference Reference(Type type) => new(OpenApiSetup.SchemaId(type));
}
