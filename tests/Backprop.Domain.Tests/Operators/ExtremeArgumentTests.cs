using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;
using static Backprop.Domain.Tests.Operators.OneOperator;

namespace Backprop.Domain.Tests.Operators;

/// <summary>Arguments at which a textbook formula overflows or cancels, against closed forms of the limits.</summary>
public sealed class ExtremeArgumentTests
{
    [Theory]
    [InlineData("sigmoid", 1000, 1, 0)]
    [InlineData("sigmoid", -1000, 0, 0)]
    [InlineData("sigmoid", 1e308, 1, 0)]
    [InlineData("sigmoid", -1e308, 0, 0)]
    [InlineData("softplus", 1000, 1000, 1)]
    [InlineData("softplus", -1000, 0, 0)]
    [InlineData("softplus", 1e308, 1e308, 1)]
    [InlineData("tanh", 1000, 1, 0)]
    [InlineData("tanh", -1e308, -1, 0)]
    [InlineData("erf", 1e308, 1, 0)]
    [InlineData("erf", -1000, -1, 0)]
    [InlineData("silu", 1000, 1000, 1)]
    [InlineData("silu", 1e308, 1e308, 1)]
    [InlineData("silu", -1e308, 0, 0)]
    [InlineData("mish", 1e308, 1e308, 1)]
    [InlineData("mish", -1e308, 0, 0)]
    [InlineData("gelu", 1e308, 1e308, 1)]
    [InlineData("gelu", -1e308, 0, 0)]
    [InlineData("elu", -1e308, -1, 0)]
    [InlineData("elu", 1e308, 1e308, 1)]
    [InlineData("softsign", 1e308, 1, 0)]
    [InlineData("hardSigmoid", 1e308, 1, 0)]
    [InlineData("hardSigmoid", -1e308, 0, 0)]
    [InlineData("atan", 1e308, 1.5707963267948966, 0)]
    [InlineData("cosh", 0, 1, 0)]
    public void Function_atExtremeArguments_reachesTheLimitsOfItsValueAndDerivative(string op, double x, double value, double derivative)
    {
        foreach (var tape in new[] { Run(op, x), Run(op, [Tensor.Vector(x, x, x, x, x)]) })
        {
            Assert.All(tape.ValueOf("y"), y => Assert.Equal(value, y));
            Assert.All(tape.GradientOf("x0"), g => Assert.Equal(derivative, g));
        }
    }

    [Theory]
    [InlineData(1e308, 1e308, 1)]
    [InlineData(-1e308, 0, 0)]
    public void Gelu_byTanh_reachesItsLimits(double x, double value, double derivative)
    {
        var tape = Run("gelu", [Tensor.Scalar(x)], ("approximate", new AttributeValue.Text("tanh")));

        Assert.Equal((value, derivative), (tape.ValueOf("y")[0], tape.GradientOf("x0")[0]));
    }

    [Theory]
    [InlineData("sin")]
    [InlineData("tan")]
    [InlineData("asin")]
    [InlineData("atan")]
    [InlineData("sinh")]
    [InlineData("tanh")]
    [InlineData("softsign")]
    [InlineData("elu")]
    public void Function_withSlope1At0_returnsATinyArgumentUnchanged(string op)
    {
        foreach (var x in new[] { 1e-300, -1e-300, double.Epsilon, -double.Epsilon, 1e-20 })
        {
            Assert.Equal(x, Run(op, x).ValueOf("y")[0]);
            Assert.Equal(x, Run(op, [Tensor.Vector(x, x, x, x, x)]).ValueOf("y")[4]);
        }
    }

    // e⁻ˣ to 17 digits: far out, σ' and 1 − tanh are e⁻ˣ and 2e⁻²ˣ, which 1 − y would lose.
    [Theory]
    [InlineData("sigmoid", 40, 4.248354255291589e-18)]
    [InlineData("sigmoid", -40, 4.248354255291589e-18)]
    [InlineData("sigmoid", 700, 9.859676543759770e-305)]
    [InlineData("tanh", 20, 1.6993417021166356e-17)]
    [InlineData("tanh", -20, 1.6993417021166356e-17)]
    [InlineData("softplus", -40, 4.248354255291589e-18)]
    public void Derivative_ofASaturatedFunction_keepsItsDigits(string op, double x, double derivative) =>
        Assert.Equal(derivative, Run(op, x).GradientOf("x0")[0], 4e-15 * derivative);

    [Theory]
    [InlineData(-40, 4.248354255291589e-18)]
    [InlineData(-700, 9.859676543759770e-305)]
    public void Softplus_farLeft_isTheExponential(double x, double value) => Assert.Equal(value, Run("softplus", x).ValueOf("y")[0], 4e-15 * value);

    [Theory]
    [InlineData("asin", 1)]
    [InlineData("acos", -1)]
    [InlineData("log", 0)]
    [InlineData("reciprocal", 0)]
    public void Derivative_atTheEndOfTheDomain_isInfinite(string op, double x) => Assert.True(double.IsInfinity(Run(op, x).GradientOf("x0")[0]));

    [Theory]
    [InlineData("log")]
    [InlineData("sqrt")]
    [InlineData("relu")]
    [InlineData("leakyRelu")]
    [InlineData("sigmoid")]
    [InlineData("clip")]
    [InlineData("reduceMax")]
    [InlineData("reduceSum")]
    [InlineData("reduceLogSumExp")]
    [InlineData("reduceL2")]
    [InlineData("softmax")]
    public void NotANumber_underAFunction_staysVisible(string op)
    {
        var graph = GraphSpecs.Graph(
            GraphSpecs.Spec(GraphSpecs.Node("x", "input"), GraphSpecs.Node("nan", "sqrt", "x"), GraphSpecs.Node("y", op, "nan")),
            new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(-1, -1, -1, -1, -1) });

        Assert.All(GraphSpecs.Differentiate(graph).ValueOf("y"), y => Assert.True(double.IsNaN(y)));
    }
}
