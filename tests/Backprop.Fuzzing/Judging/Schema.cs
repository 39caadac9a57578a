using System.Text.Json;
using System.Text.RegularExpressions;

namespace Backprop.Fuzzing.Judging;

/// <summary>The types of JSON values, as schemas name them.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
}

// docs/decisions/0340-a-judge-of-our-own.md
/// <summary>A JSON schema (2020-12, as OpenAPI 3.1 has it), read once for judging many values.</summary>
internal sealed class Schema
{
    /// <summary>The types that a value may have; none for any.</summary>
    public JsonTypes Types { get; set; }

    /// <summary>The members that an object may have, in the order of the document.</summary>
    public List<(string Name, Schema Schema)> Properties { get; } = [];

    /// <summary>Those that it must have.</summary>
    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    /// <summary>What other members must fit; null for anything.</summary>
    public Schema? Others { get; set; }

    /// <summary>Whether there may be no other members.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The members that may stand in a closed object besides its own: those of the schemas that it is put together from.</summary>
    public HashSet<string>? Inherited { get; set; }

    /// <summary>What each element of an array must fit.</summary>
    public Schema? Items { get; set; }

    /// <summary>The values of which one must be met, as JSON; null for any.</summary>
    public HashSet<string>? Values { get; set; }

    public double Minimum { get; set; } = double.NegativeInfinity;

    public double Maximum { get; set; } = double.PositiveInfinity;

    public string? Format { get; set; }

    public Regex? Pattern { get; set; }

    /// <summary>Schemas that must all be met, the one that is referred to among them.</summary>
    public List<Schema> All { get; } = [];

    /// <summary>Schemas of which at least one must be met.</summary>
    public List<Schema> Any { get; } = [];

    /// <summary>Schemas of which exactly one must be met.</summary>
    public List<Schema> One { get; } = [];

    /// <summary>The member that tells the alternatives apart, and which it chooses.</summary>
    public (string Member, Dictionary<string, Schema> Choices)? Discriminator { get; set; }

    /// <summary>Everything that does not fit in a value, each with its JSON Pointer; empty where it fits.</summary>
    public IReadOnlyList<string> FindGaps(JsonElement value)
    {
        if (SchemaJudge.Fits(this, value, null))
        {
            return [];
        }

        var trail = new Trail();
        SchemaJudge.Fits(this, value, trail);
        return trail.Gaps;
    }
}

/// <summary>The schemas of a document, by reference.</summary>
internal sealed class SchemaSet(JsonElement document)
{
    private readonly Dictionary<string, Schema> _referred = new(StringComparer.Ordinal);

    /// <summary>The schema that a reference such as <c>#/components/schemas/Problem</c> names.</summary>
    public Schema At(string reference)
    {
        if (!_referred.TryGetValue(reference, out var schema))
        {
            // Known before it is filled in, for schemas refer to themselves.
            schema = new Schema();
            _referred.Add(reference, schema);
            Fill(schema, Find(reference));
        }

        return schema;
    }

    /// <summary>What a reference names.</summary>
    public JsonElement Find(string reference) => reference.Split('/').Skip(1).Aggregate(document, (place, part) => place.GetProperty(part));

    /// <summary>A schema that stands in the document.</summary>
    public Schema Read(JsonElement json)
    {
        var schema = new Schema();
        Fill(schema, json);
        return schema;
    }

    private void Fill(Schema schema, JsonElement json)
    {
        foreach (var keyword in json.EnumerateObject())
        {
            Fill(schema, keyword.Name, keyword.Value);
        }

        if (json.TryGetProperty("unevaluatedProperties", out _))
        {
            schema.IsClosed = true;
            schema.Inherited = Inherit(schema);
        }
    }

    private void Fill(Schema schema, string keyword, JsonElement value)
    {
        switch (keyword)
        {
            case "$ref":
                schema.All.Add(At(value.GetString()!));
                break;
            case "allOf":
                schema.All.AddRange(value.EnumerateArray().Select(Read));
                break;
            case "anyOf":
                schema.Any.AddRange(value.EnumerateArray().Select(Read));
                break;
            case "oneOf":
                schema.One.AddRange(value.EnumerateArray().Select(Read));
                break;
            case "discriminator":
                schema.Discriminator = (value.GetProperty("propertyName").GetString()!, value.GetProperty("mapping").EnumerateObject().ToDictionary(choice => choice.Name, choice => At(choice.Value.GetString()!)));
                break;
            case "type":
                schema.Types = ReadTypes(value);
                break;
            case "properties":
                schema.Properties.AddRange(value.EnumerateObject().Select(member => (member.Name, Read(member.Value))));
                break;
            case "required":
                schema.Required.UnionWith(value.EnumerateArray().Select(name => name.GetString()!));
                break;
            case "additionalProperties":
                schema.IsClosed = value.ValueKind == JsonValueKind.False;
                schema.Others = value.ValueKind == JsonValueKind.Object ? Read(value) : null;
                break;
            case "items":
                schema.Items = Read(value);
                break;
            case "enum":
                schema.Values = [.. value.EnumerateArray().Select(Text)];
                break;
            case "const":
                schema.Values = [Text(value)];
                break;
            case "minimum":
                schema.Minimum = value.GetDouble();
                break;
            case "maximum":
                schema.Maximum = value.GetDouble();
                break;
            case "format":
                schema.Format = value.GetString();
                break;
            case "pattern":
                schema.Pattern = new Regex(value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1));
                break;
            case "description" or "example" or "examples" or "title" or "unevaluatedProperties":
                break;
            default:
                throw new NotSupportedException($"The document uses the keyword '{keyword}', which the judge does not know.");
        }
    }

    private static JsonTypes ReadTypes(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Aggregate(JsonTypes.None, (types, type) => types | ReadTypes(type))
        : Enum.Parse<JsonTypes>(value.GetString()!, ignoreCase: true);

    /// <summary>A value as JSON, the same for equal strings however they are escaped.</summary>
    internal static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static HashSet<string> Inherit(Schema schema)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        Stack<Schema> open = new(schema.All);
        while (open.TryPop(out var part))
        {
            if (part.Any.Count > 0 || part.One.Count > 0 || part.Others is not null)
            {
                throw new NotSupportedException("Of unevaluatedProperties the judge knows the use with plain objects under allOf alone.");
            }

            names.UnionWith(part.Properties.Select(member => member.Name));
            part.All.ForEach(open.Push);
        }

        return names;
    }
}
