using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>
/// The sum of products of two operands along named axes as a batch of matrix products. Letters of both operands and the result are the batch,
/// of the operands alone the inner index, of one operand and the result rows or columns. A letter of one operand alone is summed out first;
/// one of the result alone (in gradients) repeats. What already lies like a matrix is read in place, the rest is copied.
/// </summary>
internal sealed class PairContraction
{
    private readonly int[] _batch;
    private readonly Factor _left;
    private readonly Factor _right;
    private readonly bool _exchanged;
    private readonly StridedView? _placement;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _depth;
    private readonly long _productLength;

    private PairContraction(int[] extents, int[] a, int[] b, int[] result)
    {
        var all = Enumerable.Range(0, extents.Length).ToArray();
        int[] Select(Func<int, bool> condition) => [.. all.Where(condition).OrderByDescending(l => result[l])];
        var batch = Select(l => a[l] > 0 && b[l] > 0 && result[l] > 0);
        var rows = Select(l => a[l] > 0 && b[l] == 0 && result[l] > 0);
        var columns = Select(l => a[l] == 0 && b[l] > 0 && result[l] > 0);
        var repeated = Select(l => a[l] == 0 && b[l] == 0 && result[l] > 0);
        int[] shared = [.. all.Where(l => a[l] > 0 && b[l] > 0 && result[l] == 0)];
        int[] inner = [.. shared.OrderByDescending(l => a[l])];
        if (MergedStride(inner, extents, a) is null)
        {
            inner = [.. shared.OrderByDescending(l => b[l])];
        }

        var direct = repeated.Length == 0;
        _exchanged = direct && !LiesAs([.. batch, .. rows, .. columns], extents, result) && LiesAs([.. batch, .. columns, .. rows], extents, result);
        if (_exchanged)
        {
            (a, b, rows, columns) = (b, a, columns, rows);
        }

        _batch = [.. batch.Select(l => extents[l])];
        _rows = Product(rows, extents);
        _columns = Product(columns, extents);
        _depth = Product(inner, extents);
        _left = new Factor(extents, a, batch, rows, inner, [.. all.Where(l => a[l] > 0 && b[l] == 0 && result[l] == 0)]);
        _right = new Factor(extents, b, batch, inner, columns, [.. all.Where(l => b[l] > 0 && a[l] == 0 && result[l] == 0)]);
        int[] order = [.. batch, .. rows, .. columns];
        if (!direct || !LiesAs(order, extents, result))
        {
            int[] walk = [.. order, .. repeated];
            var product = Contiguous(order, extents);
            _placement = new StridedView([.. walk.Select(l => extents[l])], [.. product, .. repeated.Select(_ => 0)], [.. walk.Select(l => result[l])]);
            _productLength = Shape.Of([.. order.Select(l => extents[l])]).Count;
        }
    }

    /// <summary>
    /// A contraction of operands and result with these strides by letter, 0 for letters they lack; no extent is 1. Null where the operands
    /// share nothing that is summed: then there is no matrix product in it.
    /// </summary>
    public static PairContraction? Plan(int[] extents, int[] a, int[] b, int[] result) =>
        Enumerable.Range(0, extents.Length).Any(l => a[l] > 0 && b[l] > 0 && result[l] == 0) ? new PairContraction(extents, a, b, result) : null;

    /// <summary>Doubles of scratch space that a run needs.</summary>
    public long ScratchLength => _left.CopyLength + _right.CopyLength + _productLength;

    /// <summary>What a run takes, in units of <see cref="Kernel.Work"/>.</summary>
    public double Work => _left.Work + _right.Work + (_placement?.Work ?? 0) + (_batch.Aggregate(1.0, (product, extent) => product * extent) * WorkOfProduct);

    private long WorkOfProduct => long.CreateSaturating(MatrixProduct.EstimateWork(_rows, _depth, _columns));

    /// <summary>Computes the result.</summary>
    public void Run(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result, Span<double> scratch, CancellationToken cancellationToken)
    {
        var left = _left.Gather(_exchanged ? b : a, scratch);
        var right = _right.Gather(_exchanged ? a : b, scratch[(int)_left.CopyLength..]);
        var product = _placement is null ? result : scratch.Slice((int)(_left.CopyLength + _right.CopyLength), (int)_productLength);
        var walk = new BatchWalk(_batch, _left.BatchStrides, _right.BatchStrides, stackalloc int[BatchWalk.StackRank]);
        var size = _rows * _columns;
        var pace = new Pace(cancellationToken);
        for (var start = 0; start < product.Length; start += size)
        {
            MatrixProduct.Multiply(_left.Matrix(left, walk.OffsetA), _right.Matrix(right, walk.OffsetB), product.Slice(start, size), cancellationToken: cancellationToken);
            pace.Spend(WorkOfProduct);
            walk.Next();
        }

        _placement?.CopyLeftToRight(product, result);
    }

    /// <summary>The stride of the letters taken as one index, 1 for none, or null where they do not lie so.</summary>
    private static int? MergedStride(int[] letters, int[] extents, int[] strides)
    {
        for (var i = 0; i + 1 < letters.Length; i++)
        {
            if (strides[letters[i]] != strides[letters[i + 1]] * extents[letters[i + 1]])
            {
                return null;
            }
        }

        return letters.Length == 0 ? 1 : strides[letters[^1]];
    }

    private static bool LiesAs(int[] letters, int[] extents, int[] strides) => letters.Select(l => strides[l]).SequenceEqual(Contiguous(letters, extents));

    private static int[] Contiguous(int[] letters, int[] extents) => Shape.Of([.. letters.Select(l => extents[l])]).Strides();

    private static int Product(int[] letters, int[] extents) => (int)Math.Min(int.MaxValue, Shape.Of([.. letters.Select(l => extents[l])]).Count);

    /// <summary>One factor: a batch of matrices in the operand's own memory, or in a copy where it does not lie like one.</summary>
    private sealed class Factor
    {
        private readonly int _rows;
        private readonly int _columns;
        private readonly int _rowStride;
        private readonly int _columnStride;
        private readonly StridedView? _copy;
        private readonly bool _sums;

        public Factor(int[] extents, int[] strides, int[] batch, int[] rows, int[] columns, int[] summed)
        {
            _rows = Product(rows, extents);
            _columns = Product(columns, extents);
            if (summed.Length == 0 && MergedStride(rows, extents, strides) is { } rowStride && MergedStride(columns, extents, strides) is { } columnStride)
            {
                _rowStride = rowStride;
                _columnStride = columnStride;
                BatchStrides = [.. batch.Select(l => strides[l])];
                return;
            }

            int[] order = [.. batch, .. rows, .. columns];
            var contiguous = Contiguous(order, extents);
            int[] walk = [.. order, .. summed];
            _copy = new StridedView([.. walk.Select(l => extents[l])], [.. walk.Select(l => strides[l])], [.. contiguous, .. summed.Select(_ => 0)]);
            _sums = summed.Length > 0;
            CopyLength = Shape.Of([.. order.Select(l => extents[l])]).Count;
            _rowStride = _columns;
            _columnStride = 1;
            BatchStrides = contiguous[..batch.Length];
        }

        public long CopyLength { get; }

        public double Work => _copy?.Work ?? 0;

        public int[] BatchStrides { get; }

        public ReadOnlySpan<double> Gather(ReadOnlySpan<double> operand, Span<double> scratch)
        {
            if (_copy is null)
            {
                return operand;
            }

            var copy = scratch[..(int)CopyLength];
            if (_sums)
            {
                copy.Clear();
                _copy.AddLeftToRight(operand, copy);
            }
            else
            {
                _copy.CopyLeftToRight(operand, copy);
            }

            return copy;
        }

        public MatrixView Matrix(ReadOnlySpan<double> data, int offset) => new(data[offset..], _rows, _columns, _rowStride, _columnStride);
    }
}
