using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

// docs/decisions/0022-rows-and-their-rounding.md
/// <summary>A tensor as rows along some of its axes. Where those axes are the last ones a row is contiguous as it stands; otherwise the tensor is copied once so that it is.</summary>
internal sealed class RowLayout
{
    private readonly StridedView? _view;

    /// <summary>The rows of a tensor of this shape along these axes.</summary>
    public RowLayout(Shape shape, int[] axes)
    {
        Count = (int)Math.Min(shape.Count, int.MaxValue);
        var all = Enumerable.Range(0, shape.Rank);
        int[] order = [.. all.Except(axes), .. all.Intersect(axes)];
        int[] dimensions = [.. order.Select(axis => shape[axis])];
        Length = (int)Math.Min(Shape.Of(dimensions.AsSpan(shape.Rank - axes.Length)).Count, int.MaxValue);
        var moving = order.Where(axis => shape[axis] != 1).ToList();
        if (!moving.SequenceEqual(moving.Order()))
        {
            var strides = shape.Strides();
            _view = new StridedView(dimensions, [.. order.Select(axis => strides[axis])], Shape.Of(dimensions).Strides());
        }
    }

    /// <summary>The number of elements of all rows.</summary>
    public int Count { get; }

    /// <summary>The number of elements of one row.</summary>
    public int Length { get; }

    /// <summary>Whether the rows have to be copied to be contiguous.</summary>
    public bool Copies => _view is not null;

    /// <summary>What copying takes for an element, in units of <see cref="Kernel.Work"/>.</summary>
    public double WorkAnElement => Copies ? 20 : 0;

    /// <summary>The rows one after the other: the tensor itself, or <paramref name="space"/> with a copy.</summary>
    public ReadOnlySpan<double> Gather(ReadOnlySpan<double> tensor, Span<double> space)
    {
        if (_view is null)
        {
            return tensor;
        }

        _view.CopyLeftToRight(tensor, space);
        return space[..Count];
    }

    /// <summary>Where to write rows: the tensor itself, or <paramref name="space"/>, from which <see cref="Scatter"/> takes them.</summary>
    public Span<double> Target(Span<double> tensor, Span<double> space) => _view is null ? tensor : space[..Count];

    /// <summary>Puts rows that were written to <see cref="Target"/> where they belong.</summary>
    public void Scatter(ReadOnlySpan<double> rows, Span<double> tensor) => _view?.CopyRightToLeft(rows, tensor);
}
