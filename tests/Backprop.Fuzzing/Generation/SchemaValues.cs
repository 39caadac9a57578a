using System.Text.Json;
using System.Text.Json.Nodes;
using Backprop.Fuzzing.Judging;

namespace Backprop.Fuzzing.Generation;

/// <summary>Values that fit a schema of the document, by nothing but the schema.</summary>
internal sealed class SchemaValues(ApiDocument document)
{
    private const int Deepest = 8;

    /// <summary>A value.</summary>
    public JsonNode? Make(Chance chance, JsonElement schema, int depth = 0)
    {
        schema = document.Resolve(schema);
        if (schema.TryGetProperty("allOf", out var parts))
        {
            var whole = new JsonObject();
            foreach (var member in parts.EnumerateArray().Select(part => Make(chance, part, depth)).OfType<JsonObject>().SelectMany(part => part.ToList()))
            {
                whole[member.Key] = member.Value?.DeepClone();
            }

            return whole;
        }

        if (schema.TryGetProperty("anyOf", out var choices) || schema.TryGetProperty("oneOf", out choices))
        {
            // The first alternatives of tensors are those of few axes.
            return Make(chance, choices[depth > 4 ? 0 : chance.OneIn(4) ? chance.Below(choices.GetArrayLength()) : chance.Below(Math.Min(3, choices.GetArrayLength()))], depth);
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            return JsonNode.Parse(values[chance.Below(values.GetArrayLength())].GetRawText());
        }

        return TypeOf(chance, schema) switch
        {
            "object" => Object(chance, schema, depth),
            "array" => new JsonArray([.. Enumerable.Range(0, depth > Deepest ? 0 : chance.From(chance.OneIn(8) ? 0 : 1, 3)).Select(_ => Make(chance, schema.GetProperty("items"), depth + 1))]),
            "string" => Values.Name(chance),
            "boolean" => chance.OneIn(2),
            "integer" => Whole(chance, schema),
            "number" => Number(chance, schema),
            _ => null,
        };
    }

    private static string? TypeOf(Chance chance, JsonElement schema)
    {
        var type = schema.TryGetProperty("type", out var given) ? given : default;
        return type.ValueKind switch
        {
            JsonValueKind.String => type.GetString(),
            JsonValueKind.Array => type[chance.Below(type.GetArrayLength())].GetString(),
            _ => null,
        };
    }

    private JsonObject Object(Chance chance, JsonElement schema, int depth)
    {
        var made = new JsonObject();
        HashSet<string> required = schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
        if (schema.TryGetProperty("properties", out var members))
        {
            foreach (var member in members.EnumerateObject().Where(member => required.Contains(member.Name) || (depth <= Deepest && chance.OneIn(4))))
            {
                made[member.Name] = Make(chance, member.Value, depth + 1);
            }
        }

        if (schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
        {
            for (var count = chance.Below(4); count > 0; count--)
            {
                made[Values.Name(chance)] = Make(chance, others, depth + 1);
            }
        }

        return made;
    }

    private static JsonValue Whole(Chance chance, JsonElement schema)
    {
        var least = schema.TryGetProperty("minimum", out var minimum) ? (long)minimum.GetDouble() : -3;
        var most = schema.TryGetProperty("maximum", out var maximum) ? (long)maximum.GetDouble() : 1000;
        return JsonValue.Create(chance.Below(12) switch { 0 => least, 1 => most, _ => Math.Min(most, least + chance.Below(6)) });
    }

    private static JsonValue Number(Chance chance, JsonElement schema)
    {
        var number = chance.Number();
        return JsonValue.Create(Math.Clamp(
            number,
            schema.TryGetProperty("minimum", out var minimum) ? minimum.GetDouble() : double.MinValue,
            schema.TryGetProperty("maximum", out var maximum) ? maximum.GetDouble() : double.MaxValue));
    }
}
