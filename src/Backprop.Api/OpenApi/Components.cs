using System.Text.Json.Nodes;
using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Training;
using Backprop.Domain.Training.Optimizers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Backprop.Api.OpenApi;

// docs/decisions/0221-schemas-for-generators.md
/// <summary>
/// Components that no type can express, each written once: tensors without recursion, for generators of clients cannot follow one; what the catalogues
/// hold, as enumerations and unions made from the declarations; and what a careful client sends where the service reads more, to mark it as unreadable.
/// </summary>
internal sealed class Components(SchemaFilterContext context)
{
    // Few tensors have more axes, and every page that shows the document writes all of them out, at every tensor.
    private const int WrittenRank = 6;

    private static readonly Dictionary<string, Action<Components, OpenApiSchema>> Fillers = MakeFillers();

    /// <summary>Components that are filled in for types; the others are filled in where they are first referred to.</summary>
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["Tensor"] = typeof(WireTensor),
        ["ResultTensor"] = typeof(ResultTensor),
        ["Layer"] = typeof(LayerContract),
        ["Answer"] = typeof(AnswerContract),
    };

    /// <summary>The forms of a computation, as members of a request.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["expression", "graph", "network"];

    /// <summary>The name of the component that is a computation of a form.</summary>
    public static string ComputationOf(string form) => Pascal(form) + "Computation";

    /// <summary>Whether a component of this name is written here.</summary>
    public static bool Has(string name) => Fillers.ContainsKey(name);

    /// <summary>Fills in a component.</summary>
    public void Fill(string name, OpenApiSchema target) => Fillers[name](this, target);

    /// <summary>A reference to a component, which is written if it is not there yet.</summary>
    public IOpenApiSchema Reference(string name, string? description = null)
    {
        if (Types.TryGetValue(name, out var type))
        {
            context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
        }
        else if (!context.SchemaRepository.Schemas.ContainsKey(name))
        {
            var schema = new OpenApiSchema();
            context.SchemaRepository.AddDefinition(name, schema);
            Fill(name, schema);
        }

        return new OpenApiSchemaReference(name) { Description = description };
    }

    /// <summary>A name as types have it.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static Dictionary<string, Action<Components, OpenApiSchema>> MakeFillers()
    {
        var fillers = new Dictionary<string, Action<Components, OpenApiSchema>>(StringComparer.Ordinal)
        {
            ["Tensor"] = (_, target) => Nest(target, JsonSchemaType.Number, "A number, or a rectangular nested array of numbers. All finite.", "[[1, 2], [3, 4]]"),
            ["ResultTensor"] = (_, target) => Nest(
                target, JsonSchemaType.Number | JsonSchemaType.Null, "A number, or a nested array of numbers. What is not finite is `null`, and `warnings` says what it was.", "[[1, 2], [3, null]]"),
            ["Answer"] = (components, target) => FillObject(target, "A student's answer: values and gradients by node id.", new()
            {
                ["values"] = components.PartsOf("Values by node id."),
                ["gradients"] = components.PartsOf("Gradients of the output by node id."),
            }),
            ["TensorMap"] = (components, target) => FillMap(target, null, components.Reference("Tensor")),
            ["AttributeValue"] = (_, target) =>
            {
                target.Description = "An operator's attribute: a number, a list of numbers, a string, true or false.";
                target.Examples = [JsonNode.Parse("0.01")!];
                target.OneOf =
                [
                    new OpenApiSchema { Type = JsonSchemaType.Boolean },
                    new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" },
                    new OpenApiSchema { Type = JsonSchemaType.String },
                    new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" } },
                ];
            },
            ["AnswerPart"] = (components, target) => FillAny(
                target, "A number or an array of the node's shape, a formula, or null (or an empty text) for none.",
                components.Reference("Tensor"), new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null }),
            ["DatasetTargets"] = (_, target) => FillAny(target, "One row per point, or one class per point.", Rows(2), Rows(1)),
            ["ExpectedValue"] = (components, target) => FillAny(
                target, "A number or an array, a text or a list of texts, or true or false.",
                components.Reference("ResultTensor"), new OpenApiSchema { Type = JsonSchemaType.String }, new OpenApiSchema { Type = JsonSchemaType.Boolean },
                new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } }),
            ["ExpectedValues"] = (components, target) => FillMap(target, "Values by their place.", components.Reference("ExpectedValue")),
            ["CodeRunnerRow"] = (_, target) => FillList(target, "A row of texts and of the numbers 0 and 1.", new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Integer }),
            ["DatasetExamples"] = (_, target) => FillList(target, "One row per point.", Rows(1)),
            ["BatchItem"] = (components, target) => FillObject(
                target,
                "One answer of a batch. A bad one never fails the rest.",
                new() { ["id"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Your name for it." }, ["answer"] = components.Reference("Answer") },
                "id",
                "answer"),
            ["ExampleRequest"] = (_, target) => FillAny(
                target, "The body: a computation with the members that the operation takes besides; of `application/x-ndjson`, the lines.",
                [.. Forms.Select(form => new OpenApiSchemaReference(ComputationOf(form))), new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference("GradeBatchLine") }]),
        };

        AddName("Operator", "An operator", OperatorCatalog.Names);
        AddName("Dataset", "A data set", DataSets.All.Select(set => set.Name));
        AddChoice("Activation", "The operator that follows a layer", NetworkChoices.Activations.Select(o => (o.Name, o.Summary, o.Attributes)));
        AddChoice("Loss", "A loss", OperatorCatalog.All.Where(o => o.Loss is not null).Select(o => (o.Name, o.Summary, o.Attributes)));
        AddChoice("Initializer", "How weights that are not given are drawn", Initializers.All.Select(i => (i.Name, i.Summary, i.Attributes)));
        AddChoice("Optimizer", "An optimizer", OptimizerCatalog.All.Select(o => (o.Name, o.Summary, o.Attributes)));
        AddChoice("LearningRateDecay", "How the learning rate falls", LearningRateDecays.All.Select(d => (d.Name, d.Summary, d.Attributes)));
        foreach (var layer in LayerCatalog.All)
        {
            fillers.Add(Pascal(layer.Name) + "Layer", (components, target) => components.FillLayer(target, layer));
        }

        fillers.Add("Layer", (components, target) =>
            components.FillUnion(target, "A layer: its type, and the members that layers of this type take.", LayerCatalog.All.Select(layer => (layer.Name, Pascal(layer.Name) + "Layer"))));
        return fillers;

        void AddName(string kind, string what, IEnumerable<string> names) => fillers.Add(kind + "Name", (_, target) =>
        {
            target.Type = JsonSchemaType.String;
            target.Description = $"{what} by name, in any letter case.";
            target.Enum = [.. names.Select(name => (JsonNode)name)];
        });

        void AddChoice(string kind, string what, IEnumerable<(string Name, string Summary, IReadOnlyList<AttributeDefinition> Attributes)> choices)
        {
            var all = choices.ToList();
            AddName(kind, what, all.Select(choice => choice.Name));
            foreach (var (name, summary, attributes) in all.Where(choice => choice.Attributes.Count > 0))
            {
                fillers.Add(Pascal(name) + kind, (_, target) => FillObject(
                    target, summary, With(Discriminated(name), attributes), ["type", .. attributes.Where(attribute => attribute.Required).Select(attribute => attribute.Name)]));
            }

            var plain = all.Where(choice => choice.Attributes.Count == 0).Select(choice => choice.Name).ToArray();
            if (plain.Length > 0)
            {
                fillers.Add("Plain" + kind, (_, target) => FillObject(target, $"{what} without attributes.", Discriminated(plain), "type"));
            }

            fillers.Add(kind + "WithAttributes", (components, target) => components.FillUnion(
                target, $"{what} by its `type`, with its attributes.", all.Select(choice => (choice.Name, (choice.Attributes.Count > 0 ? Pascal(choice.Name) : "Plain") + kind))));
            fillers.Add(kind, (components, target) => FillAny(
                target, $"{what}: a name, or an object of its `type` and attributes.", components.Reference(kind + "Name"), components.Reference(kind + "WithAttributes")));
        }
    }

    private static void Nest(OpenApiSchema target, JsonSchemaType number, string description, string example)
    {
        target.Description = $"{description} Written out up to {WrittenRank} axes; the service takes as many as its limit `rank`.";
        target.Examples = [JsonNode.Parse(example)!];
        target.AnyOf =
        [
            .. Enumerable.Range(0, WrittenRank + 1).Select(rank => Rows(rank, number)),
            // What lies beyond is one schema for all ranks: each level may be a number already.
            Nested(
                WrittenRank + 1,
                Enumerable.Range(0, GraphLimits.Default.MaxRank - WrittenRank - 1).Aggregate(Rows(0, number), (items, _) => new OpenApiSchema { Type = number | JsonSchemaType.Array, Format = "double", Items = items })),
        ];
    }

    /// <summary>Nested arrays of a rank.</summary>
    private static OpenApiSchema Rows(int rank, JsonSchemaType number = JsonSchemaType.Number) => Nested(rank, new OpenApiSchema { Type = number, Format = "double" });

    /// <summary>Arrays inside one another.</summary>
    private static OpenApiSchema Nested(int depth, OpenApiSchema inner) => Enumerable.Range(0, depth).Aggregate(inner, (items, _) => new OpenApiSchema { Type = JsonSchemaType.Array, Items = items });

    private void FillLayer(OpenApiSchema target, LayerType layer)
    {
        var members = With(Discriminated(layer.Name), layer.Attributes);
        members.Add("name", new OpenApiSchema { Type = JsonSchemaType.String, Description = "A name by which later layers can refer to this one." });
        foreach (var parameter in layer.Parameters)
        {
            members.Add(parameter.Name, Reference("Tensor", parameter.Description));
        }

        if (layer.TakesActivation)
        {
            members.Add("activation", Reference("Activation"));
        }

        if (layer.TakesInitializer)
        {
            members.Add("initializer", Reference("Initializer"));
        }

        FillObject(target, layer.Summary, members, ["type", .. layer.Attributes.Where(attribute => attribute.Required).Select(attribute => attribute.Name)]);
    }

    /// <summary>A union told apart by <c>type</c>.</summary>
    private void FillUnion(OpenApiSchema target, string description, IEnumerable<(string Type, string Component)> members)
    {
        var all = members.ToList();
        target.Description = description;
        target.OneOf = [.. all.Select(member => member.Component).Distinct().Select(component => Reference(component))];
        target.Discriminator = new OpenApiDiscriminator { PropertyName = "type", Mapping = all.ToDictionary(member => member.Type, member => new OpenApiSchemaReference(member.Component)) };
    }

    private static void FillObject(OpenApiSchema target, string description, Dictionary<string, IOpenApiSchema> members, params string[] required)
    {
        target.Type = JsonSchemaType.Object;
        target.Description = description;
        target.Properties = members;
        target.Required = required.ToHashSet();
        target.AdditionalPropertiesAllowed = false;
    }

    private static void FillAny(OpenApiSchema target, string description, params IOpenApiSchema[] forms)
    {
        target.Description = description;
        target.AnyOf = forms;
    }

    private static void FillList(OpenApiSchema target, string description, OpenApiSchema items)
    {
        target.Type = JsonSchemaType.Array;
        target.Description = description;
        target.Items = items;
    }

    private static void FillMap(OpenApiSchema target, string? description, IOpenApiSchema values)
    {
        target.Type = JsonSchemaType.Object;
        target.Description = description ?? target.Description;
        target.AdditionalProperties = values;
    }

    private OpenApiSchema PartsOf(string description) => new() { Type = JsonSchemaType.Object, Description = description, AdditionalProperties = Reference("AnswerPart") };

    private static Dictionary<string, IOpenApiSchema> Discriminated(params string[] types) =>
        new() { ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. types.Select(type => (JsonNode)type)] } };

    private static Dictionary<string, IOpenApiSchema> With(Dictionary<string, IOpenApiSchema> members, IEnumerable<AttributeDefinition> attributes)
    {
        foreach (var attribute in attributes)
        {
            members.Add(attribute.Name, Of(attribute));
        }

        return members;
    }

    /// <summary>What an attribute takes.</summary>
    public static OpenApiSchema Of(AttributeDefinition attribute)
    {
        var schema = attribute.Kind switch
        {
            AttributeKind.Number => Number(JsonSchemaType.Number),
            AttributeKind.Integer => Number(JsonSchemaType.Integer),
            AttributeKind.Integers => new OpenApiSchema { Type = JsonSchemaType.Array, Items = Number(JsonSchemaType.Integer) },
            AttributeKind.Flag => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            _ => new OpenApiSchema { Type = JsonSchemaType.String, Enum = attribute.Choices is null ? null : [.. attribute.Choices.Select(choice => (JsonNode)choice)] },
        };
        schema.Description = attribute.Default switch
        {
            AttributeValue.Number number => Say(number.Value),
            AttributeValue.Text text => Say(text.Value),
            AttributeValue.Flag flag => Say(flag.Value),
            AttributeValue.Numbers numbers => Say(new JsonArray([.. numbers.Values.Select(number => (JsonNode)number)])),
            _ => attribute.Description,
        };
        return schema;

        // In words: generators of clients take a member with the keyword for one that is always there, and demand it in requests.
        string Say(JsonNode value) => $"{attribute.Description} Default `{value.ToJsonString().Replace("E-0", "e-", StringComparison.Ordinal)}`.";

        OpenApiSchema Number(JsonSchemaType type) => new()
        {
            Type = type,
            Format = type == JsonSchemaType.Number ? "double" : null,
            Minimum = attribute.Minimum?.ToString("R", CultureInfo.InvariantCulture),
            Maximum = attribute.Maximum?.ToString("R", CultureInfo.InvariantCulture),
        };
    }
}
