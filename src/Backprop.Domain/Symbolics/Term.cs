namespace Backprop.Domain.Symbolics;

/// <summary>
/// A part of a formula over the inputs, kept in a normal form: sums of numbers times products of powers. Equal parts of one
/// <see cref="TermPool"/> are the same object, so a formula shares what it repeats.
/// </summary>
public abstract class Term
{
    private protected Term(TermPool pool, int id)
    {
        Pool = pool;
        Id = id;
    }

    /// <summary>The pool that the term belongs to.</summary>
    internal TermPool Pool { get; }

    /// <summary>The term's number in its pool, by age.</summary>
    internal int Id { get; }

    /// <summary>Whether a number in it has left the range of doubles, so that there is nothing to write.</summary>
    public bool IsOutOfRange => Is(double.NaN);

    /// <summary>Whether the term is this number.</summary>
    public bool Is(double value) => this is NumberTerm number && number.Value.Equals(value);

    /// <summary>left + right</summary>
    public static Term operator +(Term left, Term right) => left.Pool.Add(left, 1, right, 1);

    /// <summary>left + right</summary>
    public static Term operator +(double left, Term right) => right.Pool.Number(left) + right;

    /// <summary>left + right</summary>
    public static Term operator +(Term left, double right) => left + left.Pool.Number(right);

    /// <summary>left − right</summary>
    public static Term operator -(Term left, Term right) => left.Pool.Add(left, 1, right, -1);

    /// <summary>left − right</summary>
    public static Term operator -(double left, Term right) => right.Pool.Number(left) - right;

    /// <summary>left − right</summary>
    public static Term operator -(Term left, double right) => left - left.Pool.Number(right);

    /// <summary>−operand</summary>
    public static Term operator -(Term operand) => operand.Pool.Multiply(operand.Pool.Number(-1), operand);

    /// <summary>left · right</summary>
    public static Term operator *(Term left, Term right) => left.Pool.Multiply(left, right);

    /// <summary>left · right</summary>
    public static Term operator *(double left, Term right) => right.Pool.Multiply(right.Pool.Number(left), right);

    /// <summary>left / right</summary>
    public static Term operator /(Term left, Term right) => left * right.Power(-1);

    /// <summary>left / right</summary>
    public static Term operator /(double left, Term right) => right.Pool.Number(left) * right.Power(-1);

    /// <summary>left / right</summary>
    public static Term operator /(Term left, double right) => left / left.Pool.Number(right);

    /// <summary>This term to a power.</summary>
    public Term Power(double exponent) => Pool.Power(this, Pool.Number(exponent));

    /// <summary>This term to a power.</summary>
    public Term Power(Term exponent) => Pool.Power(this, exponent);
}

/// <summary>A number.</summary>
internal sealed class NumberTerm(TermPool pool, int id, double value) : Term(pool, id)
{
    public double Value { get; } = value;
}

/// <summary>An input, by name.</summary>
internal sealed class VariableTerm(TermPool pool, int id, string name) : Term(pool, id)
{
    public string Name { get; } = name;
}

/// <summary>An operator applied to terms.</summary>
internal sealed class CallTerm(TermPool pool, int id, string operation, Term[] arguments, string keywords) : Term(pool, id)
{
    public string Operator { get; } = operation;

    public Term[] Arguments { get; } = arguments;

    /// <summary>The attributes as the expression language writes them, each after a comma.</summary>
    public string Keywords { get; } = keywords;
}

/// <summary>A power whose exponent is no number.</summary>
internal sealed class PowerTerm(TermPool pool, int id, Term @base, Term exponent) : Term(pool, id)
{
    public Term Base { get; } = @base;

    public Term Exponent { get; } = exponent;
}

/// <summary>A product of powers with numbers as exponents, none of them 0, no base twice.</summary>
internal sealed class ProductTerm(TermPool pool, int id, (Term Base, double Exponent)[] factors) : Term(pool, id)
{
    public (Term Base, double Exponent)[] Factors { get; } = factors;
}

/// <summary>A constant plus numbers times terms, no coefficient 0, no term twice.</summary>
internal sealed class SumTerm(TermPool pool, int id, double constant, (Term Term, double Coefficient)[] terms) : Term(pool, id)
{
    public double Constant { get; } = constant;

    public (Term Term, double Coefficient)[] Terms { get; } = terms;

    /// <summary>Whether it is a number times one term.</summary>
    public bool IsScaled => Constant == 0 && Terms.Length == 1;
}
