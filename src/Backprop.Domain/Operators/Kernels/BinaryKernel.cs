using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

// docs/decisions/0233-scalar-rules-are-types.md
/// <summary>The mathematics of a function of two numbers: a type, so that loops over it are compiled for it.</summary>
internal interface IBinaryRule
{
    /// <summary>y = f(a, b) over spans, vectorised; null where there is no such form.</summary>
    static virtual BinaryLoop? Loop => null;

    /// <summary>∂y/∂a over spans, vectorised; null where there is no such form.</summary>
    static virtual DerivativeLoop? LoopA => null;

    /// <summary>∂y/∂b over spans, vectorised; null where there is no such form.</summary>
    static virtual DerivativeLoop? LoopB => null;

    /// <summary>Roundings in one evaluation, in units in the last place.</summary>
    static virtual double Roundings => 1;

    /// <summary>What an element takes, in units of <see cref="Kernel.Work"/>.</summary>
    static virtual double Work => 16;

    /// <summary>y = f(a, b).</summary>
    static abstract double Forward(double a, double b);

    /// <summary>∂y/∂a in terms of a, b and y.</summary>
    static abstract double DerivativeA(double a, double b, double y);

    /// <summary>∂y/∂b in terms of a, b and y.</summary>
    static abstract double DerivativeB(double a, double b, double y);

    /// <summary>Which branch (a, b) is on; null for a function that is not defined by cases.</summary>
    static virtual Branch? Branch(double a, double b) => null;

    /// <summary>Whether a and b have no influence where the derivative by them is 0.</summary>
    static virtual bool IsUnusedWhereFlat => false;
}

/// <summary>Applies a function of two numbers to every pair of elements.</summary>
internal delegate void BinaryLoop(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y);

/// <summary>Writes a derivative of a function of two numbers for every pair of elements.</summary>
internal delegate void DerivativeLoop(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> y, Span<double> local);

/// <summary>A function of two numbers applied to every pair of elements.</summary>
internal abstract class BinaryKernel(Shape shape, IReadOnlyList<Shape> operands) : ElementwiseKernel(shape, operands)
{
    /// <summary>y = f(a, b).</summary>
    public abstract double Forward(double a, double b);

    /// <summary>What an element contributes to a: the upstream gradient times ∂y/∂a.</summary>
    public abstract double ContributionA(double a, double b, double y, double upstream);

    /// <summary>What an element contributes to b: the upstream gradient times ∂y/∂b.</summary>
    public abstract double ContributionB(double a, double b, double y, double upstream);
}

/// <summary>One rule applied to every pair of elements.</summary>
internal sealed class BinaryKernel<TRule>(Shape shape, IReadOnlyList<Shape> operands) : BinaryKernel(shape, operands)
    where TRule : IBinaryRule
{
    public override bool HasBranches => TRule.Branch(0, 0) is not null;

    protected override bool IsDivisible => true;

    protected override double Roundings => TRule.Roundings;

    protected override double WorkAnElement => TRule.Work;

    public override bool IsUnusedWhereFlat(int position) => TRule.IsUnusedWhereFlat;

    public override double Forward(double a, double b) => TRule.Forward(a, b);

    public override double ContributionA(double a, double b, double y, double upstream) =>
        TRule.IsUnusedWhereFlat ? ToUsed(upstream, TRule.DerivativeA(a, b, y)) : upstream * TRule.DerivativeA(a, b, y);

    public override double ContributionB(double a, double b, double y, double upstream) =>
        TRule.IsUnusedWhereFlat ? ToUsed(upstream, TRule.DerivativeB(a, b, y)) : upstream * TRule.DerivativeB(a, b, y);

    protected override void Compute(in ElementwiseOperands operands, Span<double> value)
    {
        var a = operands[0];
        var b = operands[1];
        if (TRule.Loop is { } loop)
        {
            loop(a, b, value);
            return;
        }

        for (var i = 0; i < value.Length; i++)
        {
            value[i] = TRule.Forward(a[i], b[i]);
        }
    }

    protected override void ComputeLocal(in ElementwiseOperands operands, int position, Span<double> local)
    {
        var a = operands[0];
        var b = operands[1];
        var y = operands.Value;
        if ((position == 0 ? TRule.LoopA : TRule.LoopB) is { } loop)
        {
            loop(a, b, y, local);
            return;
        }

        for (var i = 0; i < local.Length; i++)
        {
            local[i] = position == 0 ? TRule.DerivativeA(a[i], b[i], y[i]) : TRule.DerivativeB(a[i], b[i], y[i]);
        }
    }

    protected override void ComputeBranches(in ElementwiseOperands operands, BranchRecorder recorder)
    {
        var a = operands[0];
        var b = operands[1];
        for (var i = 0; i < operands.Value.Length; i++)
        {
            recorder.Add(TRule.Branch(a[i], b[i])!.Value, i);
        }
    }
}
