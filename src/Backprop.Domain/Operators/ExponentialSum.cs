using System.Numerics.Tensors;

namespace Backprop.Domain.Operators;

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
        var max = row[winner];
        if (!double.IsFinite(max))
        {
            return new ExponentialSum(max, double.NaN, winner);
        }

        Span<double> terms = stackalloc double[Block];
        var total = new PairwiseSum(stackalloc double[PairwiseSum.Capacity]);
        for (var start = 0; start < row.Length; start += Block)
        {
            var block = row.Slice(start, Math.Min(Block, row.Length - start));
            var exponentials = terms[..block.Length];
            TensorPrimitives.Subtract(block, max, exponentials);
            TensorPrimitives.Exp(exponentials, exponentials);
            if (winner >= start && winner < start + block.Length)
            {
                exponentials[winner - start] = 0;
            }

            total.Add(TensorPrimitives.Sum(exponentials));
        }

        return new ExponentialSum(max, total.Result(), winner);
    }

    /// <summary>e^(x − ln Σeˣ) for every element: the row's softmax.</summary>
    public void Shares(ReadOnlySpan<double> row, Span<double> shares)
    {
        TensorPrimitives.Subtract(row, Max, shares);
        TensorPrimitives.Exp(shares, shares);
        TensorPrimitives.Divide(shares, 1 + Others, shares);
    }

    /// <summary>A bound of the relative rounding of 1 + Others, in units of 2⁻⁵³.</summary>
    public double Rounding(ReadOnlySpan<double> row) => OthersRounding(row) + 1;

    /// <summary>A bound of the rounding of <see cref="LogAboveMax"/>, in units of 2⁻⁵³.</summary>
    public double LogRounding(ReadOnlySpan<double> row) => OthersRounding(row) + (RoundingsOfLog * LogAboveMax);

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
