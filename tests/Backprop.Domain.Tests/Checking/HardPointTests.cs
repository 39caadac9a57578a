using Backprop.Domain.Checking;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Checking;

/// <summary>Points where the output changes over less than the usual steps: the true derivatives are written as formulas, and never fail.</summary>
public sealed class HardPointTests
{
    private static CheckedEntry Check(string expression, double x, double? claim = null)
    {
        var tape = Computations.Run($"f = {expression}", ("x", x));
        Assert.True(tape.Graph.TryFind("x", out var node));
        var claims = claim is { } gradient ? new Dictionary<int, Tensor> { [node] = Tensor.Scalar(gradient) } : [];
        return Assert.Single(GradientCheck.Run(tape, new GradientCheckOptions { Wrt = [node], Claims = claims }, TestContext.Current.CancellationToken).Entries);
    }

    /// <summary>Expression, point, derivative, and whether the check can tell.</summary>
    public static TheoryData<string, double, double, bool> Points => new()
    {
        { "tan(x)", 1.5707963, 1 / Math.Pow(Math.Cos(1.5707963), 2), true },
        { "1/(x-1)", 1.00000001, -1 / Math.Pow(1.00000001 - 1, 2), true },
        { "1/x", 1e-10, -1e20, true },
        { "ln(x)", 1e-12, 1e12, true },
        { "acos(x)", 0.99999999999, -1 / Math.Sqrt((1 - 0.99999999999) * (1 + 0.99999999999)), true },
        { "sin(200000000*x)", 0.7, 2e8 * Math.Cos(2e8 * 0.7), true },
        { "sin(x)", 7.3e11, Math.Cos(7.3e11), true },
        { "500000000*x+sin(x)", 727928.6, 5e8 + Math.Cos(727928.6), true },
        { "tanh(1000000000*(x-1))", 1.000000001, 1e9 / Math.Pow(Math.Cosh(1e9 * (1.000000001 - 1)), 2), true },
        { "tanh(1000000000*(x-1))", 1, 1e9, true },
        { "x+sin(x)", 72792828.6, 1 + Math.Cos(72792828.6), false },
        { "sin(x)", 1e18, Math.Cos(1e18), false },
        { "sin(1e20*x)", 0.3, 1e20 * Math.Cos(1e20 * 0.3), false },
        { "1/(x-1)^3", 1.0001, -3 / Math.Pow(1.0001 - 1, 4), true },
        { "exp(1e6*x)", 0.0003, 1e6 * Math.Exp(300), true },
        { "x^200", 1.5, 200 * Math.Pow(1.5, 199), true },
        { "sqrt(x)", 1e-14, 0.5e7, true },
        { "sigmoid(1e7*(x-0.3))", 0.3000001, 1e7 / (2 + (2 * Math.Cosh(1e7 * (0.3000001 - 0.3)))), true },
        { "sin(1e4*sin(1e4*x))", 0.3, Math.Cos(1e4 * Math.Sin(3000)) * 1e8 * Math.Cos(3000), true },
        { "tan(x/1e8)", 157079630, 1e-8 / Math.Pow(Math.Cos(1.5707963), 2), true },
        { "1e6*x*sin(1e8*x)", 0.4, (1e6 * Math.Sin(4e7)) + (1e14 * 0.4 * Math.Cos(4e7)), true },
        { "ln(1-x)", 0.999999999, -1 / (1 - 0.999999999), true },
        { "(x-1)^3+1e-3*tanh(1e10*(x-1))", 1.0000000001, (3 * Math.Pow(1.0000000001 - 1, 2)) + (1e7 / Math.Pow(Math.Cosh(1e10 * (1.0000000001 - 1)), 2)), true },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void Run_trueDerivativeOfFineStructure_passesOrIsInconclusive(string expression, double x, double derivative, bool tells)
    {
        var entry = Check(expression, x, derivative);

        Assert.True(entry.Verdict == (tells ? CheckVerdict.Pass : CheckVerdict.Inconclusive), entry.ToString());
        Assert.True(entry.ErrorBound is not { } bound || Math.Abs(entry.Numeric!.Value - derivative) <= bound + (1e-7 * Math.Abs(derivative)), entry.ToString());
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Run_computedDerivativeOfFineStructure_passesOrIsInconclusive(string expression, double x, double derivative, bool tells)
    {
        var entry = Check(expression, x);

        Assert.True(entry.Verdict == (tells ? CheckVerdict.Pass : CheckVerdict.Inconclusive), $"{derivative}: {entry}");
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Run_claimOfFineStructureWrongByAThousandth_neverPasses(string expression, double x, double derivative, bool tells)
    {
        var entry = Check(expression, x, (derivative * 1.001) + (derivative == 0 ? 1 : 0));

        Assert.True(tells ? entry.Verdict == CheckVerdict.Fail : entry.Verdict == CheckVerdict.Inconclusive, entry.ToString());
    }

    [Theory]
    [InlineData("sin(1/(x-1))", 0.9999999999060999, -1.0071319006290354e20)]
    [InlineData("sin(1/(x-2))", 1.9999999998860571, -5.996489338677475e19)]
    [InlineData("exp(x)*1e300", -750, 1.9016849634750064e-26)]
    [InlineData("1/(1+exp(0-x))", -712, 6.05799464199894e-310)]
    [InlineData("exp(0-(94600000.0*(x-0.5))^2)", 0.49999971232548074, 1.18e-312)]
    public void Run_trueDerivativeThatNumbersCannotHold_neverFails(string expression, double x, double derivative)
    {
        Assert.NotEqual(CheckVerdict.Fail, Check(expression, x, derivative).Verdict);
        Assert.NotEqual(CheckVerdict.Fail, Check(expression, x).Verdict);
    }

    [Theory]
    [InlineData("455923000*x+sin(345.531898*x)", 4831.575993422987)]
    [InlineData("sqrt((x-1)^2+1e-8)+1e10", 1.0000000001)]
    [InlineData("sin(60000000000*x)", 300.5)]
    [InlineData("tanh(20000000000000*(x-1))", 1.0000000000000002)]
    [InlineData("sqrt((x-2)^2+2e-17)-cos(4.5*x)", 1.9999942)]
    public void Run_smoothPointBehindRounding_isNoKink(string expression, double x) => Assert.NotEqual(CheckVerdict.Kink, Check(expression, x).Verdict);

    [Theory]
    [InlineData("1000000000000000+x", 1)]
    [InlineData("1e16+x^2", 3)]
    [InlineData("5e14+sin(x)", 1)]
    public void Run_claimOfZeroForADerivativeThatRoundingHides_doesNotPass(string expression, double x) =>
        Assert.NotEqual(CheckVerdict.Pass, Check(expression, x, 0).Verdict);

    [Fact]
    public void Run_entriesThatAreAllDisputed_takeNoMoreEvaluationsThanEstimated()
    {
        var tape = Computations.Run("f = sum(tanh(tanh(tanh(sqrt(x)))))", new Dictionary<string, Tensor> { ["x"] = Tensor.Filled(Shape.Of(400), double.Epsilon) });
        Assert.True(tape.Graph.TryFind("x", out var node));

        var result = GradientCheck.Run(tape, new GradientCheckOptions { Wrt = [node], Workers = 1 }, TestContext.Current.CancellationToken);

        // 32 for each entry, 1,000 to spare, and the one dispute that was begun last.
        Assert.InRange(result.Evaluations, 400, (400 * 32) + 1000 + 1000);
    }

    [Theory]
    [InlineData("sin(1e20*x)", 0.3)]
    [InlineData("sin(x)", 1e18)]
    public void Run_outputThatTurnsBetweenNeighbouringNumbers_saysSoAndShowsNoFalseBound(string expression, double x)
    {
        var entry = Check(expression, x);

        Assert.Equal((CheckVerdict.Inconclusive, CheckReason.Resolution), (entry.Verdict, entry.Reason));
        Assert.True(entry.ErrorBound is not { } bound || bound >= Math.Abs(entry.Analytic - entry.Numeric!.Value), entry.ToString());
    }

    [Theory]
    [InlineData("sqrt(x^2)", 0)]
    [InlineData("3*sqrt(x^2)+x", 0)]
    [InlineData("sqrt((x-1)^2)", 1)]
    [InlineData("(x^2)^0.5", 0)]
    public void Run_undeclaredKink_isFound(string expression, double x)
    {
        var entry = Check(expression, x, 0);

        Assert.Equal((CheckVerdict.Kink, CheckReason.Corner), (entry.Verdict, entry.Reason));
    }

    [Theory]
    [InlineData("sqrt((x-1)^2)", 1.0000000016, 1)]
    [InlineData("relu(x)^2+abs(x-0.0000000016)", 0, -1)]
    [InlineData("sqrt((x-1)^2+1e-18)", 1, 0)]
    [InlineData("sqrt(x^4)", 0, 0)]
    public void Run_smoothPointBesideAKink_isNoKink(string expression, double x, double derivative)
    {
        var entry = Check(expression, x, derivative);

        Assert.True(entry.Verdict == CheckVerdict.Pass, entry.ToString());
    }

    [Fact]
    public void Run_tieThatRoundingMade_isNotCalledAKinkOfThePoint()
    {
        // (1e-12 + 1e5) − 1e5 is 0 in float64: nobody can tell on which side of the kink x lies.
        var entry = Check("abs((x+1e5)-1e5)", 1e-12, 1);

        Assert.Equal((CheckVerdict.Inconclusive, CheckReason.KinkNearby), (entry.Verdict, entry.Reason));
    }

    [Fact]
    public void Run_claimComputedElsewhere_isNotHeldToTheRoundingOfValuesThatTheEntryDoesNotMove()
    {
        // ∂f/∂x = c, whose last digits depend on the order of additions: 4e9 has lost ten of them.
        var tape = Computations.Run("c = (y + 4000000000) - 4000000000\nf = c * x", ("x", 2), ("y", 0.7));
        Assert.True(tape.Graph.TryFind("x", out var x));
        var claims = new Dictionary<int, Tensor> { [x] = Tensor.Scalar(0.7) };
        var entry = Assert.Single(GradientCheck.Run(tape, new GradientCheckOptions { Wrt = [x], Claims = claims }, TestContext.Current.CancellationToken).Entries);

        Assert.NotEqual(0.7, tape.Gradient(x)[0]);
        Assert.True(entry.Verdict is CheckVerdict.Pass or CheckVerdict.Inconclusive, entry.ToString());
        Assert.InRange(0.7, entry.Numeric!.Value - entry.ErrorBound!.Value, entry.Numeric.Value + entry.ErrorBound.Value);
    }

    [Fact]
    public void Run_fineStructureInOneRowOfABatch_leavesTheOtherRowsTheirPasses()
    {
        var tape = Computations.Run("f = sum(tan(x))", new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(0.3, 1.5707963, -1) });
        var result = GradientCheck.Run(tape, new GradientCheckOptions { Wrt = [0] }, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(result.Entries, entry => entry.Verdict == CheckVerdict.Fail);
        Assert.Equal(CheckVerdict.Pass, result.Entries[1].Verdict);
    }
}
