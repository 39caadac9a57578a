using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>Batches of matrix products, whose batch axes broadcast.</summary>
internal sealed class MatMulKernel(Shape shape, Shape batch, Shape batchA, Shape batchB, int rows, int depth, int columns) : Kernel(shape)
{
    private readonly int[] _batch = batch.Dimensions.ToArray();
    private readonly int[] _stridesA = [.. batchA.BroadcastStrides(batch).Select(s => s * rows * depth)];
    private readonly int[] _stridesB = [.. batchB.BroadcastStrides(batch).Select(s => s * depth * columns)];
    private readonly bool _repeatsA = batchA.Count != batch.Count;
    private readonly bool _repeatsB = batchB.Count != batch.Count;

    public override long Work => Units(WorkOfProduct * (Shape.Count / ((double)rows * columns)));

    public override long ScratchLength => columns;

    public override void Forward(in KernelFrame frame)
    {
        var walk = new BatchWalk(_batch, _stridesA, _stridesB, stackalloc int[BatchWalk.StackRank]);
        var size = rows * columns;
        var pace = new Pace(frame.CancellationToken);
        for (var target = 0; target < frame.Value.Length; target += size)
        {
            MatrixProduct.Multiply(Left(frame, walk.OffsetA), Right(frame, walk.OffsetB), frame.Value.Slice(target, size), cancellationToken: frame.CancellationToken);
            pace.Spend(WorkOfProduct);
            walk.Next();
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var repeats = position == 0 ? _repeatsA : _repeatsB;
        if (repeats)
        {
            contribution.Clear();
        }

        var walk = new BatchWalk(_batch, _stridesA, _stridesB, stackalloc int[BatchWalk.StackRank]);
        var size = rows * columns;
        var pace = new Pace(frame.CancellationToken);
        for (var start = 0; start < upstream.Length; start += size)
        {
            var gradient = new MatrixView(upstream.Slice(start, size), rows, columns);
            if (position == 0)
            {
                MatrixProduct.Multiply(gradient, Right(frame, walk.OffsetB).Transposed, contribution.Slice(walk.OffsetA, rows * depth), 1, repeats, frame.CancellationToken);
            }
            else
            {
                MatrixProduct.Multiply(Left(frame, walk.OffsetA).Transposed, gradient, contribution.Slice(walk.OffsetB, depth * columns), 1, repeats, frame.CancellationToken);
            }

            pace.Spend(WorkOfProduct);
            walk.Next();
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var walk = new BatchWalk(_batch, _stridesA, _stridesB, stackalloc int[BatchWalk.StackRank]);
        var size = rows * columns;
        var sum = 0.0;
        for (var start = 0; start < upstream.Length; start += size)
        {
            sum += ProductRounding.Bound(Left(frame, walk.OffsetA), Right(frame, walk.OffsetB), upstream.Slice(start, size), frame.Scratch);
            walk.Next();
        }

        return sum;
    }

    private long WorkOfProduct { get; } = Units(MatrixProduct.EstimateWork(rows, depth, columns));

    private MatrixView Left(in KernelFrame frame, int offset) => new(frame.Operand(0).Slice(offset, rows * depth), rows, depth);

    private MatrixView Right(in KernelFrame frame, int offset) => new(frame.Operand(1).Slice(offset, depth * columns), depth, columns);
}

/// <summary>Where the factors of each product of a batch start, in row-major order of the batch.</summary>
internal ref struct BatchWalk
{
    public const int StackRank = 16;

    private readonly ReadOnlySpan<int> _dimensions;
    private readonly ReadOnlySpan<int> _stridesA;
    private readonly ReadOnlySpan<int> _stridesB;
    private readonly Span<int> _index;

    public BatchWalk(ReadOnlySpan<int> dimensions, ReadOnlySpan<int> stridesA, ReadOnlySpan<int> stridesB, Span<int> index)
    {
        _dimensions = dimensions;
        _stridesA = stridesA;
        _stridesB = stridesB;
        _index = dimensions.Length <= index.Length ? index[..dimensions.Length] : new int[dimensions.Length];
        _index.Clear();
    }

    public int OffsetA { get; private set; }

    public int OffsetB { get; private set; }

    public void Next()
    {
        for (var axis = _dimensions.Length - 1; axis >= 0; axis--)
        {
            OffsetA += _stridesA[axis];
            OffsetB += _stridesB[axis];
            if (++_index[axis] < _dimensions[axis])
            {
                return;
            }

            OffsetA -= _stridesA[axis] * _dimensions[axis];
            OffsetB -= _stridesB[axis] * _dimensions[axis];
            _index[axis] = 0;
        }
    }
}

/// <summary>alpha·op(A)·op(B) + beta·C.</summary>
internal sealed class GemmKernel(Shape shape, int depth, NodeAttributes attributes, Shape? added) : Kernel(shape)
{
    private readonly double _alpha = attributes.Number("alpha");
    private readonly double _beta = attributes.Number("beta");
    private readonly bool _transposeA = attributes.Flag("transA");
    private readonly bool _transposeB = attributes.Flag("transB");
    private readonly StridedView? _added = added is null ? null : StridedView.Broadcast(added, shape);

    public override long Work => Units(MatrixProduct.EstimateWork(Shape[0], depth, Shape[1]) + (_added?.Work ?? 0));

    public override long ScratchLength => Shape[1];

    public override void Forward(in KernelFrame frame)
    {
        if (_added is not null)
        {
            _added.CopyLeftToRight(frame.Operand(2), frame.Value);
            if (_beta != 1)
            {
                TensorPrimitives.Multiply(frame.Value, _beta, frame.Value);
            }
        }

        MatrixProduct.Multiply(Left(frame), Right(frame), frame.Value, _alpha, _added is not null, frame.CancellationToken);
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var gradient = new MatrixView(upstream, Shape[0], Shape[1]);
        switch (position)
        {
            case 0 when _transposeA:
                MatrixProduct.Multiply(Right(frame), gradient.Transposed, contribution, _alpha, cancellationToken: frame.CancellationToken);
                break;
            case 0:
                MatrixProduct.Multiply(gradient, Right(frame).Transposed, contribution, _alpha, cancellationToken: frame.CancellationToken);
                break;
            case 1 when _transposeB:
                MatrixProduct.Multiply(gradient.Transposed, Left(frame), contribution, _alpha, cancellationToken: frame.CancellationToken);
                break;
            case 1:
                MatrixProduct.Multiply(Left(frame).Transposed, gradient, contribution, _alpha, cancellationToken: frame.CancellationToken);
                break;
            default:
                contribution.Clear();
                _added!.AddRightToLeft(upstream, contribution);
                TensorPrimitives.Multiply(contribution, _beta, contribution);
                break;
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream) =>
        (Math.Abs(_alpha) * ProductRounding.Bound(Left(frame), Right(frame), upstream, frame.Scratch)) + (2 * SumOfMagnitudes(frame.Value, upstream));

    private MatrixView Left(in KernelFrame frame) => _transposeA ? new MatrixView(frame.Operand(0), depth, Shape[0]).Transposed : new MatrixView(frame.Operand(0), Shape[0], depth);

    private MatrixView Right(in KernelFrame frame) => _transposeB ? new MatrixView(frame.Operand(1), Shape[1], depth).Transposed : new MatrixView(frame.Operand(1), depth, Shape[1]);
}

// docs/decisions/0033-rounding-of-long-sums.md
/// <summary>How much rounding a matrix product brings.</summary>
internal static class ProductRounding
{
    /// <summary>An upper bound of K·Σ|c̄ᵢⱼ|·Σ|aᵢₚ|·|bₚⱼ|: the inner sum is at most the product of the norms of row i and column j (Cauchy and Schwarz).</summary>
    public static double Bound(in MatrixView a, in MatrixView b, ReadOnlySpan<double> upstream, Span<double> scratch)
    {
        var columnNorms = scratch[..b.Columns];
        for (var j = 0; j < b.Columns; j++)
        {
            columnNorms[j] = Math.Sqrt(SumOfSquares(b.Data, j * b.ColumnStride, b.RowStride, b.Rows));
        }

        var sum = 0.0;
        for (var i = 0; i < a.Rows; i++)
        {
            var row = upstream.Slice(i * b.Columns, b.Columns);
            var weighted = 0.0;
            for (var j = 0; j < row.Length; j++)
            {
                weighted += Math.Abs(row[j]) * columnNorms[j];
            }

            sum += weighted * Math.Sqrt(SumOfSquares(a.Data, i * a.RowStride, a.ColumnStride, a.Columns));
        }

        return OfSum(a.Columns) * sum;
    }

    /// <summary>
    /// K of a sum of this many products: every rounding where there are few; about the square root of their number where there are many, for
    /// they are as likely to go up as down (Higham and Mary, 2019, "A new approach to probabilistic rounding error analysis").
    /// </summary>
    public static double OfSum(int terms) => terms <= 4 ? terms : 2 * Math.Sqrt(terms);

    private static double SumOfSquares(ReadOnlySpan<double> data, int start, int stride, int count)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            var x = data[start + (i * stride)];
            sum += x * x;
        }

        return sum;
    }
}
