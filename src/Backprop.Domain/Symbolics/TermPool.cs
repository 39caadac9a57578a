namespace Backprop.Domain.Symbolics;

// docs/decisions/0232-no-expression-beyond-the-range-of-numbers.md
/// <summary>
/// Makes terms, simplified on the way: numbers are folded, 0 and 1 vanish, like terms are collected, powers of one base are joined. Sums are
/// not multiplied out, and nothing is factored: the result stays close to what the chain rule gives.
/// </summary>
public sealed class TermPool
{
    /// <summary>A sum longer than this becomes part of another as a whole, so that a chain of additions stays linear.</summary>
    private const int MaxMergedLength = 24;

    private readonly Dictionary<string, Term> _terms = new(StringComparer.Ordinal);
    private readonly StringBuilder _key = new();

    /// <summary>How many different terms there are.</summary>
    public int Count => _terms.Count;

    /// <summary>
    /// What is left where a number leaves the range of doubles (a division by zero, an overflow, an underflow): whatever is made with it is this again,
    /// because it could not say what was meant.
    /// </summary>
    private Term OutOfRange => Number(double.NaN);

    /// <summary>A number.</summary>
    public Term Number(double value)
    {
        // -0 and 0 are one number here: a formula has no use for the difference.
        value = value == 0 ? 0 : double.IsFinite(value) ? value : double.NaN;
        Start('n').Append(Key(value));
        return Find() ?? Add(new NumberTerm(this, Count, value));
    }

    /// <summary>An input.</summary>
    public Term Variable(string name)
    {
        Start('v').Append(name);
        return Find() ?? Add(new VariableTerm(this, Count, name));
    }

    /// <summary>An operator, by name, applied to terms.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="arguments">The operands.</param>
    /// <param name="keywords">The attributes as the expression language writes them, each after a comma.</param>
    public Term Call(string operation, IReadOnlyList<Term> arguments, string keywords = "")
    {
        if (arguments.Any(argument => argument.IsOutOfRange))
        {
            return OutOfRange;
        }

        Start('c').Append(operation).Append(keywords);
        foreach (var argument in arguments)
        {
            _key.Append(' ').Append(argument.Id);
        }

        return Find() ?? Add(new CallTerm(this, Count, operation, [.. arguments], keywords));
    }

    internal Term Add(Term left, double leftFactor, Term right, double rightFactor)
    {
        var constant = 0.0;
        var terms = new List<(Term Term, double Coefficient)>();
        Collect(left, leftFactor, terms, ref constant);
        Collect(right, rightFactor, terms, ref constant);
        terms.RemoveAll(t => t.Coefficient == 0);
        return Sum(constant, terms);
    }

    internal Term Multiply(Term left, Term right)
    {
        var (leftCoefficient, leftTerm) = Scale(left);
        var (rightCoefficient, rightTerm) = Scale(right);
        if (leftCoefficient == 0 || rightCoefficient == 0)
        {
            return left.IsOutOfRange || right.IsOutOfRange ? OutOfRange : Number(0);
        }

        var factors = new List<(Term Base, double Exponent)>();
        Collect(leftTerm, factors);
        Collect(rightTerm, factors);
        factors.RemoveAll(f => f.Exponent == 0);
        return Scaled(leftCoefficient * rightCoefficient, Product(factors));
    }

    internal Term Power(Term @base, Term exponent)
    {
        if (@base.IsOutOfRange || exponent.IsOutOfRange)
        {
            return OutOfRange;
        }

        if (exponent is not NumberTerm { Value: var power })
        {
            Start('^').Append(@base.Id).Append(' ').Append(exponent.Id);
            return @base.Is(1) ? @base : Find() ?? Add(new PowerTerm(this, Count, @base, exponent));
        }

        if (@base is NumberTerm number)
        {
            return Number(Math.Pow(number.Value, power));
        }

        if (Math.Floor(power) != power)
        {
            return Product([(@base, power)])!;
        }

        // A whole power of a product is the product of the powers, whatever the signs of its factors.
        var (coefficient, term) = Scale(@base);
        var factors = new List<(Term Base, double Exponent)>();
        Collect(term, factors);
        return power == 0 ? Number(1) : Scaled(Math.Pow(coefficient, power), Product([.. factors.Select(f => (f.Base, f.Exponent * power))]));
    }

    private static void Collect(Term term, double factor, List<(Term Term, double Coefficient)> terms, ref double constant)
    {
        if (term is NumberTerm number)
        {
            constant += factor * number.Value;
        }
        else if (term is SumTerm { Terms.Length: <= MaxMergedLength } sum)
        {
            constant += factor * sum.Constant;
            Merge(sum.Terms, factor, terms);
        }
        else
        {
            Merge([(term, 1)], factor, terms);
        }
    }

    private static void Collect(Term? term, List<(Term Base, double Exponent)> factors)
    {
        if (term is not null)
        {
            Merge(term is ProductTerm { Factors.Length: <= MaxMergedLength } product ? product.Factors : [(term, 1)], 1, factors);
        }
    }

    /// <summary>Adds the numbers of <paramref name="parts"/>, times a factor, to those that stand with the same terms.</summary>
    private static void Merge((Term Term, double Number)[] parts, double factor, List<(Term Term, double Number)> merged)
    {
        foreach (var (term, number) in parts)
        {
            var index = merged.FindIndex(part => ReferenceEquals(part.Term, term));
            if (index < 0)
            {
                merged.Add((term, factor * number));
            }
            else
            {
                merged[index] = (term, merged[index].Number + (factor * number));
            }
        }
    }

    /// <summary>A term as a number times a term, which is null where the term is a number.</summary>
    private static (double Coefficient, Term? Term) Scale(Term term) => term switch
    {
        NumberTerm number => (number.Value, null),
        SumTerm { IsScaled: true } sum => (sum.Terms[0].Coefficient, sum.Terms[0].Term),
        _ => (1, term),
    };

    /// <summary>A number that is not 0 times a term; it is 0 here where it has become too small.</summary>
    private Term Scaled(double coefficient, Term? term) =>
        coefficient == 0 || term is { IsOutOfRange: true } ? OutOfRange : term is null ? Number(coefficient) : coefficient == 1 ? term : Sum(0, [(term, coefficient)]);

    private Term Sum(double constant, List<(Term Term, double Coefficient)> terms)
    {
        if (terms.Count == 0 || !double.IsFinite(constant) || !terms.All(t => double.IsFinite(t.Coefficient)))
        {
            return terms.Count == 0 ? Number(constant) : OutOfRange;
        }

        if (constant == 0 && terms is [(var only, 1)])
        {
            return only;
        }

        Start('+').Append(Key(constant));
        foreach (var (term, coefficient) in terms)
        {
            _key.Append(' ').Append(Key(coefficient)).Append('*').Append(term.Id);
        }

        return Find() ?? Add(new SumTerm(this, Count, constant, [.. terms]));
    }

    private Term? Product(List<(Term Base, double Exponent)> factors)
    {
        if (factors is [] or [(_, 1)] || !factors.All(f => double.IsFinite(f.Exponent)))
        {
            return factors switch { [] => null, [(var only, 1)] => only, _ => OutOfRange };
        }

        Start('*');
        foreach (var (@base, exponent) in factors)
        {
            _key.Append(' ').Append(@base.Id).Append('^').Append(Key(exponent));
        }

        return Find() ?? Add(new ProductTerm(this, Count, [.. factors]));
    }

    private static string Key(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private StringBuilder Start(char kind) => _key.Clear().Append(kind);

    private Term? Find() => _terms.GetValueOrDefault(_key.ToString());

    private Term Add(Term term)
    {
        _terms.Add(_key.ToString(), term);
        return term;
    }
}
