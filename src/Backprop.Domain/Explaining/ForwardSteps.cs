using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Explaining;

/// <summary>Writes how values come about.</summary>
internal static class ForwardSteps
{
    /// <summary>The equation of a node's value.</summary>
    public static Equation Write(Notation notation, int node)
    {
        var space = Latex.Space(notation.Graph[node].Shape);
        if (notation.Graph[node].Operator.IsLeaf)
        {
            return new Equation(notation.Symbol(node), null, notation.Value(node), space);
        }

        var settings = Settings(notation, notation.Graph[node]);
        var symbols = Formula(notation, node, notation.Terms(node)) + settings;
        return new Equation(notation.Symbol(node), symbols, Numbers(notation, node), space);
    }

    /// <summary>The same in a sentence.</summary>
    public static string Say(Notation notation, int index)
    {
        var node = notation.Graph[index];
        if (node.Operator.IsLeaf)
        {
            return $"{node.Id} is {(node.IsConstant ? "a constant" : ReferenceEquals(node.Operator, Leaves.Parameter) ? "a parameter" : "an input")}: {notation.Spoken(index)}.";
        }

        var operands = new List<string>();
        foreach (var operand in notation.Graph.Operands(index))
        {
            var name = notation.Graph[operand].Id;
            operands.Add(!notation.Graph[operand].Shape.IsScalar ? $"{name} of shape {notation.Graph[operand].Shape}"
                : notation.Graph[operand].IsLiteral ? notation.Spoken(operand)
                : $"{name} = {notation.Spoken(operand)}");
        }

        var what = node.Label is { Length: > 0 } label && label != node.Id ? $"{node.Id} = {label}" : $"{node.Id} with {node.Operator.Name}";
        return $"Compute {what} from {Sentence.List(operands.Distinct())}: the result is {notation.Spoken(index)}.";
    }

    private static string Formula(Notation notation, int node, LatexTerms terms)
    {
        if (notation.Layers.IsNetwork && notation.Layers.IsDense(node))
        {
            return terms.X.Count > 2 ? $@"{terms.B} \, {terms.A} + {terms.C}" : $@"{terms.B} \, {terms.A}";
        }

        return notation.Graph[node].Operator.Formula(terms);
    }

    private static string? Numbers(Notation notation, int node)
    {
        if (notation.Value(node) is not { } value)
        {
            return null;
        }

        var operands = notation.Graph.Operands(node);
        var numbers = new string[operands.Length];
        for (var position = 0; position < operands.Length; position++)
        {
            if (notation.Value(operands[position]) is not { } number)
            {
                return value;
            }

            numbers[position] = Latex.Guard(number);
        }

        return $"{Latex.DropDoubleParentheses(Formula(notation, node, notation.Terms(node) with { X = numbers, Y = value }))} = {value}";
    }

    /// <summary>The attributes that the formula speaks of, where they have numbers.</summary>
    private static string Settings(Notation notation, Node node)
    {
        var settings = new List<string>();
        foreach (var definition in node.Operator.Attributes)
        {
            if (definition.Kind == AttributeKind.Number && node.Attributes.Has(definition.Name))
            {
                var formula = notation.Graph[node.Index].Operator.Formula(notation.Terms(node.Index));
                var symbol = formula.Contains("\\" + definition.Name, StringComparison.Ordinal) ? "\\" + definition.Name
                    : formula.Contains($@"\text{{{definition.Name}}}", StringComparison.Ordinal) ? $@"\text{{{definition.Name}}}" : null;
                if (symbol is not null && !(notation.Layers.IsNetwork && notation.Layers.IsDense(node.Index)))
                {
                    settings.Add($"{symbol} = {notation.Number(node.Attributes.Number(definition.Name))}");
                }
            }
        }

        return settings.Count == 0 ? "" : $@" \quad \left({string.Join(", ", settings)}\right)";
    }
}

/// <summary>Puts words together.</summary>
internal static class Sentence
{
    /// <summary>"a, b and c"; the middle of a long list is left out.</summary>
    public static string List(IEnumerable<string> items)
    {
        const int MaxItems = 8;
        var all = items.ToList();
        return all switch
        {
            [] => "nothing",
            [var only] => only,
            { Count: > MaxItems } => $"{string.Join(", ", all.Take(MaxItems - 2))} and {all.Count - MaxItems + 2} more",
            _ => $"{string.Join(", ", all.Take(all.Count - 1))} and {all[^1]}",
        };
    }
}
