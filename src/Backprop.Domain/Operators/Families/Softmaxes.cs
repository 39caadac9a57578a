using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Operators.Numerics;

namespace Backprop.Domain.Operators.Families;

/// <summary>Softmax and its logarithm along an axis.</summary>
public static class Softmaxes
{
    private const string Family = "softmax";

    // TensorPrimitives.Exp and one division, in units of 2⁻⁵³.
    private const double RoundingsOfShare = 5;

    /// <summary>eˣ / Σeˣ</summary>
    public static readonly Operator Softmax = Declare(
        "softmax", "Exponentials divided by their sum along an axis: positive numbers that sum to 1.",
        t => $$$"""\frac{e^{{{{{t.A}}}}_{i} } }{\sum_{j} e^{{{{{t.A}}}}_{j} } }""",
        t => $$"""{{t.Y}} \odot \left({{t.G}} - \sum_{j} {{{t.G}}}_{j} {{{t.Y}}}_{j}\right)""",
        new RowRule(ExponentialSum.Shares, ContributeShares, SharesRounding));

    /// <summary>x − ln Σeˣ</summary>
    public static readonly Operator LogSoftmax = Declare(
        "logSoftmax", "The logarithm of softmax along an axis, without overflow or a logarithm of 0.",
        t => $$$"""{{{{t.A}}}}_{i} - \ln \sum_{j} e^{{{{{t.A}}}}_{j}}""",
        t => $$"""{{t.G}} - e^{{{t.Y}}} \sum_{j} {{{t.G}}}_{j}""",
        new RowRule(ExponentialSum.LogShares, ContributeLogShares, ExponentialSum.LogSharesRounding));

    private static Operator Declare(string name, string summary, Func<LatexTerms, string> latex, Func<LatexTerms, string> contribution, RowRule rule) => new()
    {
        Name = name,
        Family = Family,
        Summary = summary,
        Attributes = [new("axis", AttributeKind.Integer, "The axis along which the results sum to 1; negative ones count from the end.", new AttributeValue.Number(-1))],
        Formula = latex,
        Derivative = (t, _) => contribution(t),
        Bind = RowKernel.BindAlongAxis(rule),
        Samples = [Sampling.Of(Sampling.Real(4)), Sampling.Of(Sampling.Real(2, 3)), .. RowKernel.SamplesAlongAxis],
    };

    private static void ContributeShares(ReadOnlySpan<double> y, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        TensorPrimitives.Subtract(upstream, TensorPrimitives.Dot(upstream, y), contribution);
        TensorPrimitives.Multiply(contribution, y, contribution);
    }

    private static double SharesRounding(ReadOnlySpan<double> row, ReadOnlySpan<double> y, ReadOnlySpan<double> upstream)
    {
        var total = ExponentialSum.Of(row);
        var common = total.Rounding(row) + RoundingsOfShare;
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            sum += y[i] == 0 ? 0 : Math.Abs(upstream[i]) * y[i] * (total.Max - row[i] + common);
        }

        return sum;
    }

    private static void ContributeLogShares(ReadOnlySpan<double> y, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        TensorPrimitives.Exp(y, contribution);
        TensorPrimitives.Multiply(contribution, -Summation.Sum(upstream), contribution);
        TensorPrimitives.Add(contribution, upstream, contribution);
    }
}
