using Backprop.Domain.Symbolics;

namespace Backprop.Domain.Operators;

// docs/decisions/0120-symbolic-rules-are-terms.md, 0230-formulas-are-written-from-terms.md
/// <summary>An elementwise operator as terms of the expression language: what its formulas and symbolic derivatives are made of.</summary>
/// <param name="Derivative">The local derivative ∂y/∂x by operand position; null where the operand is not differentiated.</param>
/// <param name="Value">The node's value; null where it is the operator called by its name.</param>
/// <param name="Definition">The value in formulas, where it is not <paramref name="Value"/>: what the operator's name stands for.</param>
public sealed record SymbolicRule(Func<SymbolicTerms, int, Term?> Derivative, Func<SymbolicTerms, Term>? Value = null, Func<SymbolicTerms, Term>? Definition = null)
{
    /// <summary>The rule of an operator with one operand.</summary>
    public static SymbolicRule Unary(Func<SymbolicTerms, Term> derivative, Func<SymbolicTerms, Term>? value = null, Func<SymbolicTerms, Term>? definition = null) =>
        new((terms, _) => derivative(terms), value, definition);
}

/// <summary>What a <see cref="SymbolicRule"/> is written with.</summary>
/// <param name="Pool">Where new terms are made.</param>
/// <param name="X">The operands.</param>
/// <param name="Attributes">The node's attributes; null where the operator is written in general.</param>
public sealed record SymbolicTerms(TermPool Pool, IReadOnlyList<Term> X, NodeAttributes? Attributes)
{
    /// <summary>The first operand.</summary>
    public Term A => X[0];

    /// <summary>The second operand.</summary>
    public Term B => X[1];

    /// <summary>The node's value; not to be used by the rule of a value.</summary>
    public Term Y { get; init; } = null!;

    /// <summary>In formulas with symbols, the term for what has a name: an attribute, or a constant of the operator. Null where they are numbers.</summary>
    public Func<string, double?, Term>? Letter { get; init; }

    /// <summary>The operands that are numbers of the formula itself, though <see cref="X"/> has symbols for them; null for none.</summary>
    public IReadOnlyList<double?>? Literals { get; init; }

    /// <summary>A number.</summary>
    public Term Number(double value) => Pool.Number(value);

    /// <summary>A number that formulas write in LaTeX of their own, such as √2.</summary>
    public Term Constant(string latex, double value) => Letter is null ? Number(value) : Pool.Variable(latex);

    /// <summary>A number that has a name in formulas, such as λ.</summary>
    public Term Named(string name, double value) => Letter is null ? Number(value) : Letter(name, value);

    /// <summary>An attribute that has a value.</summary>
    public Term Attribute(string name) => Letter is null ? Number(Attributes!.Number(name)) : Letter(name, Attributes?.Number(name));

    /// <summary>Whether an attribute has a value; in general all have.</summary>
    public bool Has(string name) => Attributes is null || Attributes.Has(name);

    /// <summary>An attribute that chooses between forms; null in general.</summary>
    public string? Text(string name) => Attributes?.Text(name);

    /// <summary>An operand, as the number that it is where the formula itself says so: the exponent in x³.</summary>
    public Term Known(int position) => Literals?[position] is { } literal ? Number(literal) : X[position];

    /// <summary>Another operator of the catalogue, by name, with its default attributes.</summary>
    public Term Call(string operation, params IReadOnlyList<Term> arguments) => Pool.Call(operation, arguments);

    /// <summary>The terms for one node: its value is made with the operator's rule.</summary>
    public static SymbolicTerms For(TermPool pool, Operator operation, IReadOnlyList<Term> operands, NodeAttributes attributes)
    {
        var terms = new SymbolicTerms(pool, operands, attributes);
        return terms with { Y = operation.Symbolic?.Value?.Invoke(terms) ?? pool.Call(operation.Name, operands, Keywords(operation, attributes)) };
    }

    /// <summary>The attributes in the expression language; those that have their default value are not written.</summary>
    private static string Keywords(Operator operation, NodeAttributes attributes) => string.Concat(
        from definition in operation.Attributes
        let value = attributes.Values.GetValueOrDefault(definition.Name)
        where value is not null && value != definition.Default
        select $", {definition.Name}={Written(value)}");

    private static string Written(AttributeValue value) => value switch
    {
        AttributeValue.Number number => TermWriter.Literal(number.Value),
        AttributeValue.Numbers numbers => "[" + string.Join(", ", numbers.Values.Select(TermWriter.Literal)) + "]",
        AttributeValue.Text words => $"\"{words.Value}\"",
        AttributeValue.Flag flag => flag.Value ? "true" : "false",
        _ => "",
    };
}
