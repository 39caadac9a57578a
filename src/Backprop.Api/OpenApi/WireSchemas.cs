using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Operators;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Backprop.Api.OpenApi;

/// <summary>Schemas that no type can express: tensors nest to any depth, and a request carries exactly one computation.</summary>
internal sealed class WireSchemas : ISchemaFilter
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
        if (context.Type == typeof(WireTensor))
        {
            Nest(target, Number(), context, "A number, or a rectangular nested array of numbers. All finite.", JsonNode.Parse("[[1, 2], [3, 4]]"));
        }
        else if (context.Type == typeof(ResultTensor))
        {
            Nest(target, new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.Null, Format = "double" }, context, "A number, or a nested array of numbers. What is not finite is `null`, and `warnings` says what it was.", JsonNode.Parse("[[1, 2], [3, null]]"));
        }
        else if (context.Type == typeof(AttributeValue))
        {
            Become(target, "An operator's attribute: a number, a list of numbers, a string, true or false.", JsonNode.Parse("0.01"));
            target.OneOf =
            [
                Number(),
                new OpenApiSchema { Type = JsonSchemaType.Array, Items = Number() },
                new OpenApiSchema { Type = JsonSchemaType.String },
                new OpenApiSchema { Type = JsonSchemaType.Boolean },
            ];
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
            if (member is OpenApiSchema schema && property?.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition != JsonIgnoreCondition.Never)
            {
                schema.Type &= ~JsonSchemaType.Null;
            }
        }
    }

    private static OpenApiSchema Number() => new() { Type = JsonSchemaType.Number, Format = "double" };

    private static void Nest(OpenApiSchema target, OpenApiSchema number, SchemaFilterContext context, string description, JsonNode? example)
    {
        Become(target, description, example);
        target.OneOf =
        [
            number,
            new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, Items = new OpenApiSchemaReference(OpenApiSetup.SchemaId(context.Type)) },
        ];
    }

    private static void Become(OpenApiSchema target, string description, JsonNode? example)
    {
        target.Type = null;
        target.Properties = null;
        target.Required = null;
        target.AdditionalPropertiesAllowed = true;
        target.Description = description;
        target.Examples = example is null ? null : [example];
    }
}
