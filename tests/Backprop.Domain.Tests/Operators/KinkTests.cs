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
    public void Derivative_at_a_kink_is_the_convention_and_the_kink_is_reported(string op, double x, double derivative)
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
    public void Point_beside_a_kink_is_none(string op) => Assert.Empty(Kinks(Run(op, 1e-300)));

    [Theory]
    [InlineData("leakyRelu", 0.3, 0.3)]
    [InlineData("elu", 0.5, 0.5)]
    public void Alpha_is_the_derivative_at_0_and_a_kink_unless_it_is_1(string op, double alpha, double derivative)
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
    public void Clip_passes_the_gradient_at_and_between_its_bounds(double x, double derivative, bool kink)
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
    public void Clip_has_no_bound_where_it_is_left_out(double? min, double? max, double x, double value, double derivative)
    {
        (string, AttributeValue)[] attributes = [.. new[] { ("min", min), ("max", max) }.Where(a => a.Item2 is not null).Select(a => (a.Item1, Given.Number(a.Item2!.Value)))];
        var tape = Run("clip", [Tensor.Scalar(x)], attributes);

        Assert.Equal(value, tape.ValueOf("y")[0]);
        Assert.Equal(derivative, tape.GradientOf("x0")[0]);
    }

    [Fact]
    public void Clip_with_crossed_bounds_is_refused()
    {
        var issue = OperatorErrors.Of("clip", [""], ("min", Given.Number(2)), ("max", Given.Number(1)));

        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains("min = 2 is above max = 1", issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2.5)]
    [InlineData(2.5)]
    public void HardSigmoid_at_a_bound_has_the_slope_alpha(double x)
    {
        var tape = Run("hardSigmoid", x);

        Assert.Equal(0.2, tape.GradientOf("x0")[0]);
        Assert.Equal([0], Kinks(tape));
    }

    [Theory]
    [InlineData("max")]
    [InlineData("min")]
    public void Tied_operands_share_the_gradient_evenly(string op)
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
    public void Tied_elements_of_a_reduction_share_the_gradient_evenly(string op, double[] x, double[] gradient)
    {
        var tape = Run(op, [Tensor.Vector(x)]);

        Assert.Equal(gradient, tape.GradientOf("x0"));
        Assert.Equal([0], Kinks(tape));
    }

    [Fact]
    public void Kink_of_a_reduction_is_reported_at_the_row_that_has_it()
    {
        var tape = Run("reduceMax", [new Tensor(Shape.Of(3, 2), [1, 2, 5, 5, 4, 3])], ("axes", Given.Numbers(1)));

        Assert.Equal([1], Kinks(tape));
    }

    [Fact]
    public void ReduceL1_has_derivative_0_at_an_element_that_is_0()
    {
        var tape = Run("reduceL1", [Tensor.Vector(2, 0, -3)]);

        Assert.Equal([1, 0, -1], tape.GradientOf("x0"));
        Assert.Equal([0], Kinks(tape));
    }

    [Fact]
    public void ReduceL2_has_derivative_0_at_the_zero_vector()
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
    public void ReduceProd_gives_each_element_the_product_of_the_others_with_zeros_too(double[] x, double[] gradient) =>
        Assert.Equal(gradient, Run("reduceProd", [Tensor.Vector(x)]).GradientOf("x0"));

    [Theory]
    [InlineData(0)]
    [InlineData(-0.0)]
    public void Sqrt_has_an_infinite_derivative_at_0(double x) => Assert.Equal(Infinity, Run("sqrt", x).GradientOf("x0")[0]);

    [Theory]
    [InlineData(5, 0, 0, 1.6094379124341003)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 2, 0, 0)]
    [InlineData(0, 1, 1, 0)]
    [InlineData(-2, 3, 12, double.NaN)]
    public void Pow_at_its_edges_follows_the_convention(double x, double p, double byBase, double byExponent)
    {
        var tape = Run("pow", [Tensor.Scalar(x), Tensor.Scalar(p)]);

        Assert.Equal((byBase, byExponent), (tape.GradientOf("x0")[0], tape.GradientOf("x1")[0]));
    }

    [Fact]
    public void Pow_of_a_negative_base_with_an_exponent_that_is_not_whole_is_not_finite() =>
        Assert.False(double.IsFinite(Run("pow", [Tensor.Scalar(-2), Tensor.Scalar(0.5)]).ValueOf("y")[0]));

    [Theory]
    [InlineData("greater", 2, 1, 1)]
    [InlineData("greater", 1, 1, 0)]
    [InlineData("less", 1, 2, 1)]
    [InlineData("less", 1, 1, 0)]
    [InlineData("equal", 1, 1, 1)]
    [InlineData("equal", 1, 2, 0)]
    public void Comparison_gives_1_or_0_and_derivatives_of_0(string op, double a, double b, double value)
    {
        var tape = Run(op, [Tensor.Scalar(a), Tensor.Scalar(b)]);

        Assert.Equal(value, tape.ValueOf("y")[0]);
        Assert.Equal((0, 0), (tape.GradientOf("x0")[0], tape.GradientOf("x1")[0]));
        Assert.True(tape.Graph.IsActive(tape.Graph.Output, 0) && tape.Graph.IsActive(tape.Graph.Output, 1));
        Assert.Equal(a == b ? [0] : [], Kinks(tape));
    }

    [Fact]
    public void Outcome_of_a_comparison_has_gradient_0_and_its_consumer_no_edge_to_it()
    {
        var graph = GraphSpecs.Graph(
            GraphSpecs.Spec(GraphSpecs.Node("x", "input"), GraphSpecs.Constant("zero", 0), GraphSpecs.Node("positive", "greater", "x", "zero"), GraphSpecs.Node("y", "mul", "positive", "x")),
            GraphSpecs.Inputs(("x", 3)));
        var tape = GraphSpecs.Differentiate(graph);

        Assert.Equal((1, 0), (tape.GradientOf("x")[0], tape.GradientOf("positive")[0]));
        Assert.False(graph.IsActive(graph.Output, 0));
    }

    [Fact]
    public void Where_sends_the_gradient_to_the_operand_that_was_chosen_and_none_to_the_condition()
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
    public void Round_takes_halves_to_the_even_number(double x, double value)
    {
        Assert.Equal(value, Run("round", x).ValueOf("y")[0]);
        Assert.Equal(value, Run("round", [Tensor.Vector(x, 0.25)]).ValueOf("y")[0]);
    }

    [Theory]
    [InlineData("elu")]
    [InlineData("softsign")]
    public void Pieces_that_join_smoothly_are_two_branches_without_a_kink(string op)
    {
        Assert.NotEqual(Signature(Run(op, -1e-9)), Signature(Run(op, 1e-9)));
        Assert.Equal(1, Run(op, 0).GradientOf("x0")[0]);
        Assert.Empty(Kinks(Run(op, 0)));
    }

    [Theory]
    [InlineData("floor", 1)]
    [InlineData("ceil", -2)]
    [InlineData("round", 1.5)]
    public void Signature_differs_on_the_two_sides_of_a_jump_and_on_it(string op, double jump)
    {
        var signatures = new[] { jump - 1e-9, jump, jump + 1e-9 }.Select(x => Signature(Run(op, x))).ToArray();

        Assert.Equal(3, signatures.Distinct().Count());
    }

    [Fact]
    public void Signature_of_a_maximum_tells_which_operands_tie()
    {
        var pairs = new[] { (3, 3, 1), (3, 1, 3), (1, 3, 3), (3, 3, 3), (1, 1, 3) };
        Assert.Distinct(pairs.Select(p => Signature(Run("max", [Tensor.Scalar(p.Item1), Tensor.Scalar(p.Item2), Tensor.Scalar(p.Item3)]))));
    }
}
