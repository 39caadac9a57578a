using System.Runtime.Intrinsics;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

// docs/decisions/0233-scalar-rules-are-types.md
/// <summary>The mathematics of a function of two numbers: a type, so that loops over it are compiled for it.</summary>
public interface IBinaryRule
{
    /// <summary>Whether there is a vectorised <see cref="Forward(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>.</summary>
    static virtual bool IsVectorized => false;

    /// <summary>Whether there are vectorised derivatives.</summary>
    static virtual bool HasVectorDerivatives => false;

    /// <summary>Roundings in one evaluation, in units in the last place.</summary>
    static virtual double Roundings => 1;

    /// <summary>y = f(a, b).</summary>
    static abstract double Forward(double a, double b);

    /// <summary>∂y/∂a in terms of a, b and y.</summary>
    static abstract double DerivativeA(double a, double b, double y);

    /// <summary>∂y/∂b in terms of a, b and y.</summary>
    static abstract double DerivativeB(double a, double b, double y);

    /// <summary>Which branch (a, b) is on; null for a function that is not defined by cases.</summary>
    static virtual Branch? Branch(double a, double b) => null;

    /// <summary>y = f(a, b) over spans.</summary>
    static virtual void Forward(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y) => throw new NotSupportedException();

    /// <summary>∂y/∂a of eight elements at once.</summary>
    static virtual Vector512<double> DerivativeA(Vector512<double> a, Vector512<double> b, Vector512<double> y) => throw new NotSupportedException();

    /// <summary>∂y/∂b of eight elements at once.</summary>
    static virtual Vector512<double> DerivativeB(Vector512<double> a, Vector512<double> b, Vector512<double> y) => throw new NotSupportedException();
}

/// <summary>A function of two numbers applied to every pair of elements.</summary>
public abstract class BinaryKernel(Shape shape, IReadOnlyList<Shape> operands) : ElementwiseKernel(shape, operands)
{
    /// <summary>y = f(a, b).</summary>
    public abstract double Forward(double a, double b);

    /// <summary>∂y/∂a in terms of a, b and y.</summary>
    public abstract double DerivativeA(double a, double b, double y);

    /// <summary>∂y/∂b in terms of a, b and y.</summary>
    public abstract double DerivativeB(double a, double b, double y);
}

/// <summary>One rule applied to every pair of elements.</summary>
public sealed class BinaryKernel<TRule>(Shape shape, IReadOnlyList<Shape> operands) : BinaryKernel(shape, operands)
    where TRule : IBinaryRule
{
    /// <inheritdoc/>
    public override bool HasBranches => TRule.Branch(0, 0) is not null;

    /// <inheritdoc/>
    protected override double Roundings => TRule.Roundings;

    /// <inheritdoc/>
    public override double Forward(double a, double b) => TRule.Forward(a, b);

    /// <inheritdoc/>
    public override double DerivativeA(double a, double b, double y) => TRule.DerivativeA(a, b, y);

    /// <inheritdoc/>
    public override double DerivativeB(double a, double b, double y) => TRule.DerivativeB(a, b, y);

    /// <inheritdoc/>
    protected override void Compute(in ElementwiseOperands operands, Span<double> value)
    {
        var a = operands[0];
        var b = operands[1];
        if (TRule.IsVectorized)
        {
            TRule.Forward(a, b, value);
            return;
        }

        for (var i = 0; i < value.Length; i++)
        {
            value[i] = TRule.Forward(a[i], b[i]);
        }
    }

    /// <inheritdoc/>
    protected override void ComputeLocal(in ElementwiseOperands operands, int position, Span<double> local)
    {
        var a = operands[0];
        var b = operands[1];
        var y = operands.Value;
        var i = 0;
        if (TRule.HasVectorDerivatives)
        {
            for (; i <= local.Length - Vector512<double>.Count; i += Vector512<double>.Count)
            {
                var (va, vb, vy) = (Vector512.Create(a[i..]), Vector512.Create(b[i..]), Vector512.Create(y[i..]));
                (position == 0 ? TRule.DerivativeA(va, vb, vy) : TRule.DerivativeB(va, vb, vy)).CopyTo(local[i..]);
            }
        }

        for (; i < local.Length; i++)
        {
            local[i] = position == 0 ? TRule.DerivativeA(a[i], b[i], y[i]) : TRule.DerivativeB(a[i], b[i], y[i]);
        }
    }

    /// <inheritdoc/>
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
