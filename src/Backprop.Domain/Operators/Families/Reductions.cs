using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Operators.Numerics;
using static Backprop.Domain.Operators.Sampling;

namespace Backprop.Domain.Operators.Families;

/// <summary>Reductions of rows along axes to one number each, and the running sum.</summary>
public static class Reductions
{
    private const string Family = "reductions";

    private static readonly IReadOnlyList<AttributeDefinition> ReductionAttributes =
    [
        new("axes", AttributeKind.Integers, "The axes to reduce, negative ones counted from the end; all axes where it is left out, none where it is empty."),
        new("keepDims", AttributeKind.Flag, "Whether a reduced axis stays, with extent 1.", new AttributeValue.Flag(false)),
    ];

    /// <summary>The mean of a row.</summary>
    internal static readonly ReductionRule Mean = new(
        row => Summation.Sum(row) / row.Length,
        (row, _, g, contribution) => contribution.Fill(g / row.Length),
        (row, y) => (Summation.Depth(row.Length) * Summation.SumOfMagnitudes(row) / row.Length) + Math.Abs(y));

    /// <summary>The largest element of a row.</summary>
    internal static readonly ReductionRule Largest = new(row => TensorPrimitives.Max(row), ShareAmongWinners, NoRounding, WinnersOf, Work: 6);

    /// <summary>Σx</summary>
    public static readonly Operator ReduceSum = Reduction(
        "reduceSum", "The sum along axes.",
        new ReductionRule(
            Summation.Sum, (_, _, g, contribution) => contribution.Fill(g), (row, _) => Summation.Depth(row.Length) * Summation.SumOfMagnitudes(row)),
        t => $$"""\sum_{i} {{{t.A}}}_{i}""", t => $@"{t.G} \odot \mathbf{{1}}") with
    {
        Symbol = "Σ",
        Aliases = ["sum"],
    };

    /// <summary>Σx / n</summary>
    public static readonly Operator ReduceMean = Reduction(
        "reduceMean", "The mean along axes.", Mean,
        t => $$"""\frac{1}{{{Count(t)}}} \sum_{i} {{{t.A}}}_{i}""", t => $$"""\frac{1}{{{Count(t)}}} \cdot {{t.G}} \odot \mathbf{1}""") with
    {
        Symbol = "mean",
        Aliases = ["mean"],
    };

    /// <summary>max x</summary>
    public static readonly Operator ReduceMax = Reduction(
        "reduceMax", "The largest element along axes.", Largest, t => $$"""\max_{i} {{{t.A}}}_{i}""", WinnersShare) with
    {
        Symbol = "max",
        Ties = TieRule.Shared,
    };

    /// <summary>min x</summary>
    public static readonly Operator ReduceMin = Reduction(
        "reduceMin", "The smallest element along axes.",
        new ReductionRule(row => TensorPrimitives.Min(row), ShareAmongWinners, NoRounding, WinnersOf, Work: 6),
        t => $$"""\min_{i} {{{t.A}}}_{i}""", WinnersShare) with
    {
        Symbol = "min",
        Ties = TieRule.Shared,
    };

    /// <summary>Πx</summary>
    public static readonly Operator ReduceProd = Reduction(
        "reduceProd", "The product along axes.",
        new ReductionRule(row => TensorPrimitives.Product(row), ProductOfOthers, (row, y) => row.Length * Math.Abs(y), Work: 32),
        t => $$"""\prod_{i} {{{t.A}}}_{i}""", t => t.AreNumbers ? null : $$"""{{t.G}} \prod_{j \ne i} {{{t.A}}}_{j}""",
        "The derivative with respect to an element is the product of the others, with zeros too.") with
    {
        Symbol = "Π",
        Aliases = ["prod"],
    };

    /// <summary>Σx²</summary>
    public static readonly Operator ReduceSumSquare = Reduction(
        "reduceSumSquare", "The sum of squares along axes.",
        new ReductionRule(
            Summation.SumOfSquares,
            (row, _, g, contribution) => TensorPrimitives.Multiply(row, 2 * g, contribution),
            (row, y) => (Summation.Depth(row.Length) + 1) * y),
        t => $$"""\sum_{i} {{{t.A}}}_{i}^2""", t => $$"""2 \cdot {{t.G}} \odot {{t.A}}""");

    /// <summary>Σ|x|</summary>
    public static readonly Operator ReduceL1 = Reduction(
        "reduceL1", "The sum of absolute values along axes.",
        new ReductionRule(Summation.SumOfMagnitudes, ContributeSigns, (row, y) => Summation.Depth(row.Length) * y, SignsOf, Work: 10),
        t => $$"""\sum_{i} \left|{{{t.A}}}_{i}\right|""", t => $$"""{{t.G}} \odot \operatorname{sign}\left({{t.A}}\right)""",
        "The derivative at an element 0 is 0.");

    /// <summary>√Σx²</summary>
    public static readonly Operator ReduceL2 = Reduction(
        "reduceL2", "The Euclidean norm along axes.",
        new ReductionRule(
            Summation.Norm,
            ContributeDirection,
            (row, y) => (((Math.Max(Summation.Depth(row.Length), row.Length) + 1) / 2) + 1) * y,
            (row, y) => row.Length == 1 ? Branch.Sign(row[0]) : new Branch(y == 0 ? 0 : 1, y == 0)),
        t => $$"""\sqrt{\sum_{i} {{{t.A}}}_{i}^2}""", t => t is { AreNumbers: true, Y: "0" } ? null : $$"""\frac{{{t.G}}}{{{t.Y}}} \odot {{t.A}}""",
        "The derivative at the zero vector is 0.");

    /// <summary>ln Σeˣ</summary>
    public static readonly Operator ReduceLogSumExp = Reduction(
        "reduceLogSumExp", "The logarithm of the sum of exponentials along axes.",
        new ReductionRule(row => ExponentialSum.Of(row).Log, ContributeShares, (row, y) => ExponentialSum.Of(row).LogRounding(row) + Math.Abs(y), Work: 12, WorkARow: 560),
        t => $$$"""\ln \sum_{i} e^{{{{{t.A}}}}_{i}}""", t => $$"""{{t.G}} \odot e^{{{t.A}} - {{t.Y}}}""");

    /// <summary>Σ up to and with each element</summary>
    public static readonly Operator CumSum = new()
    {
        Name = "cumSum",
        Family = Family,
        Summary = "The running sum along an axis: each element with all before it.",
        Attributes = [new AttributeDefinition("axis", AttributeKind.Integer, "The axis along which to sum; negative ones count from the end.", Required: true)],
        Formula = t => $$"""\sum_{j \le i} {{{t.A}}}_{j}""",
        Derivative = (t, _) => $$"""\sum_{j \ge i} {{{t.G}}}_{j}""",
        Bind = RowKernel.BindAlongAxis(new RowRule(RunningSum, RunningSumFromTheEnd, RunningSumRounding)),
        Samples = RowKernel.SamplesAlongAxis,
    };

    private static Operator Reduction(
        string name, string summary, ReductionRule rule, Func<LatexTerms, string> latex, Func<LatexTerms, string?> contribution, string? kinks = null) => new()
        {
            Name = name,
            Family = Family,
            Summary = summary,
            Attributes = ReductionAttributes,
            Formula = t => IsAlongAxis(t) ? null : latex(t),
            Derivative = (t, _) => IsAlongAxis(t) ? null : contribution(t),
            IsComputableInNumbers = true,
            KinkConvention = kinks,
            Bind = binding => ReductionKernel.Bind(binding, rule),
            Samples =
            [
                Of(Real()), Of(Real(4)), Of(Real(2, 3)).With(("keepDims", Value(true))), Of(Real(2, 3)).With(("axes", Values(1))),
                Of(Real(2, 3)).With(("axes", Values(0)), ("keepDims", Value(true))), Of(Real(2, 3, 4)).With(("axes", Values(-1, 0))),
                Of(Real(2, 3, 2)).With(("axes", Values(1))), Of(Real(2, 1, 3)).With(("axes", Values(1, 2))), Of(Real(2, 2)).With(("axes", Values())),
            ],
        };

    // Along which axis a sum runs is not to be seen in numbers.
    private static bool IsAlongAxis(LatexTerms t) => t.AreNumbers && !t.Shape!.IsScalar;

    private static string Count(LatexTerms t) => t.Count("n", shapes => (double)shapes[0].Count / t.Shape!.Count);

    private static double NoRounding(ReadOnlySpan<double> row, double y) => 0;

    internal static string WinnersShare(LatexTerms t) =>
        $$"""{{t.G}} \odot \frac{\mathbf{1}\left[{{t.A}} = {{t.Y}}\right]}{\sum_{j} \mathbf{1}\left[{{{t.A}}}_{j} = {{t.Y}}\right]}""";

    private static void ShareAmongWinners(ReadOnlySpan<double> row, double y, double upstream, Span<double> contribution)
    {
        var share = upstream / row.Count(y);
        for (var i = 0; i < row.Length; i++)
        {
            contribution[i] = row[i] == y ? share : 0;
        }
    }

    private static Branch WinnersOf(ReadOnlySpan<double> row, double y)
    {
        var winners = 0;
        var region = 0L;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == y)
            {
                winners++;
                region = unchecked((region * 31) + i + 1);
            }
        }

        return new Branch(region, winners > 1);
    }

    private static void ProductOfOthers(ReadOnlySpan<double> row, double y, double upstream, Span<double> contribution)
    {
        var before = upstream;
        for (var i = 0; i < row.Length; i++)
        {
            contribution[i] = before;
            before *= row[i];
        }

        var after = 1.0;
        for (var i = row.Length - 1; i >= 0; i--)
        {
            contribution[i] *= after;
            after *= row[i];
        }
    }

    private static void ContributeSigns(ReadOnlySpan<double> row, double y, double upstream, Span<double> contribution)
    {
        for (var i = 0; i < row.Length; i++)
        {
            contribution[i] = row[i] > 0 ? upstream : row[i] < 0 ? -upstream : 0;
        }
    }

    private static Branch SignsOf(ReadOnlySpan<double> row, double y)
    {
        var region = 0L;
        var zero = false;
        foreach (var x in row)
        {
            region = unchecked((region * 31) + Branch.Sign(x).Region + 2);
            zero |= x == 0;
        }

        return new Branch(region, zero);
    }

    private static void ContributeDirection(ReadOnlySpan<double> row, double y, double upstream, Span<double> contribution)
    {
        if (y == 0)
        {
            contribution.Clear();
            return;
        }

        TensorPrimitives.Divide(row, y, contribution);
        TensorPrimitives.Multiply(contribution, upstream, contribution);
    }

    // An infinite sum is all its infinite terms', which share it evenly.
    private static void ContributeShares(ReadOnlySpan<double> row, double y, double upstream, Span<double> contribution)
    {
        if (double.IsInfinity(y))
        {
            ShareAmongWinners(row, y, upstream, contribution);
            return;
        }

        ExponentialSum.Shares(row, contribution);
        TensorPrimitives.Multiply(contribution, upstream, contribution);
    }

    private static void RunningSum(ReadOnlySpan<double> row, Span<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            y[i] = sum += row[i];
        }
    }

    private static void RunningSumFromTheEnd(ReadOnlySpan<double> y, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var sum = 0.0;
        for (var i = upstream.Length - 1; i >= 0; i--)
        {
            contribution[i] = sum += upstream[i];
        }
    }

    // Each partial sum is rounded once and carries the roundings of all before it.
    private static double RunningSumRounding(ReadOnlySpan<double> row, ReadOnlySpan<double> y, ReadOnlySpan<double> upstream)
    {
        var rounding = 0.0;
        var sum = 0.0;
        for (var i = 1; i < row.Length; i++)
        {
            rounding += Math.Abs(y[i]);
            sum += Math.Abs(upstream[i]) * rounding;
        }

        return sum;
    }
}
