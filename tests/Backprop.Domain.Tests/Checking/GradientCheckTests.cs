using Backprop.Domain.Checking;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Checking;

public sealed class GradientCheckTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static GradientCheckResult Check(
        string expression,
        (string Id, double Value)[] inputs,
        (string Id, double Gradient)[]? claims = null,
        CheckMethod method = CheckMethod.Adaptive,
        CheckTolerance? tolerance = null,
        double? step = null) =>
        Check(Computations.Run(expression, inputs), claims?.ToDictionary(c => c.Id, c => Tensor.Scalar(c.Gradient)), method, tolerance, step);

    private static GradientCheckResult Check(
        Tape tape,
        Dictionary<string, Tensor>? claims = null,
        CheckMethod method = CheckMethod.Adaptive,
        CheckTolerance? tolerance = null,
        double? step = null,
        Tensor? upstream = null)
    {
        var (targets, issues) = GradientCheckTargets.Find(tape.Graph, null, claims, hasUpstream: upstream is not null);
        Assert.Empty(issues);
        return GradientCheck.Run(
            tape,
            new GradientCheckOptions { Wrt = targets!.Wrt, Claims = targets.Claims, Method = method, Tolerance = tolerance, Step = step, Upstream = upstream },
            Cancellation);
    }

    private static CheckedEntry Only(GradientCheckResult result) => Assert.Single(result.Entries);

    [Fact]
    public void Run_apples_passWithBoundsThatHoldTheTrueDerivatives()
    {
        var result = Check("y = price * count; z = y * discount", [("price", 5), ("count", 2), ("discount", 0.9)]);

        Assert.Equal(CheckVerdict.Pass, result.Verdict);
        Assert.Equal(3, result.Entries.Count);
        Assert.All(result.Entries.Zip([1.8, 4.5, 10.0]), pair => Assert.InRange(pair.First.Numeric!.Value, pair.Second - pair.First.ErrorBound!.Value, pair.Second + pair.First.ErrorBound!.Value));
        Assert.All(result.Entries, entry => Assert.True(entry.ErrorBound < 1e-8));
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    [InlineData(-1e-6)]
    public void Run_claimWrongByAShare_failsAndSaysByHowMuch(double share)
    {
        var result = Check("f = exp(sin(x)) / (1 + x^2)", [("x", 0.7)], [("x", TrueDerivative(0.7) * (1 + share))]);

        Assert.Equal(CheckVerdict.Fail, result.Verdict);
        Assert.Equal(Math.Abs(share) / (1 + Math.Max(0, share)), result.LargestRelativeError, 1e-9);

        static double TrueDerivative(double x)
        {
            var f = Math.Exp(Math.Sin(x)) / (1 + (x * x));
            return f * (Math.Cos(x) - (2 * x / (1 + (x * x))));
        }
    }

    [Fact]
    public void Run_claims_checkExactlyTheClaimedNodes()
    {
        var result = Check("f = x * y", [("x", 2), ("y", 3)], [("y", 2)]);

        Assert.Equal(CheckVerdict.Pass, result.Verdict);
        Assert.Equal(2, Only(result).Analytic);
    }

    [Fact]
    public void Run_tolerance_letsAClaimOfThreeDigitsPassAndNoWorseOne()
    {
        var tolerance = new CheckTolerance(1e-3, 0);

        Assert.Equal(CheckVerdict.Pass, Check("f = sin(x)", [("x", 1)], [("x", 0.540)], tolerance: tolerance).Verdict);
        Assert.Equal(CheckVerdict.Fail, Check("f = sin(x)", [("x", 1)], [("x", 0.542)], tolerance: tolerance).Verdict);
        Assert.Equal(CheckVerdict.Fail, Check("f = sin(x)", [("x", 1)], [("x", 0.540)]).Verdict);
    }

    [Theory]
    [InlineData("relu(x)", 0, 0, 1)]
    [InlineData("abs(x)", 0, -1, 1)]
    [InlineData("leakyRelu(x, alpha=0.1)", 0, 0.1, 1)]
    [InlineData("max(x, 2)", 2, 0, 1)]
    [InlineData("min(3 * x, x^2)", 3, 6, 3)]
    [InlineData("clip(x, min=-1, max=1)", 1, 1, 0)]
    [InlineData("relu(sin(x) - sin(1))", 1, 0, 0.5403023058681398)]
    [InlineData("hardSigmoid(x, alpha=0.25, beta=0.5)", -2, 0, 0.25)]
    [InlineData("reduceL2(x)", 0, -1, 1)]
    public void Run_atAKink_givesTheDerivativesOfBothSides(string expression, double x, double left, double right)
    {
        var entry = Only(Check($"f = {expression}", [("x", x)]));

        Assert.Equal(CheckVerdict.Kink, entry.Verdict);
        Assert.Equal(CheckReason.Corner, entry.Reason);
        Assert.Equal(left, entry.Left!.Value, 1e-9);
        Assert.Equal(right, entry.Right!.Value, 1e-9);
        Assert.True(entry.Between);
        Assert.Single(entry.KinkNodes);
        Assert.Null(entry.Numeric);
    }

    [Fact]
    public void Run_claimOutsideBothSidesOfAKink_isNotBetweenThem()
    {
        Assert.False(Only(Check("f = relu(x)", [("x", 0)], [("x", 1.5)])).Between);
        Assert.True(Only(Check("f = relu(x)", [("x", 0)], [("x", 0.5)])).Between);
    }

    [Theory]
    [InlineData("floor(x) + x", 2.0)]
    [InlineData("sign(x)", 0.0)]
    [InlineData("where(greater(x, 1), 5, x)", 1.0)]
    public void Run_atAJump_saysSo(string expression, double x)
    {
        var entry = Only(Check($"f = {expression}", [("x", x)]));

        Assert.Equal((CheckVerdict.Kink, CheckReason.Jump), (entry.Verdict, entry.Reason));
        Assert.True(double.IsInfinity(entry.Left!.Value) || double.IsInfinity(entry.Right!.Value));
    }

    [Theory]
    [InlineData("relu(x)^2", 0)]
    [InlineData("max(2 * x, x + x)", 1.3)]
    [InlineData("abs(x) * x", 0)]
    [InlineData("relu(0 * x) + x", 2)]
    public void Run_tieThatMakesNoDifference_isNoKink(string expression, double x)
    {
        Assert.Equal(CheckVerdict.Pass, Check($"f = {expression}", [("x", x)]).Verdict);
    }

    [Fact]
    public void Run_kinkOfAnotherEntry_isNoneOfThisOne()
    {
        var tape = Computations.Run("f = sum(relu(x))", new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(0, 1, -1) });
        var result = Check(tape);

        Assert.Equal([CheckVerdict.Kink, CheckVerdict.Pass, CheckVerdict.Pass], result.Entries.Select(e => e.Verdict));
        Assert.Equal(CheckVerdict.Kink, result.Verdict);
    }

    [Theory]
    [InlineData("relu(x)", 1e-9, 1)]
    [InlineData("relu(x)", -1e-13, 0)]
    [InlineData("abs(x - 1)", 1.0000001, 1)]
    [InlineData("max(x, 0.5) * 3", 0.49999999999, 0)]
    public void Run_besideAKink_usesTheFreeSide(string expression, double x, double derivative)
    {
        var entry = Only(Check($"f = {expression}", [("x", x)]));

        Assert.Equal(CheckVerdict.Pass, entry.Verdict);
        Assert.Equal(derivative, entry.Numeric!.Value, 1e-6);
    }

    [Fact]
    public void Run_conventionAtTwoKinksThatCancel_isNoFailureAndTheTrueClaimPasses()
    {
        // relu(x) − relu(−x) = x, and yet the conventions at 0 add up to 0.
        Assert.Equal(CheckVerdict.Kink, Check("f = relu(x) - relu(-x)", [("x", 0)]).Verdict);
        Assert.Equal(CheckVerdict.Pass, Check("f = relu(x) - relu(-x)", [("x", 0)], [("x", 1)]).Verdict);
    }

    [Theory]
    [InlineData("log(x)", 0, CheckReason.Overflow)]
    [InlineData("log(x)", -1, CheckReason.Domain)]
    [InlineData("sqrt(x)", 0, CheckReason.NotFinite)]
    [InlineData("exp(x)", 800, CheckReason.Overflow)]
    [InlineData("x + 1e17 - 1e17", 1, CheckReason.Noise)]
    public void Run_whatFloat64CannotTell_isInconclusiveWithTheReason(string expression, double x, string reason)
    {
        var entry = Only(Check($"f = {expression}", [("x", x)]));

        Assert.Equal((CheckVerdict.Inconclusive, reason), (entry.Verdict, entry.Reason));
    }

    [Fact]
    public void Run_edgeOfADomain_isCheckedFromInside()
    {
        Assert.Equal(CheckVerdict.Pass, Check("f = x^2.5", [("x", 0)]).Verdict);
        Assert.Equal(CheckVerdict.Pass, Check("f = log(x)", [("x", 1e-9)]).Verdict);
    }

    [Fact]
    public void Run_plateauBesideASteepStep_isNotTakenForTheDerivative()
    {
        // Over every step of the table the function has already jumped and is flat again.
        var entry = Only(Check("f = tanh(1e4 * (x - 1)) + x", [("x", 1.0001)]));

        Assert.Equal(CheckVerdict.Pass, entry.Verdict);
        Assert.Equal((1e4 / Math.Pow(Math.Cosh(1.0), 2)) + 1, entry.Numeric!.Value, 1e-3);
    }

    [Fact]
    public void Run_vectorOutput_isCheckedAlongADirectionThatIsNotAllOnes()
    {
        var tape = Computations.Run("y = softmax(x)", new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(0.3, -1, 2) }, [1, 1, 1]);
        var right = Check(tape);
        var upstream = right.Upstream;

        Assert.Equal(CheckVerdict.Pass, right.Verdict);
        Assert.Equal(3, upstream.Distinct().Count());
        Assert.All(upstream, u => Assert.InRange(Math.Abs(u), 0.5, 1.5));

        // Forgetting the off-diagonal of the Jacobian is invisible along ones, and is caught here.
        var share = tape.Value(tape.Graph.Output).ToArray();
        var diagonal = Tensor.Vector([.. share.Select((s, i) => upstream[i] * s * (1 - s))]);
        var wrong = GradientCheck.Run(
            tape,
            new GradientCheckOptions { Wrt = [0], Claims = new Dictionary<int, Tensor> { [0] = diagonal }, Upstream = Tensor.Vector([.. upstream]) },
            Cancellation);
        Assert.Equal(CheckVerdict.Fail, wrong.Verdict);
    }

    [Fact]
    public void Run_upstreamGiven_isTheDirection()
    {
        var tape = Computations.Run("y = x^2", new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(1, 2) }, [0, 0]);

        Assert.Equal([20.0, 0], Check(tape, upstream: Tensor.Vector(10, 0)).Entries.Select(e => Math.Round(e.Numeric!.Value, 9)));
    }

    [Fact]
    public void Run_inputThatTheOutputDoesNotDependOn_hasDerivativeZeroWithoutAnEvaluation()
    {
        var graph = GraphSpecs.Graph(
            GraphSpecs.Spec(GraphSpecs.Node("x", "input"), GraphSpecs.Node("y", "square", "x"), GraphSpecs.Node("other", "input")),
            GraphSpecs.Inputs(("x", 1), ("other", 4)),
            "y");
        Assert.True(graph.TryFind("other", out var other));
        var result = GradientCheck.Run(GraphSpecs.Differentiate(graph), new GradientCheckOptions { Wrt = [other] }, Cancellation);

        Assert.Equal((CheckVerdict.Pass, 1L), (result.Verdict, result.Evaluations));
        Assert.Equal(0, Only(result).Numeric);
    }

    [Fact]
    public void Run_outputThatIsTheInputItself_hasDerivativeOne()
    {
        var graph = GraphSpecs.Graph(GraphSpecs.Spec(GraphSpecs.Node("x", "input")), GraphSpecs.Inputs(("x", 3)));

        Assert.Equal(1, Only(GradientCheck.Run(GraphSpecs.Differentiate(graph), new GradientCheckOptions { Wrt = [0] }, Cancellation)).Numeric!.Value, 1e-12);
    }

    [Fact]
    public void Run_central_isTheTextbookFormulaWithItsTwoEvaluations()
    {
        const double H = 1e-3;
        var result = Check("f = x^3", [("x", 2)], method: CheckMethod.Central, step: H);

        // ((x + h)³ − (x − h)³) / 2h = 3x² + h²
        Assert.Equal(12 + (H * H), Only(result).Numeric!.Value, 1e-11);
        Assert.Equal(3, result.Evaluations);
        Assert.Null(Only(result).ErrorBound);
        Assert.Equal(CheckVerdict.Pass, result.Verdict);
    }

    [Fact]
    public void Run_forward_isTheTextbookFormulaWithItsOneEvaluation()
    {
        const double H = 1e-3;
        var result = Check("f = x^2", [("x", 2)], method: CheckMethod.Forward, step: H);

        // ((x + h)² − x²) / h = 2x + h, which is off by more than the tolerance.
        Assert.Equal(4 + H, Only(result).Numeric!.Value, 1e-11);
        Assert.Equal(2, result.Evaluations);
        Assert.Equal(CheckVerdict.Fail, result.Verdict);
    }

    [Theory]
    [InlineData(CheckMethod.Central)]
    [InlineData(CheckMethod.Forward)]
    public void Run_textbookStepOverAKink_saysSo(CheckMethod method)
    {
        var entry = Only(Check("f = relu(x)", [("x", -1e-6)], [("x", 0)], method, step: 1e-3));

        Assert.Equal((CheckVerdict.Kink, CheckReason.StepOverKink), (entry.Verdict, entry.Reason));
    }

    [Fact]
    public void Run_textbookAtASymmetricKink_isNotFooled()
    {
        Assert.Equal(CheckVerdict.Kink, Check("f = abs(x)", [("x", 0)], method: CheckMethod.Central).Verdict);
    }

    [Fact]
    public void Run_textbookStepThatVanishes_isInconclusive()
    {
        Assert.Equal(CheckReason.StepTooSmall, Only(Check("f = x", [("x", 1e15)], method: CheckMethod.Central)).Reason);
    }

    [Fact]
    public void Run_worseVerdictOfAnEntry_isTheWholeOne()
    {
        Assert.Equal(CheckVerdict.Fail, Check("f = relu(a) + b", [("a", 0), ("b", 1)], [("a", 0), ("b", 2)]).Verdict);
        Assert.Equal(CheckVerdict.Kink, Check("f = relu(a) + sqrt(b)", [("a", 0), ("b", 0)]).Verdict);
        Assert.Equal(CheckVerdict.Inconclusive, Check("f = a + sqrt(b)", [("a", 0), ("b", 0)]).Verdict);
    }

    [Fact]
    public void Run_severalWorkers_giveTheSameDigitsAsOne()
    {
        var x = Tensor.Vector([.. Enumerable.Range(0, 300).Select(i => Math.Sin(i))]);
        var tape = Computations.Run("f = sum(tanh(x) * softmax(3 * x)) + reduceMax(relu(x))", new Dictionary<string, Tensor> { ["x"] = x });
        var one = GradientCheck.Run(tape, new GradientCheckOptions { Wrt = [0], Workers = 1 }, Cancellation);
        var four = GradientCheck.Run(tape, new GradientCheckOptions { Wrt = [0], Workers = 4 }, Cancellation);

        Assert.Equal(CheckVerdict.Pass, one.Verdict);
        Assert.Equal(one.Entries.Select(e => (e.Numeric, e.ErrorBound, e.Verdict)), four.Entries.Select(e => (e.Numeric, e.ErrorBound, e.Verdict)));
        Assert.Equal(one.Evaluations, four.Evaluations);
    }

    [Fact]
    public void Run_pointOfTheCheck_isLeftAsItWas()
    {
        var tape = Computations.Run("f = sin(x) * y + relu(x)", ("x", 0.3), ("y", 2));
        var before = Enumerable.Range(0, tape.Graph.Count).Select(node => tape.Value(node)[0]).ToArray();
        Check(tape);

        Assert.Equal(before, Enumerable.Range(0, tape.Graph.Count).Select(node => tape.Value(node)[0]));
    }

    [Fact]
    public void Run_anyEntry_evaluatesOnlyWhatDependsOnIt()
    {
        // 400 branches that share nothing: work is linear in their number, not quadratic.
        var nodes = new List<NodeSpec>();
        var inputs = new Dictionary<string, Tensor>();
        for (var i = 0; i < 400; i++)
        {
            nodes.Add(GraphSpecs.Node($"x{i}", "input"));
            nodes.Add(GraphSpecs.Node($"y{i}", "sin", $"x{i}"));
            inputs[$"x{i}"] = Tensor.Scalar(i * 0.01);
        }

        nodes.Add(GraphSpecs.Node("f", "add", [.. Enumerable.Range(0, 400).Select(i => $"y{i}")]));
        var graph = GraphSpecs.Graph(GraphSpecs.Spec([.. nodes]), inputs);
        var leaves = Enumerable.Range(0, graph.Count).Where(n => graph[n].IsVariable).ToList();
        var one = GradientCheck.EstimateWork(graph, [leaves[0]], CheckMethod.Central, long.MaxValue, Cancellation) - graph.Work;

        // The branch's one node and the sum of 400.
        Assert.InRange(one, 2 * (graph.WorkOf(graph.IndexOf("y0")) + graph.WorkOf(graph.Output)), (2 * (graph.WorkOf(graph.IndexOf("y0")) + graph.WorkOf(graph.Output))) + 200);
        Assert.Equal(CheckVerdict.Pass, GradientCheck.Run(GraphSpecs.Differentiate(graph), new GradientCheckOptions { Wrt = leaves }, Cancellation).Verdict);
    }

    [Fact]
    public void EstimateWork_moreEntries_growsWithThemAndStopsWhenItIsEnough()
    {
        var graph = Computations.Run("f = sum(x)", new Dictionary<string, Tensor> { ["x"] = Tensor.Filled(Shape.Of(1000), 1) }).Graph;
        var whole = GradientCheck.EstimateWork(graph, [0], CheckMethod.Adaptive, long.MaxValue, Cancellation);

        Assert.InRange(whole, 1000L * 20 * 1000, 1000L * 50 * 2000);
        Assert.InRange(GradientCheck.EstimateWork(graph, [0], CheckMethod.Adaptive, 1, Cancellation), 2, whole);
        Assert.Equal(1000, GradientCheck.CountEntries(graph, [0]));
    }

    [Fact]
    public void Run_cancelledToken_stops()
    {
        var tape = Computations.Run("f = x^2", ("x", 1));

        Assert.ThrowsAny<OperationCanceledException>(() => GradientCheck.Run(tape, new GradientCheckOptions { Wrt = [0] }, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Run_furtherEntries_allocateTheirResultsAlone()
    {
        static long Allocated(int entries)
        {
            var options = new GradientCheckOptions { Wrt = [0], Workers = 1 };
            var part = Computations.Run("f = sum(sin(x) * x)", new Dictionary<string, Tensor> { ["x"] = Tensor.Filled(Shape.Of(entries), 0.7) });

            // The least of several runs: code that is not optimised yet boxes.
            return Enumerable.Range(0, 5).Min(_ =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                GradientCheck.Run(part, options, Cancellation);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            });
        }

        // Some twenty evaluations per entry: an object each would be more than this.
        var perEntry = (Allocated(512) - Allocated(256)) / 256.0;
        Assert.InRange(perEntry, 100, 700);
    }
}
