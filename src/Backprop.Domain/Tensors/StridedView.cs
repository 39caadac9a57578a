namespace Backprop.Domain.Tensors;

// docs/decisions/0003-one-strided-walk.md
/// <summary>
/// Pairs of elements of two arrays, walked in row-major order of a common shape with a stride along each axis on either side.
/// Broadcasting, axis permutation, slicing, tiling and padding are all such walks; stride 0 repeats an element.
/// </summary>
internal sealed class StridedView
{
    private const double WorkARow = 20;
    private const double WorkOfNeighbours = 3;
    private const double WorkAnElement = 14;

    private readonly int[] _dimensions;
    private readonly int[] _leftStrides;
    private readonly int[] _rightStrides;
    private readonly int _leftOffset;
    private readonly int _rightOffset;

    /// <summary>A walk over <paramref name="dimensions"/>; neighbouring axes that are contiguous on both sides are merged.</summary>
    public StridedView(ReadOnlySpan<int> dimensions, ReadOnlySpan<int> leftStrides, ReadOnlySpan<int> rightStrides, int leftOffset = 0, int rightOffset = 0)
    {
        var merged = new List<(int Dimension, int Left, int Right)>(dimensions.Length);
        for (var axis = 0; axis < dimensions.Length; axis++)
        {
            if (dimensions[axis] == 1)
            {
                continue;
            }

            if (merged.Count > 0 && merged[^1].Left == leftStrides[axis] * dimensions[axis] && merged[^1].Right == rightStrides[axis] * dimensions[axis])
            {
                merged[^1] = (merged[^1].Dimension * dimensions[axis], leftStrides[axis], rightStrides[axis]);
            }
            else
            {
                merged.Add((dimensions[axis], leftStrides[axis], rightStrides[axis]));
            }
        }

        if (merged.Count == 0)
        {
            merged.Add((1, 1, 1));
        }

        _dimensions = [.. merged.Select(m => m.Dimension)];
        _leftStrides = [.. merged.Select(m => m.Left)];
        _rightStrides = [.. merged.Select(m => m.Right)];
        (_leftOffset, _rightOffset) = (leftOffset, rightOffset);
    }

    /// <summary>The walk that reads a tensor of shape <paramref name="operand"/> (left) as if broadcast to <paramref name="target"/> (right, contiguous).</summary>
    public static StridedView Broadcast(Shape operand, Shape target) => new(target.Dimensions, operand.BroadcastStrides(target), target.Strides());

    /// <summary>What a walk takes, in quarters of a nanosecond: rows of neighbours are moved as vectors, others element by element.</summary>
    public double Work
    {
        get
        {
            var rows = 1.0;
            foreach (var dimension in _dimensions.AsSpan(0, _dimensions.Length - 1))
            {
                rows *= dimension;
            }

            var isVector = _leftStrides[^1] is 0 or 1 && _rightStrides[^1] is 0 or 1;
            return rows * (WorkARow + ((isVector ? WorkOfNeighbours : WorkAnElement) * _dimensions[^1]));
        }
    }

    /// <summary>right[…] = left[…] for every pair.</summary>
    public void CopyLeftToRight(ReadOnlySpan<double> left, Span<double> right) => Walk<Copy>(left, _leftStrides, _leftOffset, right, _rightStrides, _rightOffset);

    /// <summary>left[…] = right[…] for every pair.</summary>
    public void CopyRightToLeft(ReadOnlySpan<double> right, Span<double> left) => Walk<Copy>(right, _rightStrides, _rightOffset, left, _leftStrides, _leftOffset);

    /// <summary>left[…] += right[…] for every pair: the transpose of <see cref="CopyLeftToRight"/>, which its gradient is.</summary>
    public void AddRightToLeft(ReadOnlySpan<double> right, Span<double> left) => Walk<Add>(right, _rightStrides, _rightOffset, left, _leftStrides, _leftOffset);

    /// <summary>right[…] += left[…] for every pair.</summary>
    public void AddLeftToRight(ReadOnlySpan<double> left, Span<double> right) => Walk<Add>(left, _leftStrides, _leftOffset, right, _rightStrides, _rightOffset);

    private void Walk<TMove>(ReadOnlySpan<double> source, int[] sourceStrides, int sourceStart, Span<double> target, int[] targetStrides, int targetStart)
        where TMove : struct, IMove
    {
        var last = _dimensions.Length - 1;
        var index = last <= 64 ? stackalloc int[64] : new int[last];
        index[..last].Clear();
        var length = _dimensions[last];
        while (true)
        {
            TMove.Row(source, sourceStart, sourceStrides[last], target, targetStart, targetStrides[last], length);
            var axis = last - 1;
            while (axis >= 0)
            {
                sourceStart += sourceStrides[axis];
                targetStart += targetStrides[axis];
                if (++index[axis] < _dimensions[axis])
                {
                    break;
                }

                sourceStart -= sourceStrides[axis] * _dimensions[axis];
                targetStart -= targetStrides[axis] * _dimensions[axis];
                index[axis--] = 0;
            }

            if (axis < 0)
            {
                return;
            }
        }
    }

    private interface IMove
    {
        static abstract void Row(ReadOnlySpan<double> source, int sourceStart, int sourceStride, Span<double> target, int targetStart, int targetStride, int length);
    }

    private readonly struct Copy : IMove
    {
        public static void Row(ReadOnlySpan<double> source, int sourceStart, int sourceStride, Span<double> target, int targetStart, int targetStride, int length)
        {
            if (targetStride == 1 && sourceStride == 1)
            {
                source.Slice(sourceStart, length).CopyTo(target.Slice(targetStart, length));
            }
            else if (targetStride == 1 && sourceStride == 0)
            {
                target.Slice(targetStart, length).Fill(source[sourceStart]);
            }
            else
            {
                for (var i = 0; i < length; i++)
                {
                    target[targetStart + (i * targetStride)] = source[sourceStart + (i * sourceStride)];
                }
            }
        }
    }

    private readonly struct Add : IMove
    {
        public static void Row(ReadOnlySpan<double> source, int sourceStart, int sourceStride, Span<double> target, int targetStart, int targetStride, int length)
        {
            if (targetStride == 1 && sourceStride == 1)
            {
                var row = target.Slice(targetStart, length);
                System.Numerics.Tensors.TensorPrimitives.Add(row, source.Slice(sourceStart, length), row);
            }
            else if (targetStride == 0 && sourceStride == 1)
            {
                target[targetStart] += System.Numerics.Tensors.TensorPrimitives.Sum(source.Slice(sourceStart, length));
            }
            else
            {
                for (var i = 0; i < length; i++)
                {
                    target[targetStart + (i * targetStride)] += source[sourceStart + (i * sourceStride)];
                }
            }
        }
    }
}
