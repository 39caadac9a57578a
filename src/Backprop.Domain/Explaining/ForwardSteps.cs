using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Explaining;

/// <summary>Writes how values come about.</summary>
internal static class ForwardSteps
{
    /// <summary>The equation of a node's value.</summary>
    public static Equation Write(Notation notation, int node)
    {
        var space = notation.Space(node);
        if (notation.Graph[node].Operator.IsLeaf)
        {
            return new Equation(notation.Symbol(node), null, notation.Value(node), space);
        }

        var (symbols, numbers) = notation.Graph[node].Operator.IsElementwise ? Elementwise(notation, node) : Other(notation, node);
        var value = notation.Graph[node].Operator.IsElementwise || numbers is null ? notation.Value(node) : notation.Shown(node, notation.Tape.Value(node), notation.IsColumn(node))?.Text;
        return new Equation(notation.Symbol(node), symbols, value is null || numbers is null ? value : $"{numbers} = {value}", space);
    }

    /// <summary>The same in a sentence.</summary>
    public static string Say(Notation notation, int index)
    {
        var node = notation.Graph[index];
        if (node.Operator.IsLeaf)
        {
            return $"{node.Id} is {(node.IsConstant ? "a constant" : ReferenceEquals(node.Operator, Leaves.Parameter) ? "a parameter" : "an input")}: {notation.Spoken(index)}.";
        }

        var operands =
            from operand in notation.Graph.Operands(index).ToArray()
            let read = notation.Graph[operand]
            select !read.Shape.IsScalar ? $"{read.Id} of shape {read.Shape}" : read.IsLiteral ? notation.Spoken(operand) : $"{read.Id} = {notation.Spoken(operand)}";
        var what = node.Label is { Length: > 0 } label && label != node.Id ? $"{node.Id} = {label}" : $"{node.Id} with {node.Operator.Name}";
        return $"Compute {what} from {Sentence.List(operands.Distinct())}: the result is {notation.Spoken(index)}.";
    }

    private static (string Symbols, string? Numbers) Elementwise(Notation notation, int node)
    {
        var formula = notation.Formula(node);
        var symbols = formula.Value + Where(formula.Letters.Select(letter => $"{letter.Letter} = {notation.Number(letter.Value)}"));
        LatexSymbol?[] numbers = [.. notation.Graph.Operands(node).ToArray().Select(notation.ShownNumber)];
        return (symbols, numbers.Contains(null) ? null
            : new ElementwiseFormula(notation.Graph[node].Operator, [.. numbers.Select(number => number!.Value)], notation.Shown(node), notation.Graph[node].Attributes, notation.Digits, inNumbers: true).Value);
    }

    private static (string? Symbols, string? Numbers) Other(Notation notation, int node)
    {
        var symbols = notation.Terms(node);
        if (!notation.Layers.IsNetwork || !notation.Layers.IsDense(node))
        {
            return (notation.Graph[node].Operator.Formula(symbols) + Settings(notation, node), notation.NumberTerms(node) is { } terms ? notation.Graph[node].Operator.Formula(terms) : null);
        }

        string?[] numbers = [.. notation.Graph.Operands(node).ToArray().Select(notation.Value)];
        return (Dense(symbols.X), numbers.Contains(null) ? null : Dense(numbers));

        static string Dense(IReadOnlyList<string?> x) => x.Count > 2 ? $@"{x[1]} \, {x[0]} + {x[2]}" : $@"{x[1]} \, {x[0]}";
    }

    /// <summary>The attributes that a formula speaks of by a letter, where they have numbers.</summary>
    private static string Settings(Notation notation, int node)
    {
        var operation = notation.Graph[node].Operator;
        var attributes = notation.Graph[node].Attributes;
        return Where(
            from definition in operation.Attributes
            where definition.Letter is not null && attributes.Has(definition.Name)
            select $"{definition.Letter} = {notation.Number(attributes.Number(definition.Name))}");
    }

    private static string Where(IEnumerable<string> settings)
    {
        var list = string.Join(", ", settings);
        return list.Length == 0 ? "" : $@" \quad \left({list}\right)";
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
