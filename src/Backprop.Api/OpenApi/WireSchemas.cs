using System.Reflection;
using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Backprop.Api.OpenApi;

/// <summary>Schemas that no type can express: what converters of our own take is one of the <see cref="Components"/>, and a request carries exactly one computation.</summary>
internal sealed class WireSchemas : ISchemaFilter
{
    /// <summary>What goes with any form of a computation.</summary>
    private static readonly string[] Shared = ["inputs", "output"];

    /// <inheritdoc/>
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema target)
        {
            return;
        }

        var components = new Components(context);
        var name = OpenApiSetup.SchemaId(context.Type);
        ForbidNull(target, context.Type);
        NameMembers(target, context.Type, components);
        if (Components.Has(name))
        {
            Clear(target);
            components.Fill(name, target);
        }
        else if (typeof(ComputationRequest).IsAssignableFrom(context.Type))
        {
            SplitByForm(target, name, context.SchemaRepository);
        }
    }

    /// <summary>Puts the components that members name in their place.</summary>
    private static void NameMembers(OpenApiSchema target, Type type, Components components)
    {
        foreach (var property in type.GetProperties())
        {
            if (property.GetCustomAttribute<ComponentAttribute>() is { } component && target.Properties is { } members)
            {
                var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
                if (members[name] is OpenApiSchema { Type: JsonSchemaType.Array } list)
                {
                    list.Items = components.Reference(component.Name);
                }
                else
                {
                    members[name] = components.Reference(component.Name, members[name].Description);
                }
            }
        }
    }

    /// <summary>
    /// A request as one of three: what carries the computation, and what is asked about it. A single object of which exactly one of three members is required
    /// says the same, but generators of clients make nothing of it.
    /// </summary>
    private static void SplitByForm(OpenApiSchema target, string name, SchemaRepository repository)
    {
        var stem = name.EndsWith("Request", StringComparison.Ordinal) ? name[..^"Request".Length] : name;
        var members = target.Properties!;
        var shared = Shared.ToDictionary(member => member, member => members[member]);
        var own = members.Where(member => !Components.Forms.Contains(member.Key) && !Shared.Contains(member.Key)).ToDictionary();
        var required = target.Required?.Where(own.ContainsKey).ToHashSet();
        List<IOpenApiSchema> parts = own.Count == 0 ? [] : [Add($"{stem}Options", new OpenApiSchema { Type = JsonSchemaType.Object, Description = $"The members of {name} besides the computation.", Properties = own, Required = required })];
        var forms = Components.Forms.Select(form => Add($"{stem}With{Components.Pascal(form)}", new OpenApiSchema
        {
            Description = $"{target.Description} The computation is given as {(form == "expression" ? "an" : "a")} {form}.",
            AllOf =
            [
                Add(Components.ComputationOf(form), new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = $"A computation, given as {(form == "expression" ? "an" : "a")} {form}.",
                    Properties = new Dictionary<string, IOpenApiSchema>(shared) { [form] = members[form] },
                    Required = new HashSet<string> { form },
                }),
                .. parts,
            ],
            Extensions = new Dictionary<string, IOpenApiExtension> { ["unevaluatedProperties"] = new JsonNodeExtension(false) },
        })).ToList();
        Clear(target);
        target.OneOf = forms;

        IOpenApiSchema Add(string id, OpenApiSchema schema)
        {
            repository.Schemas.TryAdd(id, schema);
            return new OpenApiSchemaReference(id);
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
}
