using System.Numerics;

namespace Backprop.Domain.Operators.Numerics;

/// <summary>Sums whose rounding grows with the logarithm of their length: vectorised in blocks, blocks added pairwise.</summary>
internal static class Summation
{
    private const int Block = 128;

    /// <summary>Σx</summary>
    public static double Sum(ReadOnlySpan<double> x) => Pairwise(x, TensorPrimitives.Sum);

    /// <summary>Σx²</summary>
    public static double SumOfSquares(ReadOnlySpan<double> x) => Pairwise(x, TensorPrimitives.SumOfSquares);

    /// <summary>Σ|x|</summary>
    public static double SumOfMagnitudes(ReadOnlySpan<double> x) => Pairwise(x, TensorPrimitives.SumOfMagnitudes);

    /// <summary>The most additions that any of <paramref name="count"/> terms goes through: the rounding of their sum is at most this many times Σ|x|, in units of 2⁻⁵³.</summary>
    public static double Depth(int count) => count <= 1 ? 0
        : Math.Min(count - 1, (Math.Min(count, Block) / 2) + 2) + (count <= Block ? 0 : BitOperations.Log2((uint)((count - 1) / Block)) + 1);

    /// <summary>√Σx², without overflow or underflow on the way.</summary>
    public static double Norm(ReadOnlySpan<double> x)
    {
        var sum = SumOfSquares(x);
        if (sum is > 1e-290 and <= double.MaxValue)
        {
            return Math.Sqrt(sum);
        }

        var largest = Math.Abs(TensorPrimitives.MaxMagnitude(x));
        if (largest == 0 || !double.IsFinite(largest))
        {
            return largest;
        }

        // Scaling by a power of two is exact.
        var exponent = Math.ILogB(largest);
        var scaled = 0.0;
        foreach (var element in x)
        {
            var s = Math.ScaleB(element, -exponent);
            scaled += s * s;
        }

        return Math.ScaleB(Math.Sqrt(scaled), exponent);
    }

    private static double Pairwise(ReadOnlySpan<double> x, Func<ReadOnlySpan<double>, double> sum)
    {
        if (x.Length <= Block)
        {
            return sum(x);
        }

        var total = new PairwiseSum(stackalloc double[PairwiseSum.Capacity]);
        for (; x.Length > Block; x = x[Block..])
        {
            total.Add(sum(x[..Block]));
        }

        total.Add(sum(x));
        return total.Result();
    }
}

/// <summary>Adds terms as the leaves of a binary tree, in the order in which they come, with one partial sum per level.</summary>
internal ref struct PairwiseSum(Span<double> partial)
{
    /// <summary>The levels of a tree over any number of terms.</summary>
    public const int Capacity = 32;

    private readonly Span<double> _partial = partial;
    private int _top;
    private int _count;

    public void Add(double term)
    {
        _count++;
        for (var merges = BitOperations.TrailingZeroCount(_count); merges > 0; merges--)
        {
            term = _partial[--_top] + term;
        }

        _partial[_top++] = term;
    }

    public readonly double Result()
    {
        var sum = 0.0;
        for (var level = _top - 1; level >= 0; level--)
        {
            sum = _partial[level] + sum;
        }

        return sum;
    }
}
