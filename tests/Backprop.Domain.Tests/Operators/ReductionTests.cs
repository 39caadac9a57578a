using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;
using static Backprop.Domain.Tests.Operators.OneOperator;

namespace Backprop.Domain.Tests.Operators;

public sealed class ReductionTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly Tensor Cube = new(Shape.Of(2, 3, 4), [.. Enumerable.Range(0, 24).Select(i => Math.Sin(1 + (i * i)))]);

    public static TheoryData<int[], bool> AxisSubsets
    {
        get
        {
            var data = new TheoryData<int[], bool>();
            for (var subset = 0; subset < 8; subset++)
            {
                int[] axes = [.. Enumerable.Range(0, 3).Where(axis => (subset >> axis & 1) == 1)];
                data.Add(axes, false);
                data.Add([.. axes.Reverse().Select(axis => axis - 3)], true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(AxisSubsets))]
    public void ReduceSum_overAnyAxes_addsTheElementsThatShareTheOtherIndices(int[] axes, bool keepDims)
    {
        var reduced = axes.Select(axis => (axis + 3) % 3).ToHashSet();
        int[] kept = [.. Enumerable.Range(0, 3).Select(axis => reduced.Contains(axis) ? 1 : Cube.Shape[axis])];
        var expected = new double[Shape.Of(kept).Count];
        for (var element = 0; element < Cube.Data.Length; element++)
        {
            expected[Broadcasting.SourceOf(element, Cube.Shape, Shape.Of(kept))] += Cube.Data[element];
        }

        var tape = Run("reduceSum", [Cube], ("axes", Given.Numbers([.. axes.Select(a => (double)a)])), ("keepDims", Given.Flag(keepDims)));

        Assert.Equal(keepDims ? Shape.Of(kept) : Shape.Of([.. Enumerable.Range(0, 3).Where(axis => !reduced.Contains(axis)).Select(axis => Cube.Shape[axis])]), tape.Graph.OutputNode.Shape);
        Numbers.AssertNear(expected, tape.ValueOf("y"), 1e-14);
    }

    [Fact]
    public void Reduction_withoutAxes_reducesAllAndWithAnEmptyListNone()
    {
        Assert.Equal([6.0], Run("reduceSum", [Tensor.Vector(1, 2, 3)]).ValueOf("y"));
        Assert.Equal([1.0, 2, 3], Run("reduceSum", [Tensor.Vector(1, 2, 3)], ("axes", Given.Numbers())).ValueOf("y"));
    }

    [Fact]
    public void Reduction_ofANumber_isTheNumber() => Assert.Equal([5.0], Run("reduceMean", 5).ValueOf("y"));

    [Theory]
    [InlineData("reduceSum", "2,3", new[] { 2.0 }, "axis 2 is out of range: an operand of shape [2, 3] has the axes -2 to 1")]
    [InlineData("reduceMax", "2,3", new[] { -3.0 }, "axis -3 is out of range")]
    [InlineData("reduceL2", "2,3", new[] { 0.0, -2.0 }, "axis -2 is named twice")]
    [InlineData("reduceProd", "", new[] { 0.0 }, "the operand is a number, which has no axes")]
    public void Axes_thatDoNotFit_areRefused(string op, string shape, double[] axes, string part)
    {
        var issue = OperatorErrors.Of(op, [shape], ("axes", Given.Numbers(axes)));

        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("logSoftmax")]
    [InlineData("cumSum")]
    public void Axis_thatDoesNotExist_isRefused(string op) =>
        Assert.Equal("invalid-attribute", OperatorErrors.Of(op, ["2,3"], ("axis", Given.Number(2))).Code);

    [Fact]
    public void CumSum_withoutAnAxis_isRefused() => Assert.Equal("missing-attribute", OperatorErrors.Of("cumSum", ["2,3"]).Code);

    [Theory]
    [InlineData("cumSum", 0)]
    [InlineData("cumSum", 1)]
    [InlineData("softmax", 0)]
    [InlineData("softmax", 1)]
    [InlineData("logSoftmax", 0)]
    [InlineData("logSoftmax", -2)]
    public void Function_alongAnInnerAxis_isTheFunctionAlongTheLastOfTheTransposed(string op, int axis)
    {
        var front = (axis + 3) % 3;
        int[] order = [.. Enumerable.Range(0, 3).Where(a => a != front), front];
        var moved = Run("transpose", [Cube], ("perm", Given.Numbers([.. order.Select(a => (double)a)])));
        var last = Run(op, [new Tensor(moved.Graph.OutputNode.Shape, moved.ValueOf("y"))], ("axis", Given.Number(2)));
        int[] back = [.. Enumerable.Range(0, 3).Select(a => Array.IndexOf(order, a))];
        var expected = Run("transpose", [new Tensor(last.Graph.OutputNode.Shape, last.ValueOf("y"))], ("perm", Given.Numbers([.. back.Select(a => (double)a)])));

        Assert.Equal(expected.ValueOf("y"), Run(op, [Cube], ("axis", Given.Number(axis))).ValueOf("y"));
    }

    [Fact]
    public void Softmax_andItsLogarithm_sumToOne()
    {
        var x = Tensor.Vector([.. Enumerable.Range(0, 1000).Select(i => 20 * Math.Sin(i))]);

        Assert.Equal(1, Run("softmax", [x]).ValueOf("y").Sum(), 1e-14);
        Assert.Equal(1, Run("logSoftmax", [x]).ValueOf("y").Sum(Math.Exp), 1e-13);
    }

    [Fact]
    public void Softmax_forArgumentsShiftedByAConstant_isTheSame() =>
        Assert.Equal(Run("softmax", [Tensor.Vector(1, 2, 4)]).ValueOf("y"), Run("softmax", [Tensor.Vector(1025, 1026, 1028)]).ValueOf("y"));

    [Fact]
    public void Sum_ofALongRow_isAsExactAsPairwiseAddition()
    {
        // 0.1 is 0.1000000000000000055511151231257827 in binary; added one after the other, a million of them are off by 1.3e-6.
        var sum = Run("reduceSum", [Tensor.Filled(Shape.Of(1_000_000), 0.1)]).ValueOf("y")[0];

        Assert.Equal(100000.00000000000555, sum, 1e-9);
    }

    [Fact]
    public void ReduceLogSumExp_ofInfiniteTerms_isInfiniteWithAFiniteGradient()
    {
        var ends = GraphSpecs.Graph(
            GraphSpecs.Spec(GraphSpecs.Node("p", "input"), GraphSpecs.Node("l", "log", "p"), GraphSpecs.Node("y", "reduceLogSumExp", "l")),
            new Dictionary<string, Tensor> { ["p"] = Tensor.Vector(0, 1, 3) });
        var some = GraphSpecs.Differentiate(ends);
        Assert.Equal(Math.Log(4), some.ValueOf("y")[0], 1e-15);
        Assert.Equal([0, 0.25, 0.75], some.GradientOf("l").Select(g => Math.Round(g, 15)));

        some.Load(0, Tensor.Vector(0, 0, 0));
        RunAgain(some);
        Assert.Equal(-Infinity, some.ValueOf("y")[0]);
        Assert.Equal([1 / 3.0, 1 / 3.0, 1 / 3.0], some.GradientOf("l"));
    }

    [Theory]
    [InlineData(new[] { 1000.0, 0 }, 1000, new[] { 1.0, 0 })]
    [InlineData(new[] { -1000.0, -1000 }, -999.3068528194401, new[] { 0.5, 0.5 })]
    [InlineData(new[] { 1e308, -1e308 }, 1e308, new[] { 1.0, 0 })]
    public void ReduceLogSumExp_ofLargeArguments_isExact(double[] x, double value, double[] gradient)
    {
        var tape = Run("reduceLogSumExp", [Tensor.Vector(x)]);

        Assert.Equal(value, tape.ValueOf("y")[0]);
        Assert.Equal(gradient, tape.GradientOf("x0"));
    }

    [Fact]
    public void ReduceL2_ofLargeAndSmallElements_neitherOverflowsNorUnderflows()
    {
        var large = Run("reduceL2", [Tensor.Vector(3e200, 4e200)]);
        Assert.Equal(5e200, large.ValueOf("y")[0], 1e185);
        Assert.Equal([0.6, 0.8], large.GradientOf("x0").Select(g => Math.Round(g, 15)));

        var small = Run("reduceL2", [Tensor.Vector(3e-200, 4e-200)]);
        Assert.Equal(5e-200, small.ValueOf("y")[0], 1e-215);
        Assert.Equal([0.6, 0.8], small.GradientOf("x0").Select(g => Math.Round(g, 15)));
    }

    [Theory]
    [InlineData(new[] { 1000.0, 0, -1000 }, new[] { 1.0, 0, 0 }, new[] { 0, -1000.0, -2000 })]
    [InlineData(new[] { 1e308, 0 }, new[] { 1.0, 0 }, new[] { 0, -1e308 })]
    public void Softmax_ofLargeArguments_isExactAndSoIsItsLogarithm(double[] x, double[] shares, double[] logarithms)
    {
        Assert.Equal(shares, Run("softmax", [Tensor.Vector(x)]).ValueOf("y"));
        Assert.Equal(logarithms, Run("logSoftmax", [Tensor.Vector(x)]).ValueOf("y"));
    }

    [Fact]
    public void LogSoftmax_ofACertainWinner_keepsTheDigitsOfItsSmallLoss() =>
        Assert.Equal(-1.9287498479639178e-22, Run("logSoftmax", [Tensor.Vector(50, 0)]).ValueOf("y")[0], 1e-37);

    [Fact]
    public void LogSoftmax_ofACertainWinner_declaresARoundingAsSmallAsItsLoss()
    {
        var tape = Run("logSoftmax", [Tensor.Vector(50, 0)]);

        Assert.InRange(tape.Graph.OutputNode.Kernel!.Rounding(tape.Frame(tape.Graph.Output), [1, 0]), 1e-22, 1e-19);
    }

    private static void RunAgain(Backprop.Domain.Differentiation.Tape tape)
    {
        Backprop.Domain.Differentiation.ForwardPass.Run(tape, TestContext.Current.CancellationToken);
        Backprop.Domain.Differentiation.BackwardPass.Run(tape, TestContext.Current.CancellationToken);
    }
}
