namespace Backprop.Domain.Operators.Numerics;

/// <summary>Σeˣ of a row, held as e^Max · (1 + Others): no term overflows, and a sum near its largest term keeps its digits.</summary>
/// <param name="Max">The largest element.</param>
/// <param name="Others">Σ e^(x − Max) over every element but the winner.</param>
/// <param name="Winner">The place of the largest element, the first where several are.</param>
internal readonly record struct ExponentialSum(double Max, double Others, int Winner)
{
    private const int Block = 128;

    // TensorPrimitives.Exp, in units of 2⁻⁵³.
    private const double RoundingsOfExp = 4;

    // SpecialFunctions.LogOnePlus, in units of 2⁻⁵³.
    private const double RoundingsOfLog = 6;

    /// <summary>ln Σeˣ</summary>
    public double Log => double.IsFinite(Max) ? Max + LogAboveMax : Max;

    /// <summary>ln Σeˣ − Max</summary>
    public double LogAboveMax => SpecialFunctions.LogOnePlus(Others);

    /// <summary>The sum of a row's exponentials.</summary>
    public static ExponentialSum Of(ReadOnlySpan<double> row)
    {
        var winner = TensorPrimitives.IndexOfMax(row);
        Span<double> terms = stackalloc double[Block];
        var total = new PairwiseSum(stackalloc double[PairwiseSum.Capacity]);
        for (var start = 0; start < row.Length; start += Block)
        {
            var block = row.Slice(start, Math.Min(Block, row.Length - start));
            var exponentials = terms[..block.Length];
            Exponentiate(block, row[winner], exponentials);
            if (winner >= start && winner < start + block.Length)
            {
                exponentials[winner - start] = 0;
            }

            total.Add(TensorPrimitives.Sum(exponentials));
        }

        return new ExponentialSum(row[winner], total.Result(), winner);
    }

    /// <summary>The sum of a row's exponentials, which are left as e^(x − Max).</summary>
    public static ExponentialSum Of(ReadOnlySpan<double> row, Span<double> exponentials)
    {
        var winner = TensorPrimitives.IndexOfMax(row);
        Exponentiate(row, row[winner], exponentials);
        return new ExponentialSum(row[winner], Summation.Sum(exponentials[..winner]) + Summation.Sum(exponentials[(winner + 1)..]), winner);
    }

    /// <summary>Writes e^(x − ln Σeˣ) of every element: the row's softmax.</summary>
    public static void Shares(ReadOnlySpan<double> row, Span<double> shares)
    {
        var sum = Of(row, shares);
        TensorPrimitives.Divide(shares, 1 + sum.Others, shares);
    }

    private static void Exponentiate(ReadOnlySpan<double> row, double max, Span<double> exponentials)
    {
        TensorPrimitives.Subtract(row, max, exponentials);
        TensorPrimitives.Exp(exponentials, exponentials);
    }

    /// <summary>A bound of the relative rounding of 1 + Others, in units of 2⁻⁵³.</summary>
    public double Rounding(ReadOnlySpan<double> row) => OthersRounding(row) + 1;

    /// <summary>A bound of the rounding of <see cref="LogAboveMax"/>, in units of 2⁻⁵³.</summary>
    public double LogRounding(ReadOnlySpan<double> row) => OthersRounding(row) + (RoundingsOfLog * LogAboveMax);

    /// <summary>ln softmax of a row: the logarithm of a clear winner is exact however small it is.</summary>
    public static void LogShares(ReadOnlySpan<double> row, Span<double> y)
    {
        var total = Of(row, y);
        TensorPrimitives.Subtract(row, total.Max, y);
        TensorPrimitives.Subtract(y, total.LogAboveMax, y);
    }

    /// <summary>Σ |upstream| times a bound of the rounding of <see cref="LogShares"/>, in units of 2⁻⁵³.</summary>
    public static double LogSharesRounding(ReadOnlySpan<double> row, ReadOnlySpan<double> y, ReadOnlySpan<double> upstream)
    {
        var total = Of(row);
        var common = total.LogRounding(row);
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            sum += upstream[i] == 0 ? 0 : Math.Abs(upstream[i]) * (total.Max - row[i] + common + Math.Abs(y[i]));
        }

        return sum;
    }

    // Of each term's exponent, of its exponential and of the additions, as a share of 1 + Others. A clear winner has next to none.
    private double OthersRounding(ReadOnlySpan<double> row)
    {
        var each = RoundingsOfExp + Summation.Depth(row.Length);
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            var below = Max - row[i];
            sum += i != Winner && double.IsFinite(below) ? (below + each) * Math.Exp(-below) : 0;
        }

        return sum / (1 + Others);
    }
}
