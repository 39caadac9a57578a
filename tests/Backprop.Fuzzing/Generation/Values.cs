using System.Text.Json.Nodes;

namespace Backprop.Fuzzing.Generation;

/// <summary>Numbers, tensors, names and attributes.</summary>
internal static class Values
{
    private static readonly string[] Plain = ["x", "y", "z", "w", "a", "b", "u", "v", "h1", "t1", "c1", "out"];

    private static readonly string[] Odd =
    [
        "pi", "max", "sum", "α", "é", "e\u0301", "x'", "_", "x_1", "𝜕L", "名前", "نص", "", " ", "a b", "a/b", "a~b", "\"", "\\", "<script>", "\0", "\u2028", "loss", "gradients.x", "__proto__", "constructor", "x.y", "1x", "NaN", "true",
    ];

    /// <summary>A name: mostly one of a few, so that names meet.</summary>
    public static string Name(Chance chance) => chance.Below(80) switch
    {
        0 => chance.Pick(Odd),
        1 => chance.OneIn(4) ? new string('n', chance.From(60, 300)) : "n" + chance.Below(100).ToString(CultureInfo.InvariantCulture),
        _ => chance.Pick(Plain),
    };

    /// <summary>A tensor of a shape.</summary>
    public static JsonNode Tensor(Chance chance, ReadOnlySpan<int> shape)
    {
        if (shape.Length == 0)
        {
            return JsonValue.Create(chance.Number());
        }

        var rows = new JsonArray();
        for (var row = 0; row < shape[0]; row++)
        {
            rows.Add(Tensor(chance, shape[1..]));
        }

        return rows;
    }

    /// <summary>A small shape.</summary>
    public static int[] Shape(Chance chance) => chance.Below(12) switch
    {
        < 5 => [],
        < 8 => [chance.From(1, 4)],
        < 11 => [chance.From(1, 3), chance.From(1, 4)],
        _ => [.. Enumerable.Range(0, chance.From(3, 8)).Select(_ => chance.From(1, 2))],
    };

    /// <summary>A value for an attribute: mostly one that it takes.</summary>
    public static JsonNode Attribute(Chance chance, KnownAttribute attribute)
    {
        if (chance.OneIn(100))
        {
            return chance.Of<Func<JsonNode>>(() => "text", () => true, () => chance.Number(), () => new JsonArray(), () => new JsonArray(1.5, -1))();
        }

        return attribute.Kind switch
        {
            "number" => Math.Clamp(Math.Abs(chance.Number()), attribute.Minimum ?? 0, attribute.Maximum ?? (chance.OneIn(9) ? double.MaxValue : 10)),
            "integer" => chance.From((int)Math.Max(attribute.Minimum ?? -2, -1000), (int)Math.Min(attribute.Maximum ?? 4, Math.Max(attribute.Minimum ?? 0, 0) + 4)),
            "integers" => new JsonArray([.. Enumerable.Range(0, chance.From(0, 3)).Select(_ => (JsonNode)chance.From(chance.OneIn(4) ? -2 : 0, 3))]),
            "flag" => chance.OneIn(2),
            _ => attribute.Choices.Count > 0 ? chance.Pick(attribute.Choices) : Name(chance),
        };
    }

    /// <summary>Some of the attributes, and all that are required.</summary>
    public static JsonObject Attributes(Chance chance, IEnumerable<KnownAttribute> attributes, JsonObject? into = null)
    {
        var all = into ?? [];
        foreach (var attribute in attributes.Where(attribute => attribute.Required ? !chance.OneIn(30) : chance.OneIn(3)))
        {
            all[attribute.Name] = Attribute(chance, attribute);
        }

        return all;
    }

    /// <summary>What is chosen by name: the name alone, or an object of its type and attributes.</summary>
    public static JsonNode Choice(Chance chance, Known known) => known.Attributes.Count == 0 && chance.OneIn(2) || !known.Attributes.Any(attribute => attribute.Required) && chance.OneIn(3)
        ? JsonValue.Create(known.Name)
        : Attributes(chance, known.Attributes, new JsonObject { ["type"] = known.Name });
}
