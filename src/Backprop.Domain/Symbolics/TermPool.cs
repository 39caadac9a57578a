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
    /// Whether a number has left the range of doubles (a division by zero, an overflow, an underflow), so that some terms no longer say what was
    /// meant.
    /// </summary>
    public bool HasLeftRange { get; private set; }

    /// <summary>A number.</summary>
    public Term Number(double value)
    {
        // -0 and 0 are one number here: a formula has no use for the difference.
        value = value == 0 ? 0 : value;
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
        var terms = new List<(double Coefficient, Term Term)>();
        Collect(left, leftFactor, terms, ref constant);
        Collect(right, rightFactor, terms, ref constant);
        terms.RemoveAll(t => t.Coefficient == 0);
        return Sum(constant, terms);
    }

    internal Term Multiply(Term left, Term right)
    {
        var (leftCoefficient, leftTerm) = Scale(left);
        var (rightCoefficient, rightTerm) = Scale(right);
        var coefficient = leftCoefficient * rightCoefficient;
        if (coefficient == 0)
        {
            HasLeftRange |= leftCoefficient != 0 && rightCoefficient != 0;
            return Number(0);
        }

        var factors = new List<(Term Base, double Exponent)>();
        Collect(leftTerm, factors);
        Collect(rightTerm, factors);
        factors.RemoveAll(f => f.Exponent == 0);
        return Scaled(coefficient, Product(factors));
    }

    internal Term Power(Term @base, Term exponent)
    {
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

    private static void Collect(Term term, double factor, List<(double Coefficient, Term Term)> terms, ref double constant)
    {
        switch (term)
        {
            case NumberTerm number:
                constant += factor * number.Value;
                break;
            case SumTerm sum when sum.Terms.Length <= MaxMergedLength:
                constant += factor * sum.Constant;
                foreach (var (coefficient, part) in sum.Terms)
                {
                    Merge(part, factor * coefficient, terms);
                }

                break;
            default:
                Merge(term, factor, terms);
                break;
        }
    }

    private static void Merge(Term term, double coefficient, List<(double Coefficient, Term Term)> terms)
    {
        var index = terms.FindIndex(t => ReferenceEquals(t.Term, term));
        if (index < 0)
        {
            terms.Add((coefficient, term));
        }
        else
        {
            terms[index] = (terms[index].Coefficient + coefficient, term);
        }
    }

    private static void Collect(Term? term, List<(Term Base, double Exponent)> factors)
    {
        if (term is ProductTerm { Factors.Length: <= MaxMergedLength } product)
        {
            foreach (var (@base, exponent) in product.Factors)
            {
                Merge(@base, exponent, factors);
            }
        }
        else if (term is not null)
        {
            Merge(term, 1, factors);
        }
    }

    private static void Merge(Term @base, double exponent, List<(Term Base, double Exponent)> factors)
    {
        var index = factors.FindIndex(f => ReferenceEquals(f.Base, @base));
        if (index < 0)
        {
            factors.Add((@base, exponent));
        }
        else
        {
            factors[index] = (@base, factors[index].Exponent + exponent);
        }
    }

    /// <summary>A term as a number times a term, which is null where the term is a number.</summary>
    private static (double Coefficient, Term? Term) Scale(Term term) => term switch
    {
        NumberTerm number => (number.Value, null),
        SumTerm { IsScaled: true } sum => sum.Terms[0],
        _ => (1, term),
    };

    private Term Scaled(double coefficient, Term? term) =>
        term is null ? Number(coefficient) : coefficient == 1 ? term : Sum(0, [(coefficient, term)]);

    private Term Sum(double constant, List<(double Coefficient, Term Term)> terms)
    {
        if (terms.Count == 0)
        {
            return Number(constant);
        }

        if (constant == 0 && terms is [(1, var only)])
        {
            return only;
        }

        Start('+').Append(Key(constant));
        foreach (var (coefficient, term) in terms)
        {
            _key.Append(' ').Append(Key(coefficient)).Append('*').Append(term.Id);
        }

        return Find() ?? Add(new SumTerm(this, Count, constant, [.. terms]));
    }

    private Term? Product(List<(Term Base, double Exponent)> factors)
    {
        if (factors.Count == 0)
        {
            return null;
        }

        if (factors is [(var only, 1)])
        {
            return only;
        }

        Start('*');
        foreach (var (@base, exponent) in factors)
        {
            _key.Append(' ').Append(@base.Id).Append('^').Append(Key(exponent));
        }

        return Find() ?? Add(new ProductTerm(this, Count, [.. factors]));
    }

    private string Key(double value)
    {
        HasLeftRange |= !double.IsFinite(value);
        return value.ToString("R", CultureInfo.InvariantCulture);
    }

    private StringBuilder Start(char kind) => _key.Clear().Append(kind);

    private Term? Find() => _terms.GetValueOrDefault(_key.ToString());

    private Term Add(Term term)
    {
        _terms.Add(_key.ToString(), term);
        return term;
    }
}
