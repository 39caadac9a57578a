using System.Text.Json;

namespace Backprop.Fuzzing.Judging;

/// <summary>Where the judge stands in a value, and what it has found not to fit.</summary>
internal sealed class Trail
{
    private readonly List<string> _steps = [];

    /// <summary>What does not fit.</summary>
    public List<string> Gaps { get; } = [];

    /// <summary>The number of steps to the deepest gap.</summary>
    public int Depth { get; private set; }

    public void Enter(string step) => _steps.Add(step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    public void Report(string gap)
    {
        Gaps.Add($"{Pointer}: {gap}");
        Depth = Math.Max(Depth, _steps.Count);
    }

    /// <summary>Takes over what was found from here on by another.</summary>
    public void Take(Trail other)
    {
        Gaps.AddRange(other.Gaps.Select(gap => Pointer + gap[1..]));
        Depth = Math.Max(Depth, _steps.Count + other.Depth);
    }

    private string Pointer => string.Concat(_steps.Select(step => "/" + step).Prepend("#"));
}

/// <summary>Holds values to schemas. Without a trail it only says whether they fit, and allocates nothing for values that do.</summary>
internal static class SchemaJudge
{
    public static bool Fits(Schema schema, JsonElement value, Trail? trail)
    {
        if (schema.Types != JsonTypes.None && !IsOf(schema.Types, value))
        {
            trail?.Report($"{Show(value)} is none of {schema.Types}");
            return false;
        }

        var fits = FitsValue(schema, value, trail);
        fits &= value.ValueKind switch
        {
            JsonValueKind.Object => FitsObject(schema, value, trail),
            JsonValueKind.Array when schema.Items is not null => FitsArray(schema.Items, value, trail),
            _ => true,
        };
        foreach (var part in schema.All)
        {
            fits &= Fits(part, value, trail);
        }

        return fits && FitsChoice(schema, value, trail);
    }

    private static bool IsOf(JsonTypes types, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => types.HasFlag(JsonTypes.Null),
        JsonValueKind.True or JsonValueKind.False => types.HasFlag(JsonTypes.Boolean),
        JsonValueKind.String => types.HasFlag(JsonTypes.String),
        JsonValueKind.Array => types.HasFlag(JsonTypes.Array),
        JsonValueKind.Object => types.HasFlag(JsonTypes.Object),
        _ => types.HasFlag(JsonTypes.Number) || (types.HasFlag(JsonTypes.Integer) && value.TryGetDouble(out var number) && Math.Floor(number) == number),
    };

    private static bool FitsValue(Schema schema, JsonElement value, Trail? trail)
    {
        var fits = true;
        if (schema.Values is not null && !schema.Values.Contains(SchemaSet.Text(value)))
        {
            trail?.Report($"{Show(value)} is none of {string.Join(", ", schema.Values)}");
            fits = false;
        }

        if (value.ValueKind == JsonValueKind.Number)
        {
            var isRead = value.TryGetDouble(out var number) && double.IsFinite(number);
            if (!isRead || number < schema.Minimum || number > schema.Maximum || !IsIn(schema.Format, value))
            {
                trail?.Report($"{Show(value)} is out of range");
                fits = false;
            }
        }
        else if (value.ValueKind == JsonValueKind.String && schema.Pattern?.IsMatch(value.GetString()!) == false)
        {
            trail?.Report($"{Show(value)} does not match {schema.Pattern}");
            fits = false;
        }

        return fits;
    }

    private static bool IsIn(string? format, JsonElement value) => format switch
    {
        "int32" => value.TryGetInt32(out _),
        "int64" => value.TryGetInt64(out _),
        _ => true,
    };

    private static bool FitsObject(Schema schema, JsonElement value, Trail? trail)
    {
        var fits = true;
        var met = 0;
        var next = 0;
        foreach (var member in value.EnumerateObject())
        {
            // Answers have their members in the order of the document, nearly always.
            var index = next < schema.Properties.Count && member.NameEquals(schema.Properties[next].Name) ? next : Find(schema, member);
            next = index + 1;
            var (name, inner) = index >= 0 ? schema.Properties[index] : (null, schema.Others);
            if (index >= 0 && schema.Required.Contains(name!))
            {
                met++;
            }
            else if (index < 0 && schema.IsClosed && schema.Inherited?.Contains(member.Name) != true)
            {
                trail?.Report($"the member '{member.Name}' is not in the document");
                fits = false;
            }

            if (inner is not null)
            {
                trail?.Enter(member.Name);
                fits &= Fits(inner, member.Value, trail);
                trail?.Leave();
            }

            if (!fits && trail is null)
            {
                return false;
            }
        }

        // Required members that are not among the properties are looked for by name.
        if (met < schema.Required.Count)
        {
            foreach (var missing in schema.Required.Where(name => !value.TryGetProperty(name, out _)))
            {
                trail?.Report($"the member '{missing}' is missing");
                fits = false;
            }
        }

        return fits;
    }

    private static int Find(Schema schema, JsonProperty member)
    {
        for (var index = 0; index < schema.Properties.Count; index++)
        {
            if (member.NameEquals(schema.Properties[index].Name))
            {
                return index;
            }
        }

        return -1;
    }

    private static bool FitsArray(Schema items, JsonElement value, Trail? trail)
    {
        var fits = true;
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            trail?.Enter(index.ToString(CultureInfo.InvariantCulture));
            fits &= Fits(items, element, trail);
            trail?.Leave();
            index++;
            if (!fits && trail is null)
            {
                return false;
            }
        }

        return fits;
    }

    private static bool FitsChoice(Schema schema, JsonElement value, Trail? trail)
    {
        if (schema.Any.Count > 0 && !schema.Any.Exists(choice => Fits(choice, value, null)))
        {
            ReportNearest(schema, schema.Any, value, trail);
            return false;
        }

        if (schema.One.Count == 0)
        {
            return true;
        }

        var met = schema.One.Count(choice => Fits(choice, value, null));
        if (met == 0)
        {
            ReportNearest(schema, schema.One, value, trail);
        }
        else if (met > 1)
        {
            trail?.Report($"{met} of the alternatives fit, and only one may");
        }

        return met == 1;
    }

    /// <summary>Tells of the alternative that was meant: the one that the discriminator chooses, else the one that fits farthest.</summary>
    private static void ReportNearest(Schema schema, List<Schema> choices, JsonElement value, Trail? trail)
    {
        if (trail is null)
        {
            return;
        }

        if (schema.Discriminator is var (member, named) && value.ValueKind == JsonValueKind.Object && value.TryGetProperty(member, out var name) && named.TryGetValue(SchemaSet.Text(name), out var chosen))
        {
            choices = [chosen];
        }

        trail.Take(choices.Select(choice =>
        {
            var tried = new Trail();
            Fits(choice, value, tried);
            return tried;
        }).MaxBy(tried => (tried.Depth, -tried.Gaps.Count))!);
    }

    private static string Show(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : value.GetRawText();
}
