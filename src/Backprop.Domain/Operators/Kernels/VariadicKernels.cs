using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>The sum of three or more operands.</summary>
internal sealed class SumKernel(Shape shape, IReadOnlyList<Shape> operands) : ElementwiseKernel(shape, operands)
{
    private readonly int _operandCount = operands.Count;

    protected override double WorkAnElement => 6.0 * _operandCount;

    protected override bool LocalReadsOtherOperands => false;

    protected override double Roundings => 1;

    // Every partial sum is rounded, and may be larger than the result.
    protected override double ComputeRounding(in ElementwiseOperands operands, ReadOnlySpan<double> upstream)
    {
        var rounding = 0.0;
        for (var i = 0; i < upstream.Length; i++)
        {
            var partial = operands[0][i];
            var magnitudes = 0.0;
            for (var position = 1; position < operands.Count; position++)
            {
                partial += operands[position][i];
                magnitudes += Math.Abs(partial);
            }

            rounding += magnitudes * Math.Abs(upstream[i]);
        }

        return rounding;
    }

    protected override void Compute(in ElementwiseOperands operands, Span<double> value)
    {
        operands[0].CopyTo(value);
        for (var position = 1; position < operands.Count; position++)
        {
            TensorPrimitives.Add(value, operands[position], value);
        }
    }

    protected override void ComputeLocal(in ElementwiseOperands operands, int position, Span<double> local) => local.Fill(1);
}

/// <summary>The product of three or more operands. Forward saves, for each operand, the product of the others: exact with zeros, linear in their number.</summary>
internal sealed class ProductKernel(Shape shape, IReadOnlyList<Shape> operands) : ElementwiseKernel(shape, operands)
{
    private readonly int _operandCount = operands.Count;

    protected override double WorkAnElement => 10.0 * _operandCount;

    public override long SavedLength => Saturate(Shape.Count, _operandCount);

    protected override bool LocalReadsOtherOperands => false;

    protected override double Roundings => _operandCount;

    protected override void Compute(in ElementwiseOperands operands, Span<double> value)
    {
        var count = value.Length;
        value.Fill(1);
        for (var position = 0; position < operands.Count; position++)
        {
            value.CopyTo(operands.Saved.Slice(position * count, count));
            TensorPrimitives.Multiply(value, operands[position], value);
        }

        // value now serves as the running product from the right, and is restored from the first operand's two parts at the end.
        value.Fill(1);
        for (var position = operands.Count - 1; position >= 0; position--)
        {
            var others = operands.Saved.Slice(position * count, count);
            TensorPrimitives.Multiply(others, value, others);
            TensorPrimitives.Multiply(value, operands[position], value);
        }
    }

    protected override void ComputeLocal(in ElementwiseOperands operands, int position, Span<double> local) =>
        operands.Saved.Slice(position * local.Length, local.Length).CopyTo(local);
}

/// <summary>The largest or smallest of three or more operands. Forward saves the number of tied winners.</summary>
internal sealed class ExtremumKernel(Shape shape, IReadOnlyList<Shape> operands, bool largest) : ElementwiseKernel(shape, operands)
{
    private readonly int _operandCount = operands.Count;

    protected override double WorkAnElement => 12.0 * _operandCount;

    public override long SavedLength => Shape.Count;

    public override bool HasBranches => true;

    protected override bool LocalReadsOtherOperands => false;

    public override bool IsUnusedWhereFlat(int position) => true;

    protected override double Roundings => 0;

    protected override void Compute(in ElementwiseOperands operands, Span<double> value)
    {
        operands[0].CopyTo(value);
        for (var position = 1; position < operands.Count; position++)
        {
            if (largest)
            {
                TensorPrimitives.Max(value, operands[position], value);
            }
            else
            {
                TensorPrimitives.Min(value, operands[position], value);
            }
        }

        operands.Saved.Clear();
        for (var position = 0; position < operands.Count; position++)
        {
            var operand = operands[position];
            for (var i = 0; i < value.Length; i++)
            {
                operands.Saved[i] += operand[i] == value[i] ? 1 : 0;
            }
        }
    }

    protected override void ComputeLocal(in ElementwiseOperands operands, int position, Span<double> local)
    {
        var operand = operands[position];
        for (var i = 0; i < local.Length; i++)
        {
            local[i] = operand[i] == operands.Value[i] ? 1 / operands.Saved[i] : 0;
        }
    }

    protected override void ComputeBranches(in ElementwiseOperands operands, BranchRecorder recorder)
    {
        for (var i = 0; i < operands.Value.Length; i++)
        {
            var winners = 0L;
            for (var position = 0; position < operands.Count; position++)
            {
                winners = operands[position][i] == operands.Value[i] ? unchecked((winners * 31) + position + 1) : winners;
            }

            recorder.Add(new Branch(winners, operands.Saved[i] > 1), i);
        }
    }
}
