using Backprop.Domain.Operators.Families;
using Backprop.Domain.Symbolics;

namespace Backprop.Domain.Explaining;

/// <summary>What a formula shows in the place of a variable.</summary>
/// <param name="Text">The symbol or the number.</param>
/// <param name="IsLoose">Whether it is put in parentheses wherever it does not stand alone: it has a sign or a power of ten.</param>
/// <param name="IsArray">Whether it stands for more than one number, so that its products are taken element by element.</param>
internal readonly record struct LatexSymbol(string Text, bool IsLoose = false, bool IsArray = false)
{
    /// <summary>What stands for further operands where an operator is written in general.</summary>
    public static readonly LatexSymbol Ellipsis = new(@"\dots");

    /// <summary>The text as an operand of any operation.</summary>
    public string Operand => IsLoose ? $@"\left({Text}\right)" : Text;
}

/// <summary>Writes a term in LaTeX, with no more parentheses than it needs.</summary>
/// <param name="symbols">What is shown for each variable, by its name; any other variable is shown by its name.</param>
/// <param name="digits">The significant digits of numbers.</param>
internal sealed class LatexWriter(IReadOnlyDictionary<string, LatexSymbol> symbols, int digits)
{
    // How tightly a piece of text holds together; it is put in parentheses where its surroundings bind tighter.
    private enum Level
    {
        Alone,
        Sum,
        Product,
        Power,
        Atom,
    }

    /// <summary>The term as a formula of its own.</summary>
    public string Write(Term term) => Expand(term).Text;

    /// <summary>The term as a factor: in parentheses where it has a sign or terms of its own.</summary>
    public string WriteFactor(Term term) => Write(term, Level.Product);

    private string Write(Term term, Level surroundings)
    {
        var (text, own) = Expand(term);
        return own < surroundings ? $@"\left({text}\right)" : text;
    }

    private (string Text, Level Level) Expand(Term term) => term switch
    {
        NumberTerm { Value: 0.5 } => (@"\frac{1}{2}", Level.Product),
        NumberTerm { Value: var value } => Show(Latex.Symbol(value, digits)),
        VariableTerm { Name: var name } => Show(symbols.TryGetValue(name, out var symbol) ? symbol : new LatexSymbol(name)),
        CallTerm call => Call(call),
        PowerTerm power => (Power(power.Base, Write(power.Exponent)), Level.Power),
        SumTerm { Constant: 1, Terms: [(CallTerm comparison, -1)] } when Comparison(comparison, opposite: true) is { } relation => Indicator(relation),
        SumTerm { IsScaled: false } sum => (Sum(sum), Level.Sum),
        SumTerm { Terms: [var (scaled, coefficient)] } => Product(coefficient, scaled),
        _ => Product(1, term),
    };

    private static (string Text, Level Level) Show(LatexSymbol symbol) => (symbol.Text, symbol.IsLoose ? Level.Alone : Level.Atom);

    private static (string Text, Level Level) Indicator(string relation) => ($@"\mathbf{{1}}\left[{relation}\right]", Level.Atom);

    private (string Text, Level Level) Call(CallTerm call)
    {
        if (Comparison(call, opposite: false) is { } relation)
        {
            return call.Arguments.Any(IsEllipsis) ? (LatexSymbol.Ellipsis.Text, Level.Atom) : Indicator(relation);
        }

        var operation = OperatorCatalog.Find(call.Operator)!;
        if (ReferenceEquals(operation, Selection.Where))
        {
            var condition = call.Arguments[0] is CallTerm inner && Comparison(inner, opposite: false) is { } holds ? holds : $@"{Write(call.Arguments[0], Level.Sum)} \ne 0";
            return ($@"\begin{{cases}} {Write(call.Arguments[1])} & {condition} \\ {Write(call.Arguments[2])} & \text{{otherwise}} \end{{cases}}", Level.Atom);
        }

        var (before, after) = operation.Notation;
        return (before + string.Join(", ", call.Arguments.Select(Write)) + after, before.EndsWith("^{", StringComparison.Ordinal) ? Level.Power : Level.Atom);
    }

    /// <summary>a > b, or its opposite a ≤ b, where the call is a comparison.</summary>
    private string? Comparison(CallTerm call, bool opposite)
    {
        if (OperatorCatalog.Find(call.Operator) is not { IsOutcome: true, Symbol: var sign })
        {
            return null;
        }

        var shown = !opposite ? sign : sign switch { ">" => @"\le", "<" => @"\ge", _ => @"\ne" };
        return $"{Write(call.Arguments[0])} {shown} {Write(call.Arguments[1])}";
    }

    private string Sum(SumTerm sum)
    {
        var text = new System.Text.StringBuilder(sum.Constant > 0 ? Latex.Number(sum.Constant, digits) : "");
        foreach (var (term, coefficient) in sum.Terms)
        {
            text.Append((text.Length, coefficient) switch
            {
                (0, > 0) => "",
                (0, _) => "-",
                (_, > 0) => " + ",
                _ => " - ",
            });
            text.Append(Math.Abs(coefficient) == 1 ? Write(term, text.Length == 0 ? Level.Sum : Level.Product) : Product(Math.Abs(coefficient), term).Text);
        }

        return sum.Constant < 0 ? $"{text} - {Latex.Number(-sum.Constant, digits)}" : text.ToString();
    }

    private (string Text, Level Level) Product(double coefficient, Term term)
    {
        (Term Base, double Exponent)[] factors = term is ProductTerm product ? product.Factors : [(term, 1)];
        var magnitude = Math.Abs(coefficient);
        var below = Join(magnitude == 0.5 ? "2" : null, [.. factors.Where(f => f.Exponent < 0).Select(f => (f.Base, -f.Exponent))], Level.Alone);
        var above = Join(magnitude is 1 or 0.5 ? null : Latex.Symbol(magnitude, digits).Operand, [.. factors.Where(f => f.Exponent > 0)], below.Length > 0 ? Level.Alone : Level.Product);
        var sign = coefficient < 0 ? "-" : "";
        var level = coefficient < 0 ? Level.Sum : Level.Product;
        return below.Length > 0 ? ($$"""{{sign}}\frac{{{(above.Length > 0 ? above : "1")}}}{{{below}}}""", level)
            : factors is [(var @base, var exponent)] && exponent != 1 && coefficient == 1 ? (above, Level.Power)
            : (sign + (above.Length > 0 ? above : "1"), level);
    }

    /// <summary>A product: ⊙ between arrays, nothing before a parenthesis, a dot elsewhere.</summary>
    private string Join(string? coefficient, (Term Base, double Exponent)[] factors, Level surroundings)
    {
        if (coefficient is null && factors is [(var only, 1)])
        {
            return Write(only, surroundings);
        }

        var text = new System.Text.StringBuilder(coefficient);
        var isArray = false;
        foreach (var (@base, exponent) in factors)
        {
            var factor = exponent == 1 ? Write(@base, Level.Product) : Power(@base, Latex.Number(exponent, digits));
            var factorIsArray = IsArray(@base);
            text.Append(text.Length == 0 ? "" : isArray && factorIsArray ? @" \odot " : @base is SumTerm && exponent == 1 && factor.StartsWith(@"\left(", StringComparison.Ordinal) ? " " : @" \cdot ");
            text.Append(factor);
            isArray |= factorIsArray;
        }

        return text.ToString();
    }

    private string Power(Term @base, string exponent) => $"{{{Write(@base, Level.Atom)}}}^{{{exponent}}}";

    private bool IsEllipsis(Term term) => term is VariableTerm { Name: var name } && symbols.TryGetValue(name, out var symbol) && symbol == LatexSymbol.Ellipsis;

    private bool IsArray(Term term) => term switch
    {
        VariableTerm { Name: var name } => symbols.TryGetValue(name, out var symbol) && symbol.IsArray,
        CallTerm call => call.Arguments.Any(IsArray),
        PowerTerm power => IsArray(power.Base) || IsArray(power.Exponent),
        ProductTerm product => product.Factors.Any(f => IsArray(f.Base)),
        SumTerm sum => sum.Terms.Any(t => IsArray(t.Term)),
        _ => false,
    };
}
