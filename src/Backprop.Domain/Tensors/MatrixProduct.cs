using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Domain.Tensors;

// docs/decisions/0030-one-matrix-product.md
/// <summary>
/// The product of two matrices, on one thread, without allocating. Large ones go the way of Goto and van de Geijn (2008): a block of A and a
/// panel of B are packed into contiguous memory that fits the caches, and a tile of C is summed in registers: over the inner index from
/// first to last, in blocks of <see cref="BlockDepth"/>. The order of summation follows from the sizes and strides alone.
/// </summary>
internal static class MatrixProduct
{
    /// <summary>Inner indices of one packed panel: a panel of B (32 KiB) stays in the first cache while A's panels stream by.</summary>
    private const int BlockDepth = 256;

    /// <summary>Rows of one packed block of A (256 KiB: it stays in the second cache).</summary>
    private const int BlockRows = 128;

    /// <summary>Multiply-adds below which packing costs more than it saves.</summary>
    private const long SmallWork = 128;

    /// <summary>Rows or columns below which most of a tile would be padding.</summary>
    private const int NarrowExtent = 4;

    private const int LineLength = 64 / sizeof(double);

    [ThreadStatic]
    private static double[]? _buffer;

    private static int TileRows => Vector512.IsHardwareAccelerated ? 8 : 4;

    private static int TileColumns => Vector512.IsHardwareAccelerated ? 16 : 12;

    /// <summary>What a product of these extents takes, in quarters of a nanosecond: its two gradients take twice as much together.</summary>
    public static double EstimateWork(double rows, double depth, double columns)
    {
        // A multiply-add in whole tiles and in others, a number packed or added to, a call.
        const double WorkATile = 0.2;
        const double WorkAlone = 2;
        const double WorkANumber = 4;
        const double WorkACall = 60;
        var isTiled = Math.Min(rows, Math.Min(depth, columns)) >= 2 * NarrowExtent;
        return WorkACall + ((isTiled ? WorkATile : WorkAlone) * rows * depth * columns) + (WorkANumber * ((rows * depth) + (depth * columns) + (rows * columns)));
    }

    /// <summary>C = scale·A·B, or C += scale·A·B.</summary>
    /// <param name="a">The left factor.</param>
    /// <param name="b">The right factor; as many rows as A has columns.</param>
    /// <param name="c">The product, row-major, of A's rows and B's columns; overlaps neither factor.</param>
    /// <param name="scale">What the product is multiplied by.</param>
    /// <param name="accumulate">Whether the product is added to what <paramref name="c"/> holds.</param>
    /// <param name="cancellationToken">Stops a long product.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Multiply(in MatrixView a, in MatrixView b, Span<double> c, double scale = 1, bool accumulate = false, CancellationToken cancellationToken = default)
    {
        if (a.Columns != b.Rows || c.Length != a.Rows * b.Columns)
        {
            throw new ArgumentException($"[{a.Rows}, {a.Columns}] times [{b.Rows}, {b.Columns}] does not give {c.Length} elements.");
        }

        if (b.Columns == 1)
        {
            // A column is a row of the transposed product: what follows then reads A along its own memory.
            MultiplyDirectly(b.Transposed, a.Transposed, c, scale, accumulate, cancellationToken);
        }
        else if (a.Rows < NarrowExtent || (long)a.Rows * a.Columns * b.Columns <= SmallWork)
        {
            MultiplyDirectly(a, b, c, scale, accumulate, cancellationToken);
        }
        else
        {
            MultiplyPacked(a, b, c, scale, accumulate, cancellationToken);
        }
    }

    private static void MultiplyDirectly(in MatrixView a, in MatrixView b, Span<double> c, double scale, bool accumulate, CancellationToken cancellationToken)
    {
        const int Vectorised = 8;
        var depth = a.Columns;
        var pace = new Pace(cancellationToken);
        for (var i = 0; i < a.Rows; i++)
        {
            pace.Spend((long)depth * b.Columns);
            var row = c.Slice(i * b.Columns, b.Columns);
            if (!accumulate)
            {
                row.Clear();
            }

            if (b.ColumnStride == 1 && row.Length >= Vectorised)
            {
                for (var p = 0; p < depth; p++)
                {
                    var factor = scale * a.Data[(i * a.RowStride) + (p * a.ColumnStride)];
                    TensorPrimitives.MultiplyAddEstimate(b.Data.Slice(p * b.RowStride, row.Length), factor, row, row);
                }
            }
            else if (a.ColumnStride == 1 && b.RowStride == 1 && depth >= Vectorised)
            {
                var left = a.Data.Slice(i * a.RowStride, depth);
                for (var j = 0; j < row.Length; j++)
                {
                    row[j] += scale * TensorPrimitives.Dot(left, b.Data.Slice(j * b.ColumnStride, depth));
                }
            }
            else
            {
                for (var j = 0; j < row.Length; j++)
                {
                    var sum = 0.0;
                    for (var p = 0; p < depth; p++)
                    {
                        sum += a.Data[(i * a.RowStride) + (p * a.ColumnStride)] * b.Data[(p * b.RowStride) + (j * b.ColumnStride)];
                    }

                    row[j] += scale * sum;
                }
            }
        }
    }

    private static unsafe void MultiplyPacked(in MatrixView a, in MatrixView b, Span<double> c, double scale, bool accumulate, CancellationToken cancellationToken)
    {
        var pace = new Pace(cancellationToken);
        _buffer ??= GC.AllocateUninitializedArray<double>((BlockRows * BlockDepth) + (TileColumns * BlockDepth) + LineLength, pinned: true);
        fixed (double* buffer = _buffer, aData = a.Data, bData = b.Data, cData = c)
        {
            var packedA = (double*)(((nint)buffer + 63) & ~63);
            var packedB = packedA + (BlockRows * BlockDepth);
            for (var start = 0; start < a.Columns; start += BlockDepth)
            {
                var depth = Math.Min(BlockDepth, a.Columns - start);
                for (var top = 0; top < a.Rows; top += BlockRows)
                {
                    var rows = Math.Min(BlockRows, a.Rows - top);
                    var block = aData + ((long)top * a.RowStride) + ((long)start * a.ColumnStride);
                    for (var row = 0; row < rows; row += TileRows)
                    {
                        Pack(block + ((long)row * a.RowStride), Math.Min(TileRows, rows - row), a.RowStride, depth, a.ColumnStride, packedA + (row * depth), TileRows);
                    }

                    for (var left = 0; left < b.Columns; left += TileColumns)
                    {
                        var columns = Math.Min(TileColumns, b.Columns - left);
                        pace.Spend((long)rows * depth * columns);
                        Pack(bData + ((long)start * b.RowStride) + ((long)left * b.ColumnStride), columns, b.ColumnStride, depth, b.RowStride, packedB, TileColumns);
                        for (var row = 0; row < rows; row += TileRows)
                        {
                            var target = cData + ((long)(top + row) * b.Columns) + left;
                            Tile(depth, packedA + (row * depth), packedB, target, b.Columns, Math.Min(TileRows, rows - row), columns, scale, accumulate || start > 0);
                        }
                    }
                }
            }
        }
    }

    /// <summary>Lays <paramref name="count"/> lines of <paramref name="depth"/> numbers side by side, <paramref name="width"/> to a group, with zeros for lines that are missing.</summary>
    private static unsafe void Pack(double* source, int count, int lineStride, int depth, int depthStride, double* target, int width)
    {
        if (count < width)
        {
            new Span<double>(target, width * depth).Clear();
        }

        if (lineStride == 1 && count == width)
        {
            for (var p = 0; p < depth; p++, source += depthStride, target += width)
            {
                for (var i = 0; i < width; i += 4)
                {
                    Vector256.Load(source + i).Store(target + i);
                }
            }

            return;
        }

        var line = 0;
        if (Avx.IsSupported && depthStride == 1)
        {
            for (; line + 4 <= count; line += 4)
            {
                PackFour(source + ((long)line * lineStride), lineStride, depth, target + line, width);
            }
        }

        for (; line < count; line++)
        {
            var from = source + ((long)line * lineStride);
            var to = target + line;
            for (var p = 0; p < depth; p++, from += depthStride, to += width)
            {
                *to = *from;
            }
        }
    }

    /// <summary>Four contiguous lines at once, as transposed 4×4 blocks.</summary>
    private static unsafe void PackFour(double* source, int lineStride, int depth, double* target, int width)
    {
        var p = 0;
        for (; p + 4 <= depth; p += 4)
        {
            var row0 = Vector256.Load(source + p);
            var row1 = Vector256.Load(source + lineStride + p);
            var row2 = Vector256.Load(source + (2L * lineStride) + p);
            var row3 = Vector256.Load(source + (3L * lineStride) + p);
            var even01 = Avx.UnpackLow(row0, row1);
            var odd01 = Avx.UnpackHigh(row0, row1);
            var even23 = Avx.UnpackLow(row2, row3);
            var odd23 = Avx.UnpackHigh(row2, row3);
            var to = target + (p * width);
            Avx.Permute2x128(even01, even23, 0x20).Store(to);
            Avx.Permute2x128(odd01, odd23, 0x20).Store(to + width);
            Avx.Permute2x128(even01, even23, 0x31).Store(to + (2 * width));
            Avx.Permute2x128(odd01, odd23, 0x31).Store(to + (3 * width));
        }

        for (; p < depth; p++)
        {
            for (var line = 0; line < 4; line++)
            {
                target[(p * width) + line] = source[((long)line * lineStride) + p];
            }
        }
    }

    /// <summary>One tile of C: straight into C where it is whole, by way of the stack where it hangs over an edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Tile(int depth, double* a, double* b, double* c, int stride, int rows, int columns, double scale, bool accumulate)
    {
        if (rows == TileRows && columns == TileColumns)
        {
            WholeTile(depth, a, b, c, stride, scale, accumulate);
            return;
        }

        var tile = stackalloc double[TileRows * TileColumns];
        WholeTile(depth, a, b, tile, TileColumns, scale, accumulate: false);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                c[((long)i * stride) + j] = tile[(i * TileColumns) + j] + (accumulate ? c[((long)i * stride) + j] : 0);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void WholeTile(int depth, double* a, double* b, double* c, int stride, double scale, bool accumulate)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Tile8By16(depth, a, b, c, stride, scale, accumulate);
        }
        else
        {
            Tile4By12(depth, a, b, c, stride, scale, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe void Tile8By16(int depth, double* a, double* b, double* c, long stride, double scale, bool accumulate)
    {
        Vector512<double> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<double> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        for (var p = 0; p < depth; p++, a += 8, b += 16)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + 8);
            var x = Vector512.Create(a[0]);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[1]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[2]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(a[3]);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a[4]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a[5]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(a[6]);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a[7]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
        }

        Put(c, c00, c01, scale, accumulate);
        Put(c + stride, c10, c11, scale, accumulate);
        Put(c + (2 * stride), c20, c21, scale, accumulate);
        Put(c + (3 * stride), c30, c31, scale, accumulate);
        Put(c + (4 * stride), c40, c41, scale, accumulate);
        Put(c + (5 * stride), c50, c51, scale, accumulate);
        Put(c + (6 * stride), c60, c61, scale, accumulate);
        Put(c + (7 * stride), c70, c71, scale, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Put(double* c, Vector512<double> left, Vector512<double> right, double scale, bool accumulate)
    {
        left *= scale;
        right *= scale;
        if (accumulate)
        {
            left += Vector512.Load(c);
            right += Vector512.Load(c + 8);
        }

        left.Store(c);
        right.Store(c + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe void Tile4By12(int depth, double* a, double* b, double* c, long stride, double scale, bool accumulate)
    {
        Vector256<double> c00 = default, c01 = default, c02 = default, c10 = default, c11 = default, c12 = default;
        Vector256<double> c20 = default, c21 = default, c22 = default, c30 = default, c31 = default, c32 = default;
        for (var p = 0; p < depth; p++, a += 4, b += 12)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + 4);
            var b2 = Vector256.Load(b + 8);
            var x = Vector256.Create(a[0]);
            c00 = Vector256.MultiplyAddEstimate(x, b0, c00);
            c01 = Vector256.MultiplyAddEstimate(x, b1, c01);
            c02 = Vector256.MultiplyAddEstimate(x, b2, c02);
            x = Vector256.Create(a[1]);
            c10 = Vector256.MultiplyAddEstimate(x, b0, c10);
            c11 = Vector256.MultiplyAddEstimate(x, b1, c11);
            c12 = Vector256.MultiplyAddEstimate(x, b2, c12);
            x = Vector256.Create(a[2]);
            c20 = Vector256.MultiplyAddEstimate(x, b0, c20);
            c21 = Vector256.MultiplyAddEstimate(x, b1, c21);
            c22 = Vector256.MultiplyAddEstimate(x, b2, c22);
            x = Vector256.Create(a[3]);
            c30 = Vector256.MultiplyAddEstimate(x, b0, c30);
            c31 = Vector256.MultiplyAddEstimate(x, b1, c31);
            c32 = Vector256.MultiplyAddEstimate(x, b2, c32);
        }

        Put(c, c00, c01, c02, scale, accumulate);
        Put(c + stride, c10, c11, c12, scale, accumulate);
        Put(c + (2 * stride), c20, c21, c22, scale, accumulate);
        Put(c + (3 * stride), c30, c31, c32, scale, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Put(double* c, Vector256<double> left, Vector256<double> middle, Vector256<double> right, double scale, bool accumulate)
    {
        left *= scale;
        middle *= scale;
        right *= scale;
        if (accumulate)
        {
            left += Vector256.Load(c);
            middle += Vector256.Load(c + 4);
            right += Vector256.Load(c + 8);
        }

        left.Store(c);
        middle.Store(c + 4);
        right.Store(c + 8);
    }
}
