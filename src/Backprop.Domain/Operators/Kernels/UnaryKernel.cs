using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>A vectorised y[i] = f(x[i]).</summary>
public delegate void UnaryVector(ReadOnlySpan<double> x, Span<double> y);

/// <summary>The mathematics of a function of one number.</summary>
/// <param name="Forward">y = f(x).</param>
/// <param name="Derivative">∂y/∂x in terms of x and y.</param>
/// <param name="Vector">The same as <paramref name="Forward"/> over spans, where a vectorised form exists.</param>
/// <param name="Branch">Which branch x is on, for functions defined by cases.</param>
/// <param name="Roundings">Roundings in one evaluation, in units in the last place.</param>
public sealed record UnaryRule(
    Func<double, double> Forward,
    Func<double, double, double> Derivative,
    UnaryVector? Vector = null,
    Func<double, Branch>? Branch = null,
    double Roundings = 3);

/// <summary>A function of one number applied to every element.</summary>
public sealed class UnaryKernel : ElementwiseKernel
{
    /// <summary>A kernel for an operand of this shape.</summary>
    public UnaryKernel(UnaryRule rule, Shape shape)
        : base(shape, [shape]) => Rule = rule;

    /// <summary>The function and its derivative.</summary>
    public UnaryRule Rule { get; }

    /// <inheritdoc/>
    public override bool HasBranches => Rule.Branch is not null;

    /// <inheritdoc/>
    protected override double Roundings => Rule.Roundings;

    /// <inheritdoc/>
    protected override void Compute(in ElementwiseOperands operands, Span<double> value)
    {
        var x = operands[0];
        if (Rule.Vector is not null)
        {
            Rule.Vector(x, value);
            return;
        }

        var forward = Rule.Forward;
        for (var i = 0; i < value.Length; i++)
        {
            value[i] = forward(x[i]);
        }
    }

    /// <inheritdoc/>
    protected override void ComputeLocal(in ElementwiseOperands operands, int position, Span<double> local)
    {
        var x = operands[0];
        var y = operands.Value;
        var derivative = Rule.Derivative;
        for (var i = 0; i < local.Length; i++)
        {
            local[i] = derivative(x[i], y[i]);
        }
    }

    /// <inheritdoc/>
    protected override void ComputeBranches(in ElementwiseOperands operands, BranchRecorder recorder)
    {
        var x = operands[0];
        for (var i = 0; i < x.Length; i++)
        {
            recorder.Add(Rule.Branch!(x[i]), i);
        }
    }
}
