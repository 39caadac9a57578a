namespace Backprop.Domain.Symbolics;

/// <summary>
/// A part of a formula over the inputs, kept in a normal form: sums of numbers times products of powers. Equal parts of one
/// <see cref="TermPool"/> are the same object, so a formula shares what it repeats.
/// </summary>
/// <param name="Pool">The pool that the term belongs to.</param>
/// <param name="Id">The term's number in its pool, by age.</param>
public abstract record Term(TermPool Pool, int Id)
{
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
internal sealed record NumberTerm(TermPool Pool, int Id, double Value) : Term(Pool, Id);

/// <summary>An input, by name.</summary>
internal sealed record VariableTerm(TermPool Pool, int Id, string Name) : Term(Pool, Id);

/// <summary>An operator applied to terms; its attributes as the expression language writes them, each after a comma.</summary>
internal sealed record CallTerm(TermPool Pool, int Id, string Operator, Term[] Arguments, string Keywords) : Term(Pool, Id);

/// <summary>A power whose exponent is no number.</summary>
internal sealed record PowerTerm(TermPool Pool, int Id, Term Base, Term Exponent) : Term(Pool, Id);

/// <summary>A product of powers with numbers as exponents, none of them 0, no base twice.</summary>
internal sealed record ProductTerm(TermPool Pool, int Id, (Term Base, double Exponent)[] Factors) : Term(Pool, Id);

/// <summary>A constant plus numbers times terms, no coefficient 0, no term twice.</summary>
internal sealed record SumTerm(TermPool Pool, int Id, double Constant, (Term Term, double Coefficient)[] Terms) : Term(Pool, Id)
{
    /// <summary>Whether it is a number times one term.</summary>
    public bool IsScaled => Constant == 0 && Terms.Length == 1;
}
