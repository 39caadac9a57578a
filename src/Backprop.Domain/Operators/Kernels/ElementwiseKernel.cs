using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>
/// A kernel that computes each element of its node from one element of every operand, broadcast as NumPy does. Broadcasting, the product
/// with the upstream gradient, and summing a broadcast operand's gradient back to its shape are done here once, for every operator.
/// </summary>
internal abstract class ElementwiseKernel : Kernel
{
    private readonly StridedView?[] _broadcasts;
    private readonly int[] _slots;
    private readonly int _broadcastCount;

    /// <summary>A kernel over operands of these shapes, which broadcast to <paramref name="shape"/>.</summary>
    protected ElementwiseKernel(Shape shape, IReadOnlyList<Shape> operands)
        : base(shape)
    {
        _broadcasts = new StridedView?[operands.Count];
        _slots = new int[operands.Count];
        var views = new Dictionary<Shape, StridedView>();
        for (var position = 0; position < operands.Count; position++)
        {
            if (operands[position].Count != shape.Count)
            {
                if (!views.TryGetValue(operands[position], out var view))
                {
                    views.Add(operands[position], view = StridedView.Broadcast(operands[position], shape));
                }

                _broadcasts[position] = view;
                _slots[position] = _broadcastCount++;
            }
        }
    }

    public sealed override bool IsElementwise => true;

    public sealed override long ScratchLength => Saturate(Shape.Count, _broadcastCount + (_broadcastCount > 0 ? 1 : 0));

    /// <summary>Roundings in one element of the result: 0 copy or selection, 1 for + − × ÷ √, 3 exp and log, up to 6 sigmoid.</summary>
    protected abstract double Roundings { get; }

    // docs/decisions/0150-nothing-grows-with-the-square-of-operands.md
    /// <summary>Whether ∂node/∂operand reads operands other than its own. A kernel of any number of operands must not: its backward pass would take the square of their number.</summary>
    protected virtual bool LocalReadsOtherOperands => true;

    public sealed override void Forward(in KernelFrame frame) => Compute(Broadcast(frame), frame.Value);

    public sealed override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var operands = BroadcastForLocal(frame, position);
        if (_broadcasts[position] is not { } view)
        {
            ComputeLocal(operands, position, contribution);
            TensorPrimitives.Multiply(upstream, contribution, contribution);
            return;
        }

        var count = (int)Shape.Count;
        var whole = frame.Scratch.Slice(_broadcastCount * count, count);
        ComputeLocal(operands, position, whole);
        TensorPrimitives.Multiply(upstream, whole, whole);
        contribution.Clear();
        view.AddRightToLeft(whole, contribution);
    }

    public sealed override void Local(in KernelFrame frame, int position, Span<double> local) => ComputeLocal(BroadcastForLocal(frame, position), position, local);

    public sealed override void Branches(in KernelFrame frame, BranchRecorder recorder)
    {
        if (HasBranches)
        {
            ComputeBranches(Broadcast(frame), recorder);
        }
    }

    public sealed override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream) => ComputeRounding(Broadcast(frame), upstream);

    /// <summary>Computes every element; all spans have the node's length.</summary>
    protected abstract void Compute(in ElementwiseOperands operands, Span<double> value);

    /// <summary>Computes ∂node/∂operand of every element.</summary>
    protected abstract void ComputeLocal(in ElementwiseOperands operands, int position, Span<double> local);

    /// <summary>Rounding as seen at the output, for elements whose error may be larger than <see cref="Roundings"/> of their own value.</summary>
    protected virtual double ComputeRounding(in ElementwiseOperands operands, ReadOnlySpan<double> upstream) =>
        Roundings == 0 ? 0 : Roundings * SumOfMagnitudes(operands.Value, upstream);

    /// <summary>Records every element's branch.</summary>
    protected virtual void ComputeBranches(in ElementwiseOperands operands, BranchRecorder recorder)
    {
    }

    private ElementwiseOperands Broadcast(in KernelFrame frame) => Broadcast(frame, 0, _broadcastCount > 0 ? _broadcasts.Length : 0);

    private ElementwiseOperands BroadcastForLocal(in KernelFrame frame, int position) => LocalReadsOtherOperands ? Broadcast(frame) : Broadcast(frame, position, position + 1);

    private ElementwiseOperands Broadcast(in KernelFrame frame, int first, int end)
    {
        var count = (int)Shape.Count;
        for (var position = first; position < end; position++)
        {
            _broadcasts[position]?.CopyLeftToRight(frame.Operand(position), frame.Scratch.Slice(_slots[position] * count, count));
        }

        return new ElementwiseOperands(frame, _broadcasts, _slots);
    }
}

/// <summary>An elementwise kernel's operands, each as long as the node.</summary>
internal readonly ref struct ElementwiseOperands(KernelFrame frame, StridedView?[] broadcasts, int[] slots)
{
    private readonly KernelFrame _frame = frame;

    /// <summary>The number of operands.</summary>
    public int Count => _frame.OperandCount;

    /// <summary>The node's value.</summary>
    public ReadOnlySpan<double> Value => _frame.Value;

    /// <summary>What the forward call leaves for the backward call.</summary>
    public Span<double> Saved => _frame.Saved;

    /// <summary>The operand at a position.</summary>
    public ReadOnlySpan<double> this[int position] =>
        broadcasts[position] is null ? _frame.Operand(position) : _frame.Scratch.Slice(slots[position] * _frame.Value.Length, _frame.Value.Length);
}
