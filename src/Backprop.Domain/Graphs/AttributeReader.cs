using Backprop.Domain.Operators;

namespace Backprop.Domain.Graphs;

/// <summary>Matches attributes that somebody wrote against what the thing they were written for takes.</summary>
public static class AttributeReader
{
    /// <summary>Reports a mistake: its code, what is wrong, and the name as written (null where an attribute is missing).</summary>
    public delegate void Report(string code, string detail, string? name);

    /// <summary>The attributes by canonical name with defaults filled in, or null after every mistake was reported.</summary>
    /// <param name="owner">The name of what takes the attributes.</param>
    /// <param name="definitions">What it takes.</param>
    /// <param name="given">What was written; null for nothing.</param>
    /// <param name="missing">Says that there is nothing of a kind by a name, and which of others are near.</param>
    /// <param name="report">Where mistakes go.</param>
    public static NodeAttributes? Read(
        string owner,
        IReadOnlyList<AttributeDefinition> definitions,
        IReadOnlyDictionary<string, AttributeValue>? given,
        Func<string, string, IEnumerable<string>, string> missing,
        Report report)
    {
        if (definitions.Count == 0 && (given is null || given.Count == 0))
        {
            return NodeAttributes.Empty;
        }

        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        var sound = true;
        foreach (var (name, value) in given ?? new Dictionary<string, AttributeValue>())
        {
            var definition = definitions.FirstOrDefault(d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (definition is null)
            {
                var known = definitions.Count == 0 ? $"{owner} takes none." : $"{owner} takes {string.Join(", ", definitions.Select(d => d.Name))}.";
                Refuse("unknown-attribute", $"{missing("attribute", name, definitions.Select(d => d.Name))} {known}", name);
            }
            else if (definition.Mismatch(value) is { } mismatch)
            {
                Refuse("invalid-attribute", $"{definition.Name} of {owner} {mismatch}.", name);
            }
            else if (!values.TryAdd(definition.Name, value))
            {
                Refuse("duplicate-attribute", $"{definition.Name} is given twice.", name);
            }
        }

        foreach (var definition in definitions)
        {
            if (definition.Required && !values.ContainsKey(definition.Name) && sound)
            {
                Refuse("missing-attribute", $"{owner} needs the attribute {definition.Name}: {definition.Description}", null);
            }
            else if (definition.Default is not null)
            {
                values.TryAdd(definition.Name, definition.Default);
            }
        }

        return sound ? new NodeAttributes(values) : null;

        void Refuse(string code, string detail, string? name)
        {
            report(code, detail, name);
            sound = false;
        }
    }
}
