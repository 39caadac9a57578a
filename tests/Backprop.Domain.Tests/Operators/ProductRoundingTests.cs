using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

/// <summary>The gradient check believes that a kernel's rounding, in units of 2⁻⁵³, bounds the error of upstream · value. Here sums of products that cancel are held against exact integers.</summary>
public sealed class ProductRoundingTests
{
    private const double Unit = 1.0 / (1L << 53);
    private const int BitsOfA = 30;
    private const int BitsOfB = 20;

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(3, 5, 4)]
    [InlineData(8, 300, 8)]
    [InlineData(20, 1000, 17)]
    public void MatMul_anyProduct_roundsByLessThanItSays(int rows, int depth, int columns)
    {
        var (a, b) = Cancelling(rows, depth, columns);
        var tape = Run(GraphSpecs.Node("y", "matMul", "a", "b"), ("a", a), ("b", b));
        AssertBounded(tape, a.Data, b.Data, rows, depth, columns);
    }

    [Theory]
    [InlineData(3, 5, 4)]
    [InlineData(8, 300, 8)]
    public void Gemm_anyProduct_roundsByLessThanItSays(int rows, int depth, int columns)
    {
        var (a, b) = Cancelling(rows, depth, columns);
        AssertBounded(Run(GraphSpecs.Node("y", "gemm", "a", "b"), ("a", a), ("b", b)), a.Data, b.Data, rows, depth, columns);
    }

    [Theory]
    [InlineData(3, 5, 4)]
    [InlineData(8, 300, 8)]
    public void Einsum_anyProduct_roundsByLessThanItSays(int rows, int depth, int columns)
    {
        var (a, b) = Cancelling(rows, depth, columns);
        var node = new NodeSpec("y", "einsum", ["a", "b"], new Dictionary<string, AttributeValue> { ["equation"] = new AttributeValue.Text("ij,jk->ik") });
        AssertBounded(Run(node, ("a", a), ("b", b)), a.Data, b.Data, rows, depth, columns);
    }

    [Theory]
    [InlineData(4, 100, 1)]
    [InlineData(9, 40, 6)]
    public void Conv_anyProduct_roundsByLessThanItSays(int filters, int depth, int places)
    {
        // A filter as long as one element and as deep as the channels is a matrix product.
        var (w, x) = Cancelling(filters, depth, places);
        var tape = Run(
            GraphSpecs.Node("y", "conv", "x", "w"),
            ("x", new Tensor(Shape.Of(1, depth, places), x.Data)),
            ("w", new Tensor(Shape.Of(filters, depth, 1), w.Data)));
        AssertBounded(tape, w.Data, x.Data, filters, depth, places);
    }

    private static void AssertBounded(Tape tape, double[] a, double[] b, int rows, int depth, int columns)
    {
        var output = tape.Graph.Output;
        var bound = tape.Graph.OutputNode.Kernel!.Rounding(tape.Frame(output), tape.Gradient(output));
        var error = 0.0;
        var magnitude = 0.0;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                Int128 exact = 0;
                for (var p = 0; p < depth; p++)
                {
                    exact += (Int128)Math.ScaleB(a[(i * depth) + p], BitsOfA) * (Int128)Math.ScaleB(b[(p * columns) + j], BitsOfB);
                    magnitude += Math.Abs(a[(i * depth) + p] * b[(p * columns) + j]);
                }

                error += Math.ScaleB((double)Int128.Abs((Int128)Math.ScaleB(tape.Value(output)[(i * columns) + j], BitsOfA + BitsOfB) - exact), -BitsOfA - BitsOfB);
            }
        }

        Assert.True(error <= bound * Unit, $"error {error:R}, bound {bound * Unit:R}");
        Assert.True(bound * Unit < 1e-13 * magnitude, $"a bound of {bound * Unit:R} for terms of {magnitude:R} says nothing");
    }

    /// <summary>Factors with few enough digits that integers hold the exact sums, of alternating signs so that the sums nearly vanish.</summary>
    private static (Tensor A, Tensor B) Cancelling(int rows, int depth, int columns)
    {
        var random = new SeededRandom((rows * 31) + depth);
        var a = new double[rows * depth];
        var b = new double[depth * columns];
        for (var i = 0; i < a.Length; i++)
        {
            a[i] = Math.ScaleB(random.NextInt(1 << 30), -BitsOfA);
        }

        for (var p = 0; p < depth; p++)
        {
            for (var j = 0; j < columns; j++)
            {
                b[(p * columns) + j] = (p % 2 == 0 ? 1 : -1) * Math.ScaleB(random.NextInt(1 << 30), -BitsOfB);
            }
        }

        return (new Tensor(Shape.Of(rows, depth), a), new Tensor(Shape.Of(depth, columns), b));
    }

    private static Tape Run(NodeSpec node, params (string Id, Tensor Value)[] inputs) => GraphSpecs.Differentiate(GraphSpecs.Graph(
        GraphSpecs.Spec([.. inputs.Select(i => GraphSpecs.Node(i.Id, "input")), node]), inputs.ToDictionary(i => i.Id, i => i.Value)));
}
