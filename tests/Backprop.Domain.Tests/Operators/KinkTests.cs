using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;
using static Backprop.Domain.Tests.Operators.OneOperator;

namespace Backprop.Domain.Tests.Operators;

/// <summary>The conventions at kinks, ties and edges.</summary>
public sealed class KinkTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData("relu", 0, 0)]
    [InlineData("relu", -0.0, 0)]
    [InlineData("abs", 0, 0)]
    [InlineData("sign", 0, 0)]
    [InlineData("leakyRelu", 0, 0.01)]
    [InlineData("selu", 0, 1.7580993408473766)]
    [InlineData("floor", 2, 0)]
    [InlineData("ceil", -3, 0)]
    [InlineData("round", 2.5, 0)]
    public void Derivative_atAKink_isTheConventionAndTheKinkIsReported(string op, double x, double derivative)
    {
        var tape = Run(op, x);

        Assert.Equal(derivative, tape.GradientOf("x0")[0]);
        Assert.Equal([0], Kinks(tape));
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("abs")]
    [InlineData("leakyRelu")]
    [InlineData("selu")]
    [InlineData("floor")]
    [InlineData("round")]
    public void Point_besideAKink_isNone(string op) => Assert.Empty(Kinks(Run(op, 1e-300)));

    [Theory]
    [InlineData("leakyRelu", 0.3, 0.3)]
    [InlineData("elu", 0.5, 0.5)]
    public void Alpha_ofAFunction_isTheDerivativeAt0AndAKinkUnlessItIs1(string op, double alpha, double derivative)
    {
        var kinked = Run(op, [Tensor.Scalar(0)], ("alpha", Given.Number(alpha)));
        Assert.Equal(derivative, kinked.GradientOf("x0")[0]);
        Assert.Equal([0], Kinks(kinked));

        var smooth = Run(op, [Tensor.Scalar(0)], ("alpha", Given.Number(1)));
        Assert.Equal(1, smooth.GradientOf("x0")[0]);
        Assert.Empty(Kinks(smooth));
    }

    [Theory]
    [InlineData(-1, 1, true)]
    [InlineData(2, 1, true)]
    [InlineData(-1.001, 0, false)]
    [InlineData(2.001, 0, false)]
    [InlineData(0, 1, false)]
    public void Clip_atAndBetweenItsBounds_passesTheGradient(double x, double derivative, bool kink)
    {
        var tape = Run("clip", [Tensor.Scalar(x)], ("min", Given.Number(-1)), ("max", Given.Number(2)));

        Assert.Equal(derivative, tape.GradientOf("x0")[0]);
        Assert.Equal(kink ? [0] : [], Kinks(tape));
    }

    [Theory]
    [InlineData(null, 1.0, 5, 1, 0)]
    [InlineData(null, 1.0, -1e9, -1e9, 1)]
    [InlineData(1.0, null, 5, 5, 1)]
    [InlineData(1.0, null, -5, 1, 0)]
    [InlineData(null, null, 7, 7, 1)]
    public void Clip_whereABoundIsLeftOut_hasNone(double? min, double? max, double x, double value, double derivative)
    {
        (string, AttributeValue)[] attributes = [.. new[] { ("min", min), ("max", max) }.Where(a => a.Item2 is not null).Select(a => (a.Item1, Given.Number(a.Item2!.Value)))];
        var tape = Run("clip", [Tensor.Scalar(x)], attributes);

        Assert.Equal(value, tape.ValueOf("y")[0]);
        Assert.Equal(derivative, tape.GradientOf("x0")[0]);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(5)]
    public void Clip_whoseBoundsAreCrossed_isMaxEverywhereAndFlat(double x)
    {
        var tape = Run("clip", [Tensor.Scalar(x)], ("min", Given.Number(2)), ("max", Given.Number(1)));

        Assert.Equal(1, tape.ValueOf("y")[0]);
        Assert.Equal(0, tape.GradientOf("x0")[0]);
        Assert.Empty(Kinks(tape));
    }

    [Theory]
    [InlineData(-2.5)]
    [InlineData(2.5)]
    public void HardSigmoid_atABound_hasTheSlopeAlpha(double x)
    {
        var tape = Run("hardSigmoid", x);

        Assert.Equal(0.2, tape.GradientOf("x0")[0]);
        Assert.Equal([0], Kinks(tape));
    }

    [Theory]
    [InlineData("max")]
    [InlineData("min")]
    public void Operands_tied_shareTheGradientEvenly(string op)
    {
        var two = Run(op, [Tensor.Scalar(3), Tensor.Scalar(3)]);
        Assert.Equal((0.5, 0.5), (two.GradientOf("x0")[0], two.GradientOf("x1")[0]));
        Assert.Equal([0], Kinks(two));

        var other = op == "max" ? 1 : 5;
        var four = Run(op, [Tensor.Scalar(3), Tensor.Scalar(other), Tensor.Scalar(3), Tensor.Scalar(3)]);
        Assert.Equal([1 / 3.0, 0, 1 / 3.0, 1 / 3.0], new[] { "x0", "x1", "x2", "x3" }.Select(id => four.GradientOf(id)[0]));
        Assert.Equal([0], Kinks(four));
    }

    [Theory]
    [InlineData("reduceMax", new[] { 2.0, 7, 7, 1 }, new[] { 0, 0.5, 0.5, 0 })]
    [InlineData("reduceMin", new[] { 2.0, 1, 1, 1 }, new[] { 0, 1 / 3.0, 1 / 3.0, 1 / 3.0 })]
    public void Elements_tiedInAReduction_shareTheGradientEvenly(string op, double[] x, double[] gradient)
    {
        var tape = Run(op, [Tensor.Vector(x)]);

        Assert.Equal(gradient, tape.GradientOf("x0"));
        Assert.Equal([0], Kinks(tape));
    }

    [Fact]
    public void Kink_ofAReduction_isReportedAtTheRowThatHasIt()
    {
        var tape = Run("reduceMax", [new Tensor(Shape.Of(3, 2), [1, 2, 5, 5, 4, 3])], ("axes", Given.Numbers(1)));

        Assert.Equal([1], Kinks(tape));
    }

    [Fact]
    public void ReduceL1_atAnElementThatIs0_hasDerivative0()
    {
        var tape = Run("reduceL1", [Tensor.Vector(2, 0, -3)]);

        Assert.Equal([1, 0, -1], tape.GradientOf("x0"));
        Assert.Equal([0], Kinks(tape));
    }

    [Fact]
    public void ReduceL2_atTheZeroVector_hasDerivative0()
    {
        var tape = Run("reduceL2", [Tensor.Vector(0, 0, 0)]);

        Assert.Equal([0, 0, 0], tape.GradientOf("x0"));
        Assert.Equal([0], Kinks(tape));
    }

    [Theory]
    [InlineData(new[] { 0.0, 3, 4 }, new[] { 12.0, 0, 0 })]
    [InlineData(new[] { 0.0, 0, 4 }, new[] { 0.0, 0, 0 })]
    [InlineData(new[] { 2.0, 3, 4 }, new[] { 12.0, 8, 6 })]
    [InlineData(new[] { 5.0 }, new[] { 1.0 })]
    public void ReduceProd_withZerosToo_givesEachElementTheProductOfTheOthers(double[] x, double[] gradient) =>
        Assert.Equal(gradient, Run("reduceProd", [Tensor.Vector(x)]).GradientOf("x0"));

    [Theory]
    [InlineData(0)]
    [InlineData(-0.0)]
    public void Sqrt_at0_hasAnInfiniteDerivative(double x) => Assert.Equal(Infinity, Run("sqrt", x).GradientOf("x0")[0]);

    [Theory]
    [InlineData(5, 0, 0, 1.6094379124341003)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 2, 0, 0)]
    [InlineData(0, 1, 1, 0)]
    [InlineData(-2, 3, 12, double.NaN)]
    public void Pow_atItsEdges_followsTheConvention(double x, double p, double byBase, double byExponent)
    {
        var tape = Run("pow", [Tensor.Scalar(x), Tensor.Scalar(p)]);

        Assert.Equal((byBase, byExponent), (tape.GradientOf("x0")[0], tape.GradientOf("x1")[0]));
    }

    [Fact]
    public void Pow_ofANegativeBaseWithAnExponentThatIsNotWhole_isNotFinite() =>
        Assert.False(double.IsFinite(Run("pow", [Tensor.Scalar(-2), Tensor.Scalar(0.5)]).ValueOf("y")[0]));

    [Theory]
    [InlineData("greater", 2, 1, 1)]
    [InlineData("greater", 1, 1, 0)]
    [InlineData("less", 1, 2, 1)]
    [InlineData("less", 1, 1, 0)]
    [InlineData("equal", 1, 1, 1)]
    [InlineData("equal", 1, 2, 0)]
    public void Comparison_ofAnyOperands_gives1Or0AndDerivativesOf0(string op, double a, double b, double value)
    {
        var tape = Run(op, [Tensor.Scalar(a), Tensor.Scalar(b)]);

        Assert.Equal(value, tape.ValueOf("y")[0]);
        Assert.Equal((0, 0), (tape.GradientOf("x0")[0], tape.GradientOf("x1")[0]));
        Assert.True(tape.Graph.IsActive(tape.Graph.Output, 0) && tape.Graph.IsActive(tape.Graph.Output, 1));
        Assert.Equal(a == b ? [0] : [], Kinks(tape));
    }

    [Fact]
    public void Outcome_ofAComparison_hasGradient0AndItsConsumerNoEdgeToIt()
    {
        var graph = GraphSpecs.Graph(
            GraphSpecs.Spec(GraphSpecs.Node("x", "input"), GraphSpecs.Constant("zero", 0), GraphSpecs.Node("positive", "greater", "x", "zero"), GraphSpecs.Node("y", "mul", "positive", "x")),
            GraphSpecs.Inputs(("x", 3)));
        var tape = GraphSpecs.Differentiate(graph);

        Assert.Equal((1, 0), (tape.GradientOf("x")[0], tape.GradientOf("positive")[0]));
        Assert.False(graph.IsActive(graph.Output, 0));
    }

    [Fact]
    public void Where_anyCondition_sendsTheGradientToTheOperandThatWasChosenAndNoneToTheCondition()
    {
        var tape = Run("where", [Tensor.Vector(1, 0, -2), Tensor.Scalar(5), Tensor.Vector(7, 8, 9)]);

        Assert.Equal([5, 8, 5], tape.ValueOf("y"));
        Assert.Equal([0, 0, 0], tape.GradientOf("x0"));
        Assert.Equal([2], tape.GradientOf("x1"));
        Assert.Equal([0, 1, 0], tape.GradientOf("x2"));
        Assert.False(tape.Graph.IsActive(tape.Graph.Output, 0));
        Assert.Empty(Kinks(tape));
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(1.5, 2)]
    [InlineData(2.5, 2)]
    [InlineData(-0.5, 0)]
    [InlineData(-1.5, -2)]
    public void Round_halves_takesThemToTheEvenNumber(double x, double value)
    {
        Assert.Equal(value, Run("round", x).ValueOf("y")[0]);
        Assert.Equal(value, Run("round", [Tensor.Vector(x, 0.25)]).ValueOf("y")[0]);
    }

    [Theory]
    [InlineData("elu")]
    [InlineData("softsign")]
    public void Pieces_thatJoinSmoothly_areTwoBranchesWithoutAKink(string op)
    {
        Assert.NotEqual(Signature(Run(op, -1e-9)), Signature(Run(op, 1e-9)));
        Assert.Equal(1, Run(op, 0).GradientOf("x0")[0]);
        Assert.Empty(Kinks(Run(op, 0)));
    }

    [Theory]
    [InlineData("floor", 1)]
    [InlineData("ceil", -2)]
    [InlineData("round", 1.5)]
    public void Signature_onTheTwoSidesOfAJumpAndOnIt_differs(string op, double jump)
    {
        var signatures = new[] { jump - 1e-9, jump, jump + 1e-9 }.Select(x => Signature(Run(op, x))).ToArray();

        Assert.Equal(3, signatures.Distinct().Count());
    }

    [Fact]
    public void Signature_ofAMaximum_tellsWhichOperandsTie()
    {
        var pairs = new[] { (3, 3, 1), (3, 1, 3), (1, 3, 3), (3, 3, 3), (1, 1, 3) };
        Assert.Distinct(pairs.Select(p => Signature(Run("max", [Tensor.Scalar(p.Item1), Tensor.Scalar(p.Item2), Tensor.Scalar(p.Item3)]))));
    }
}
