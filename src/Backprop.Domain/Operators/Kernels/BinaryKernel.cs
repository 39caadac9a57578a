using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>A vectorised y[i] = f(a[i], b[i]).</summary>
public delegate void BinaryVector(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y);

/// <summary>A vectorised local derivative of a function of two numbers.</summary>
public delegate void BinaryLocalVector(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> y, Span<double> local);

/// <summary>The mathematics of a function of two numbers.</summary>
/// <param name="Forward">y = f(a, b).</param>
/// <param name="DerivativeA">∂y/∂a in terms of a, b and y.</param>
/// <param name="DerivativeB">∂y/∂b in terms of a, b and y.</param>
/// <param name="Vector">The same as <paramref name="Forward"/> over spans, where a vectorised form exists.</param>
/// <param name="LocalA">The same as <paramref name="DerivativeA"/> over spans, where a vectorised form exists.</param>
/// <param name="LocalB">The same as <paramref name="DerivativeB"/> over spans, where a vectorised form exists.</param>
/// <param name="Branch">Which branch (a, b) is on, for functions defined by cases.</param>
/// <param name="Roundings">Roundings in one evaluation, in units in the last place.</param>
public sealed record BinaryRule(
    Func<double, double, double> Forward,
    Func<double, double, double, double> DerivativeA,
    Func<double, double, double, double> DerivativeB,
    BinaryVector? Vector = null,
    BinaryLocalVector? LocalA = null,
    BinaryLocalVector? LocalB = null,
    Func<double, double, Branch>? Branch = null,
    double Roundings = 1);

/// <summary>A function of two numbers applied to every pair of elements.</summary>
public sealed class BinaryKernel : ElementwiseKernel
{
    /// <summary>A kernel for operands of these shapes, which broadcast to <paramref name="shape"/>.</summary>
    public BinaryKernel(BinaryRule rule, Shape shape, IReadOnlyList<Shape> operands)
        : base(shape, operands) => Rule = rule;

    /// <summary>The function and its derivatives.</summary>
    public BinaryRule Rule { get; }

    /// <inheritdoc/>
    public override bool HasBranches => Rule.Branch is not null;

    /// <inheritdoc/>
    protected override double Roundings => Rule.Roundings;

    /// <inheritdoc/>
    protected override void Compute(in ElementwiseOperands operands, Span<double> value)
    {
        var a = operands[0];
        var b = operands[1];
        if (Rule.Vector is not null)
        {
            Rule.Vector(a, b, value);
            return;
        }

        var forward = Rule.Forward;
        for (var i = 0; i < value.Length; i++)
        {
            value[i] = forward(a[i], b[i]);
        }
    }

    /// <inheritdoc/>
    protected override void ComputeLocal(in ElementwiseOperands operands, int position, Span<double> local)
    {
        var a = operands[0];
        var b = operands[1];
        var y = operands.Value;
        if ((position == 0 ? Rule.LocalA : Rule.LocalB) is { } vector)
        {
            vector(a, b, y, local);
            return;
        }

        var derivative = position == 0 ? Rule.DerivativeA : Rule.DerivativeB;
        for (var i = 0; i < local.Length; i++)
        {
            local[i] = derivative(a[i], b[i], y[i]);
        }
    }

    /// <inheritdoc/>
    protected override void ComputeBranches(in ElementwiseOperands operands, BranchRecorder recorder)
    {
        var a = operands[0];
        var b = operands[1];
        for (var i = 0; i < operands.Value.Length; i++)
        {
            recorder.Add(Rule.Branch!(a[i], b[i]), i);
        }
    }
}
