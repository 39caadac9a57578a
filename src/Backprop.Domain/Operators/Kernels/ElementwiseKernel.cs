using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>
/// A kernel that computes each element of its node from one element of every operand, broadcast as NumPy does. Broadcasting, the product
/// with the upstream gradient, and summing a broadcast operand's gradient back to its shape are done here once, for every operator.
/// </summary>
internal abstract class ElementwiseKernel : Kernel
{
    // Elements of a long tensor that are computed before the next poll; what is multiplied next is still in the second cache.
    private const int Stretch = 1 << 15;

    // An operand's element copied where it is broadcast, and its gradient summed.
    private const double WorkABroadcast = 8;

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

    public sealed override long Work => Units((double)Shape.Count * (WorkAnElement + (WorkABroadcast * _broadcastCount)));

    /// <summary>What an element takes, in units of <see cref="Kernel.Work"/>.</summary>
    protected abstract double WorkAnElement { get; }

    public sealed override long ScratchLength => Saturate(Shape.Count, _broadcastCount + (_broadcastCount > 0 ? 1 : 0));

    /// <summary>Roundings in one element of the result: 0 copy or selection, 1 for + − × ÷ √, 3 exp and log, up to 6 sigmoid.</summary>
    protected abstract double Roundings { get; }

    // docs/decisions/0150-nothing-grows-with-the-square-of-operands.md
    /// <summary>Whether ∂node/∂operand reads operands other than its own. A kernel of any number of operands must not: its backward pass would take the square of their number.</summary>
    protected virtual bool LocalReadsOtherOperands => true;

    /// <summary>Whether any stretch of elements can be computed by itself.</summary>
    protected virtual bool IsDivisible => false;

    public sealed override void Forward(in KernelFrame frame)
    {
        var operands = Broadcast(frame);
        if (!IsDivisible || frame.Value.Length <= Stretch)
        {
            Compute(operands, frame.Value);
            return;
        }

        for (var start = 0; start < frame.Value.Length; start += Stretch)
        {
            frame.CancellationToken.ThrowIfCancellationRequested();
            var part = operands.Part(start, Math.Min(Stretch, frame.Value.Length - start));
            Compute(part, frame.Value.Slice(start, part.Value.Length));
        }
    }

    public sealed override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var operands = BroadcastForLocal(frame, position);
        if (_broadcasts[position] is not { } view)
        {
            Contribute(frame, operands, position, upstream, contribution);
            return;
        }

        var count = (int)Shape.Count;
        var whole = frame.Scratch.Slice(_broadcastCount * count, count);
        Contribute(frame, operands, position, upstream, whole);
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

    /// <summary>The upstream gradient times the local derivative, of the node's length.</summary>
    private void Contribute(in KernelFrame frame, in ElementwiseOperands operands, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        if (!IsDivisible || contribution.Length <= Stretch)
        {
            ComputeLocal(operands, position, contribution);
            Contribute(position, upstream, contribution);
            return;
        }

        for (var start = 0; start < contribution.Length; start += Stretch)
        {
            frame.CancellationToken.ThrowIfCancellationRequested();
            var part = contribution.Slice(start, Math.Min(Stretch, contribution.Length - start));
            ComputeLocal(operands.Part(start, part.Length), position, part);
            Contribute(position, upstream.Slice(start, part.Length), part);
        }
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

        return new ElementwiseOperands(frame, _broadcasts, _slots, 0, count);
    }
}

/// <summary>An elementwise kernel's operands, each as long as the node; or a stretch of them and of the node.</summary>
internal readonly ref struct ElementwiseOperands(KernelFrame frame, StridedView?[] broadcasts, int[] slots, int start, int length)
{
    private readonly KernelFrame _frame = frame;

    /// <summary>The number of operands.</summary>
    public int Count => _frame.OperandCount;

    /// <summary>The node's value.</summary>
    public ReadOnlySpan<double> Value => _frame.Value.Slice(start, length);

    /// <summary>What the forward call leaves for the backward call.</summary>
    public Span<double> Saved => _frame.Saved;

    /// <summary>The operand at a position.</summary>
    public ReadOnlySpan<double> this[int position] =>
        broadcasts[position] is null ? _frame.Operand(position).Slice(start, length) : _frame.Scratch.Slice((slots[position] * _frame.Value.Length) + start, length);

    /// <summary>A stretch of the operands and of the node.</summary>
    public ElementwiseOperands Part(int from, int count) => new(_frame, broadcasts, slots, from, count);
}
