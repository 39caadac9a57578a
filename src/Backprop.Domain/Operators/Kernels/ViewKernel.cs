using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>A node whose elements are elements of its operand in other places, or a constant; its gradient is the transpose of that copy.</summary>
/// <param name="shape">The node's shape.</param>
/// <param name="view">Pairs of the operand's elements (left) and the node's (right).</param>
/// <param name="rearranges">Whether every element of the operand is in the node exactly once.</param>
/// <param name="fill">What the node holds where no pair reaches; null where every element is reached.</param>
internal sealed class ViewKernel(Shape shape, StridedView view, bool rearranges = false, double? fill = null) : Kernel(shape)
{
    public override long Work => Units(view.Work + (fill is null ? 0 : Shape.Count));

    public override void Forward(in KernelFrame frame)
    {
        if (fill is { } value)
        {
            frame.Value.Fill(value);
        }

        view.CopyLeftToRight(frame.Operand(0), frame.Value);
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        if (rearranges)
        {
            view.CopyRightToLeft(upstream, contribution);
            return;
        }

        contribution.Clear();
        view.AddRightToLeft(upstream, contribution);
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream) => 0;
}
