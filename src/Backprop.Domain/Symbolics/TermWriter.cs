namespace Backprop.Domain.Symbolics;

/// <summary>Writes a term in the expression language, with no more parentheses than it needs.</summary>
public static class TermWriter
{
    // How tightly a piece of text holds together; a piece is put in parentheses where its surroundings bind tighter.
    private const int SumLevel = 0;
    private const int ProductLevel = 1;
    private const int PowerLevel = 3;
    private const int AtomLevel = 4;

    /// <summary>A double that reads back as itself can be written as 1/n for n up to this.</summary>
    private const double LargestDenominator = 1_000_000;

    /// <summary>The term in the expression language, or null where it would be longer than <paramref name="maxLength"/>.</summary>
    public static string? Write(Term term, int maxLength)
    {
        var text = new StringBuilder();
        var rest = new Stack<Piece>();
        rest.Push(new Piece(null, term, SumLevel));
        while (rest.TryPop(out var piece))
        {
            if (piece.Text is not null)
            {
                text.Append(piece.Text);
            }
            else
            {
                var pieces = Expand(piece.Term!, piece.Level);
                for (var i = pieces.Count - 1; i >= 0; i--)
                {
                    rest.Push(pieces[i]);
                }
            }

            if (text.Length + rest.Count > maxLength)
            {
                return null;
            }
        }

        return text.ToString();
    }

    /// <summary>A number as the expression language reads it back.</summary>
    internal static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e').Replace("e+", "e", StringComparison.Ordinal);

    private static List<Piece> Expand(Term term, int level)
    {
        var pieces = new List<Piece>();
        var own = Write(term, pieces);
        if (own < level)
        {
            pieces.Insert(0, "(");
            pieces.Add(")");
        }

        return pieces;
    }

    private static int Write(Term term, List<Piece> pieces)
    {
        switch (term)
        {
            case NumberTerm number:
                pieces.Add(Literal(number.Value));
                return number.Value < 0 ? ProductLevel : AtomLevel;
            case VariableTerm variable:
                pieces.Add(variable.Name);
                return AtomLevel;
            case CallTerm call:
                pieces.Add(call.Operator + "(");
                for (var i = 0; i < call.Arguments.Length; i++)
                {
                    pieces.Add(i == 0 ? "" : ", ");
                    pieces.Add(new Piece(null, call.Arguments[i], SumLevel));
                }

                pieces.Add(call.Keywords + ")");
                return AtomLevel;
            case PowerTerm power:
                pieces.Add(new Piece(null, power.Base, AtomLevel));
                pieces.Add("^");
                pieces.Add(new Piece(null, power.Exponent, PowerLevel));
                return PowerLevel;
            case SumTerm { IsScaled: false } sum:
                WriteSum(sum, pieces);
                return SumLevel;
            case SumTerm scaled:
                return WriteScaled(scaled.Terms[0].Coefficient, scaled.Terms[0].Term, pieces);
            default:
                return WriteScaled(1, term, pieces);
        }
    }

    private static void WriteSum(SumTerm sum, List<Piece> pieces)
    {
        var constantFirst = sum.Constant > 0 && sum.Terms[0].Coefficient < 0;
        if (constantFirst)
        {
            pieces.Add(Literal(sum.Constant));
        }

        for (var i = 0; i < sum.Terms.Length; i++)
        {
            var (term, coefficient) = sum.Terms[i];
            if (constantFirst || i > 0)
            {
                pieces.Add(coefficient < 0 ? " - " : " + ");
                coefficient = Math.Abs(coefficient);
            }

            WriteScaled(coefficient, term, pieces);
        }

        if (sum.Constant != 0 && !constantFirst)
        {
            pieces.Add(sum.Constant < 0 ? " - " : " + ");
            pieces.Add(Literal(Math.Abs(sum.Constant)));
        }
    }

    private static int WriteScaled(double coefficient, Term term, List<Piece> pieces)
    {
        (Term Base, double Exponent)[] factors = term is ProductTerm product ? product.Factors : [(term, 1)];
        var above = new List<Piece>();
        var below = new List<Piece>();
        var magnitude = Math.Abs(coefficient);
        var inverse = Math.Round(1 / magnitude);
        if (magnitude < 1 && inverse <= LargestDenominator && 1 / inverse == magnitude)
        {
            below.Add(Literal(inverse));
        }
        else if (magnitude != 1)
        {
            above.Add(Literal(magnitude));
        }

        foreach (var (@base, exponent) in factors)
        {
            var side = exponent < 0 ? below : above;
            if (side.Count > 0)
            {
                side.Add(" * ");
            }

            var power = Math.Abs(exponent);
            side.Add(new Piece(null, @base, power == 1 ? PowerLevel : AtomLevel));
            if (power != 1)
            {
                side.Add("^" + Literal(power));
            }
        }

        if (coefficient < 0)
        {
            pieces.Add("-");
        }

        pieces.AddRange(above.Count == 0 ? ["1"] : above);
        if (below.Count > 0)
        {
            var several = below.Any(piece => piece.Text == " * ");
            pieces.Add(several ? " / (" : " / ");
            pieces.AddRange(below);
            if (several)
            {
                pieces.Add(")");
            }
        }

        var onlyPower = coefficient == 1 && below.Count == 0 && factors.Length == 1;
        return onlyPower ? PowerLevel : ProductLevel;
    }

    /// <summary>Text, or a term that is still to be written.</summary>
    private readonly record struct Piece(string? Text, Term? Term, int Level)
    {
        public static implicit operator Piece(string text) => new(text, null, 0);
    }
}
