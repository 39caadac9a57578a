using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Tensors;

public sealed class MatrixProductTests
{
    public static TheoryData<int, int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int, int>();
            int[] extents = [1, 2, 3, 5, 8, 9, 17, 33];
            foreach (var m in extents)
            {
                foreach (var n in extents)
                {
                    sizes.Add(m, n, 4);
                    sizes.Add(m, n, 37);
                }
            }

            foreach (var (m, n, k) in new[] { (129, 49, 257), (128, 48, 256), (256, 16, 512), (7, 200, 600), (300, 5, 40), (1, 500, 300), (500, 1, 300), (4, 64, 16), (16, 12, 24), (131, 97, 1) })
            {
                sizes.Add(m, n, k);
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Multiply_inEveryLayout_agreesWithTheSumOfProducts(int rows, int columns, int depth)
    {
        var random = new SeededRandom((rows * 1_000_003L) + (columns * 1009) + depth);
        var a = Draw(ref random, rows * depth);
        var b = Draw(ref random, depth * columns);
        for (var layout = 0; layout < 4; layout++)
        {
            var left = layout % 2 == 0 ? new MatrixView(a, rows, depth) : new MatrixView(a, depth, rows).Transposed;
            var right = layout / 2 == 0 ? new MatrixView(b, depth, columns) : new MatrixView(b, columns, depth).Transposed;
            var product = new double[rows * columns];
            MatrixProduct.Multiply(left, right, product, cancellationToken: TestContext.Current.CancellationToken);
            AssertIsProduct(left, right, product, new double[rows * columns], 1);

            var sum = Draw(ref random, rows * columns);
            var before = sum.ToArray();
            MatrixProduct.Multiply(left, right, sum, -0.75, accumulate: true, TestContext.Current.CancellationToken);
            AssertIsProduct(left, right, sum, before, -0.75);
        }
    }

    [Fact]
    public void Multiply_ofViewsWithGaps_readsOnlyTheirElements()
    {
        var a = Enumerable.Range(0, 9 * 11 * 3).Select(i => i % 3 == 0 ? i / 7.0 : double.NaN).ToArray();
        var b = Enumerable.Range(0, 11 * 20 * 2).Select(i => i % 2 == 0 ? i / 5.0 : double.NaN).ToArray();
        var left = new MatrixView(a, 9, 11, 33, 3);
        var right = new MatrixView(b, 11, 20, 40, 2);
        var product = new double[9 * 20];
        MatrixProduct.Multiply(left, right, product, cancellationToken: TestContext.Current.CancellationToken);
        AssertIsProduct(left, right, product, new double[9 * 20], 1);
    }

    [Fact]
    public void Multiply_afterTheFirstCall_allocatesNothing()
    {
        var a = new double[64 * 64];
        var c = new double[64 * 64];
        MatrixProduct.Multiply(new MatrixView(a, 64, 64), new MatrixView(a, 64, 64), c, cancellationToken: TestContext.Current.CancellationToken);
        var before = GC.GetAllocatedBytesForCurrentThread();
        MatrixProduct.Multiply(new MatrixView(a, 64, 64), new MatrixView(a, 64, 64), c, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Multiply_ofSizesThatDoNotFit_isRefused() =>
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(new MatrixView(new double[6], 2, 3), new MatrixView(new double[6], 2, 3), new double[4], cancellationToken: TestContext.Current.CancellationToken));

    private static double[] Draw(ref SeededRandom random, int count)
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = random.NextDouble(-1, 1);
        }

        return numbers;
    }

    private static void AssertIsProduct(in MatrixView a, in MatrixView b, double[] actual, double[] before, double scale)
    {
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < b.Columns; j++)
            {
                var sum = 0.0;
                var magnitude = 1.0;
                for (var p = 0; p < a.Columns; p++)
                {
                    var term = a.Data[(i * a.RowStride) + (p * a.ColumnStride)] * b.Data[(p * b.RowStride) + (j * b.ColumnStride)];
                    sum += term;
                    magnitude += Math.Abs(term);
                }

                var expected = before[(i * b.Columns) + j] + (scale * sum);
                Assert.True(Math.Abs(expected - actual[(i * b.Columns) + j]) <= 1e-14 * magnitude, $"element ({i}, {j}): expected {expected:R}, got {actual[(i * b.Columns) + j]:R}");
            }
        }
    }
}
