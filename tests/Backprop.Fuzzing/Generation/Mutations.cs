using System.Text.Json.Nodes;

namespace Backprop.Fuzzing.Generation;

/// <summary>Makes right bodies wrong: in their members, and in their bytes.</summary>
internal static class Mutations
{
    private static readonly string[] Texts = ["", " ", "\0", "\u2028", "NaN", "Infinity", "-Infinity", "1e999", "null", "\ud83d\ude00", "e\u0301", "#/0", "%0a", "../..", "{{7*7}}", "${x}"];

    private static readonly string[] Junk =
    [
        "NaN", "Infinity", "-", "1e999", "-1e-999", "0x10", "01", "1.", ".5", "+1", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "'x'", "// note", "/* note */", "undefined", ",", ",,", "]", "}", "{", "[", "\"", "\\", "\u0000", "\ufeff", "tru", "nul", "{\"a\":1,\"a\":2}", "1e400", "123456789012345678901234567890",
    ];

    /// <summary>Changes a member somewhere in a body.</summary>
    public static void Mutate(Chance chance, JsonNode body)
    {
        List<JsonNode> places = [];
        Collect(body, places);
        var place = chance.Pick(places);
        if (place is JsonObject members)
        {
            MutateMembers(chance, members);
        }
        else if (place is JsonArray elements)
        {
            MutateElements(chance, elements);
        }
    }

    /// <summary>Changes the bytes of a body.</summary>
    public static byte[] Mutate(Chance chance, byte[] body)
    {
        if (body.Length == 0)
        {
            return [(byte)chance.Below(256)];
        }

        var at = chance.Below(body.Length);
        return chance.Below(9) switch
        {
            0 => body[..at],
            1 => [.. body[..at], (byte)chance.Below(256), .. body[(at + 1)..]],
            2 or 3 => [.. body[..at], .. Encoding.UTF8.GetBytes(chance.Pick(Junk)), .. body[at..]],
            4 => [.. body, .. Encoding.UTF8.GetBytes(chance.Pick(Junk))],
            5 => [.. Enumerable.Repeat((byte)chance.Of('[', '{', '('), chance.From(60, 3000)), .. body],
            6 => [.. body[..at], 0xC3, 0x28, 0xED, 0xA0, 0x80, .. body[at..]],
            7 => [0xEF, 0xBB, 0xBF, .. body],
            _ => [.. body[..at], .. body[Math.Min(body.Length, at + chance.From(1, 9))..]],
        };
    }

    private static void Collect(JsonNode start, List<JsonNode> places)
    {
        Stack<JsonNode> open = new([start]);
        while (open.TryPop(out var node) && places.Count < 500)
        {
            places.Add(node);
            foreach (var inner in node is JsonObject members ? members.Select(member => member.Value) : (IEnumerable<JsonNode?>)node.AsArray())
            {
                if (inner is JsonObject or JsonArray)
                {
                    open.Push(inner);
                }
            }
        }
    }

    private static void MutateMembers(Chance chance, JsonObject members)
    {
        var name = members.Count > 0 ? members.GetAt(chance.Below(members.Count)).Key : null;
        switch (chance.Below(6))
        {
            case 0 when name is not null:
                members.Remove(name);
                break;
            case 1:
                members[Values.Name(chance)] = Wrong(chance);
                break;
            case 2 when name is not null:
                var value = members[name]?.DeepClone();
                members.Remove(name);
                members[chance.Of(name.ToUpperInvariant(), name + "s", " " + name, name[..(name.Length / 2)])] = value;
                break;
            default:
                if (name is not null)
                {
                    members[name] = chance.OneIn(5) ? Shake(chance, members[name]) : Wrong(chance);
                }

                break;
        }
    }

    private static void MutateElements(Chance chance, JsonArray elements)
    {
        switch (chance.Below(5))
        {
            case 0 when elements.Count > 0:
                elements.RemoveAt(chance.Below(elements.Count));
                break;
            case 1 when elements.Count > 0:
                // A node, an answer or a row twice.
                elements.Add(elements[chance.Below(elements.Count)]?.DeepClone());
                break;
            case 2 when elements.Count > 1:
                var last = elements[^1]?.DeepClone();
                elements.RemoveAt(elements.Count - 1);
                elements.Insert(0, last);
                break;
            case 3:
                elements.Insert(chance.Below(elements.Count + 1), Wrong(chance));
                break;
            default:
                if (elements.Count > 0)
                {
                    var index = chance.Below(elements.Count);
                    elements[index] = chance.OneIn(2) ? Shake(chance, elements[index]) : Wrong(chance);
                }

                break;
        }
    }

    /// <summary>A value of the same type, but another.</summary>
    private static JsonNode? Shake(Chance chance, JsonNode? value) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number => chance.Number(),
        System.Text.Json.JsonValueKind.String => Values.Name(chance),
        System.Text.Json.JsonValueKind.True => false,
        System.Text.Json.JsonValueKind.False => true,
        _ => Wrong(chance),
    };

    /// <summary>A value that hardly fits anywhere.</summary>
    private static JsonNode? Wrong(Chance chance) => chance.Below(14) switch
    {
        0 => null,
        1 => true,
        2 => chance.Number(),
        3 => JsonValue.Create(chance.Of(-1L, 0, int.MaxValue, int.MinValue, long.MaxValue, 1_000_000_000)),
        4 => chance.Pick(Texts),
        5 => new string(chance.Of('x', '(', '[', '9', 'é'), chance.OneIn(10) ? 20_000 : chance.From(65, 400)),
        6 => new JsonArray(),
        7 => new JsonObject(),
        8 => Deep(chance),
        9 => new JsonArray(1, new JsonArray(2)),
        10 => new JsonObject { ["id"] = Values.Name(chance) },
        11 => new JsonArray([.. Enumerable.Range(0, chance.OneIn(20) ? 3000 : 40).Select(index => (JsonNode)index)]),
        12 => Values.Tensor(chance, Values.Shape(chance)),
        _ => Values.Name(chance),
    };

    private static JsonNode Deep(Chance chance)
    {
        JsonNode node = chance.Number();
        for (var depth = chance.OneIn(4) ? chance.From(17, 300) : chance.From(2, 17); depth > 0; depth--)
        {
            node = chance.OneIn(3) && depth < 60 ? new JsonObject { ["a"] = node } : new JsonArray(node);
        }

        return node;
    }
}
