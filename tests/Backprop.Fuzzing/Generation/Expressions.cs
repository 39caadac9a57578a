using System.Text.Json.Nodes;

namespace Backprop.Fuzzing.Generation;

/// <summary>A computation, and what a request about it needs to know.</summary>
/// <param name="Form">The member that holds it.</param>
/// <param name="Computation">The computation.</param>
/// <param name="Inputs">Values for its inputs.</param>
/// <param name="Names">The ids of its nodes, as far as they are known.</param>
internal sealed record GeneratedComputation(string Form, JsonNode Computation, JsonObject Inputs, IReadOnlyList<string> Names)
{
    /// <summary>A request for it.</summary>
    public JsonObject Request() => new() { [Form] = Computation, ["inputs"] = Inputs };
}

/// <summary>Expressions by the grammar of the language.</summary>
internal sealed class Expressions(Knowledge knowledge)
{
    private static readonly string[] Operators = [" + ", " - ", "*", "/", "^", "**", "+", "-", "*"];

    private static readonly string[] Aliases = ["ln", "σ", "sum", "mean", "prod", "max", "min", "EXP", "Sin"];

    /// <summary>A few statements and values for their inputs.</summary>
    public GeneratedComputation Make(Chance chance)
    {
        List<string> statements = [];
        List<string> assigned = [];
        HashSet<string> inputs = new(StringComparer.Ordinal);
        var count = chance.Of(1, 1, 2, 3, 4);
        var shape = chance.OneIn(4) ? Values.Shape(chance) : [];
        for (var statement = 0; statement < count; statement++)
        {
            var text = Term(chance, chance.From(1, 4), assigned, inputs);
            if (statement == count - 1 && shape.Length > 0 && !chance.OneIn(4))
            {
                text = $"sum({text})";
            }

            var name = chance.OneIn(count == 1 ? 3 : 200) ? null : Free(chance, assigned, inputs);
            statements.Add(name is null ? text : $"{name} = {text}");
            if (name is not null)
            {
                assigned.Add(name);
            }
        }

        var values = new JsonObject();
        foreach (var input in inputs)
        {
            values[input] = Values.Tensor(chance, chance.OneIn(6) ? [] : shape);
        }

        return new GeneratedComputation("expression", string.Join(chance.Of("; ", "\n", ";\n# note\n"), statements), values, [.. inputs, .. assigned]);
    }

    /// <summary>A formula of names.</summary>
    public string Formula(Chance chance, IReadOnlyList<string> names)
    {
        HashSet<string> used = new(StringComparer.Ordinal);
        return Term(chance, chance.From(1, 3), [.. names], used);
    }

    private static string Free(Chance chance, List<string> assigned, HashSet<string> inputs)
    {
        var name = Values.Name(chance);
        return !chance.OneIn(30) && (assigned.Contains(name) || inputs.Contains(name)) ? "s" + assigned.Count.ToString(CultureInfo.InvariantCulture) : name;
    }

    private string Term(Chance chance, int depth, List<string> assigned, HashSet<string> inputs)
    {
        if (depth == 0 || chance.OneIn(6))
        {
            return Leaf(chance, assigned, inputs);
        }

        switch (chance.Below(10))
        {
            case < 5:
                return Term(chance, depth - 1, assigned, inputs) + (chance.OneIn(40) ? " @ " : chance.Pick(Operators)) + Term(chance, depth - 1, assigned, inputs);
            case 5:
                return "-" + Term(chance, depth - 1, assigned, inputs);
            case 6:
                return "(" + Term(chance, depth - 1, assigned, inputs) + ")";
            case 7 when chance.OneIn(4):
                return chance.Pick(Aliases) + "(" + Term(chance, depth - 1, assigned, inputs) + ")";
            default:
                var function = chance.Pick(chance.OneIn(12) ? knowledge.Calls : knowledge.Functions);
                var operands = Enumerable.Range(0, chance.From(function.Least, Math.Min(function.Most, function.Least + 2))).Select(_ => Term(chance, depth - 1, assigned, inputs)).ToList();
                var attributes = Values.Attributes(chance, function.Attributes).Select(attribute => $"{attribute.Key}={attribute.Value!.ToJsonString()}");
                return $"{function.Name}({string.Join(", ", operands.Concat(attributes))})";
        }
    }

    private static string Leaf(Chance chance, List<string> assigned, HashSet<string> inputs)
    {
        if (chance.OneIn(4))
        {
            return chance.Below(8) == 0 ? "pi" : Math.Abs(chance.Number()).ToString("R", CultureInfo.InvariantCulture);
        }

        if (assigned.Count > 0 && chance.OneIn(2))
        {
            return chance.Pick(assigned);
        }

        var name = chance.OneIn(20) ? Values.Name(chance) : chance.Of("x", "y", "z", "w");
        inputs.Add(name);
        return name;
    }
}
