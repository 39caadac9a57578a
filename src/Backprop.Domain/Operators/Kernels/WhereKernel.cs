using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>Chooses each element from the second or the third operand by whether the first is not 0.</summary>
internal sealed class WhereKernel(Shape shape, IReadOnlyList<Shape> operands) : ElementwiseKernel(shape, operands)
{
    public override bool HasBranches => true;

    protected override double WorkAnElement => 36;

    protected override bool IsDivisible => true;

    public override bool IsUnusedWhereFlat(int position) => true;

    protected override double Roundings => 0;

    public override bool Differentiates(int position) => position > 0;

    protected override void Compute(in ElementwiseOperands operands, Span<double> value)
    {
        var condition = operands[0];
        var a = operands[1];
        var b = operands[2];
        for (var i = 0; i < value.Length; i++)
        {
            value[i] = condition[i] != 0 ? a[i] : b[i];
        }
    }

    protected override void ComputeLocal(in ElementwiseOperands operands, int position, Span<double> local)
    {
        var condition = operands[0];
        for (var i = 0; i < local.Length; i++)
        {
            local[i] = position > 0 && (condition[i] != 0) == (position == 1) ? 1 : 0;
        }
    }

    // 0 is how a comparison says no, so a condition of exactly 0 is an outcome and no kink.
    protected override void ComputeBranches(in ElementwiseOperands operands, BranchRecorder recorder)
    {
        var condition = operands[0];
        for (var i = 0; i < condition.Length; i++)
        {
            recorder.Add(new Branch(condition[i] != 0 ? 1 : 0, false), i);
        }
    }
}
