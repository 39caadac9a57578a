using System.Text;
using Backprop.Domain.Symbolics;

namespace Backprop.Domain.Operators;

// docs/decisions/0120-symbolic-rules-are-terms.md
/// <summary>An elementwise operator as terms of the expression language.</summary>
/// <param name="Derivative">The local derivative ∂y/∂x by operand position.</param>
/// <param name="Value">The node's value; null where it is the operator called by its name.</param>
public sealed record SymbolicRule(Func<SymbolicTerms, int, Term> Derivative, Func<SymbolicTerms, Term>? Value = null)
{
    /// <summary>The rule of an operator with one operand.</summary>
    public static SymbolicRule Unary(Func<SymbolicTerms, Term> derivative, Func<SymbolicTerms, Term>? value = null) => new((terms, _) => derivative(terms), value);
}

/// <summary>What a <see cref="SymbolicRule"/> is written with.</summary>
/// <param name="Pool">Where new terms are made.</param>
/// <param name="X">The operands.</param>
/// <param name="Attributes">The node's attributes.</param>
public sealed record SymbolicTerms(TermPool Pool, IReadOnlyList<Term> X, NodeAttributes Attributes)
{
    /// <summary>The first operand.</summary>
    public Term A => X[0];

    /// <summary>The second operand.</summary>
    public Term B => X[1];

    /// <summary>The node's value; not to be used by the rule of a value.</summary>
    public Term Y { get; private init; } = null!;

    /// <summary>A number.</summary>
    public Term Number(double value) => Pool.Number(value);

    /// <summary>An attribute that has a value.</summary>
    public Term Attribute(string name) => Pool.Number(Attributes.Number(name));

    /// <summary>Another operator of the catalogue, by name, with its default attributes.</summary>
    public Term Call(string operation, params IReadOnlyList<Term> arguments) => Pool.Call(operation, arguments);

    /// <summary>The terms for one node: its value is made with the operator's rule.</summary>
    public static SymbolicTerms For(TermPool pool, Operator operation, IReadOnlyList<Term> operands, NodeAttributes attributes)
    {
        var terms = new SymbolicTerms(pool, operands, attributes);
        return terms with { Y = operation.Symbolic?.Value?.Invoke(terms) ?? pool.Call(operation.Name, operands, Keywords(operation, attributes)) };
    }

    /// <summary>The attributes in the expression language; those that have their default value are not written.</summary>
    private static string Keywords(Operator operation, NodeAttributes attributes)
    {
        var text = new StringBuilder();
        foreach (var definition in operation.Attributes)
        {
            if (attributes.Values.TryGetValue(definition.Name, out var value) && value != definition.Default)
            {
                text.Append(", ").Append(definition.Name).Append('=').Append(value switch
                {
                    AttributeValue.Number number => TermWriter.Literal(number.Value),
                    AttributeValue.Numbers numbers => "[" + string.Join(", ", numbers.Values.Select(TermWriter.Literal)) + "]",
                    AttributeValue.Text words => $"\"{words.Value}\"",
                    AttributeValue.Flag flag => flag.Value ? "true" : "false",
                    _ => "",
                });
            }
        }

        return text.ToString();
    }
}
