using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Solving;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Tests.Support.GraphSpecs;

namespace Backprop.Domain.Tests.Solving;

public sealed class SolverTests
{
    [Fact]
    public void Solve_chain_isAskedBackwardsForTheIncrementOfEachNode()
    {
        // E = √(ln (X+1)²) − 1 at X = 2, asked for 0.5: the first step is ΔX = ΔE/(∂E/∂X).
        var solution = Solve(Chain(), Inputs(("X", 2)), 0.5, maxIterations: 1);

        var start = solution.Iterations[0];
        var gradient = 1 / (3 * Math.Sqrt(2 * Math.Log(3)));
        var missing = 0.5 - (Math.Sqrt(2 * Math.Log(3)) - 1);
        Assert.Equal(missing / gradient, start.Deltas![0], 12);
        Assert.Equal(2 + (missing / gradient), solution.Iterations[1].Values[0], 12);
        Assert.Equal(0.0787, start.Deltas[0], 4);
        Assert.InRange(solution.Iterations[1].Value, 0.4996, 0.4997);
        Assert.Equal(SolutionReason.NotConverged, solution.Reason);
        Assert.Null(solution.Iterations[1].Deltas);
    }

    [Fact]
    public void Solve_chain_isSolved()
    {
        var solution = Solve(Chain(), Inputs(("X", 2)), 0.5);

        Assert.True(solution.Converged);
        Assert.Equal(Math.Exp(1.125) - 1, solution.Iterations[^1].Values[0], 9);
    }

    [Fact]
    public void Solve_everyNodeOfAChain_isAskedForTheChangeOfOutputOverItsGradient()
    {
        var iteration = Solve(Chain(), Inputs(("X", 2)), 0.5).Iterations[0];

        Assert.Contains(iteration.Gradients, gradient => gradient != 0);
        for (var node = 0; node < iteration.Values.Length; node++)
        {
            if (iteration.Gradients[node] != 0)
            {
                Assert.Equal(-iteration.Error / iteration.Gradients[node], iteration.Deltas![node], 12);
            }
        }
    }

    [Fact]
    public void Solve_squareRoot_isFoundFromNearby()
    {
        var solution = Solve(Square(), Inputs(("x", 1.99)), 4);

        Assert.True(solution.Converged);
        Assert.Equal(2, solution.Iterations[^1].Values[0], 11);
    }

    [Fact]
    public void Solve_severalVariables_moveByTheShortestStepThatMeetsALinearTargetAtOnce()
    {
        // 3x + 4y = 25 from the origin: the nearest point is (3, 4).
        var spec = Spec(Node("x", "input"), Node("y", "input"), Constant("c", 3), Constant("d", 4), Node("p", "mul", "x", "c"), Node("q", "mul", "y", "d"), Node("f", "add", "p", "q"));

        var solution = Solve(spec, Inputs(("x", 0), ("y", 0)), 25);

        Assert.Equal(2, solution.Iterations.Count);
        Assert.Equal(3, solution.Iterations[1].Values[0], 14);
        Assert.Equal(4, solution.Iterations[1].Values[1], 14);
        Assert.Equal([3, 4], solution.Iterations[0].Deltas![..2], (a, b) => Math.Abs(a - b) < 1e-14);
    }

    [Fact]
    public void Solve_withNamedVariables_movesOnlyThose()
    {
        var spec = Spec(Node("x", "input"), Node("y", "input"), Node("f", "mul", "x", "y"));

        var solution = Solve(spec, Inputs(("x", 2), ("y", 3)), 12, variables: ["y"]);

        Assert.True(solution.Converged);
        Assert.Equal([2, 6], solution.Iterations[^1].Values[..2]);
    }

    [Theory]
    [InlineData("exp", -2, 1e6)]
    [InlineData("exp", 100, 1)]
    [InlineData("sigmoid", -30, 0.5)]
    [InlineData("sigmoid", 30, 0.01)]
    [InlineData("atan", 50, 0.2)]
    [InlineData("tanh", 8, -0.9)]
    [InlineData("log", 1e-3, 5)]
    [InlineData("sqrt", 1e8, 1e-3)]
    public void Solve_flatAndSteepFunctions_areSolved(string operation, double start, double target)
    {
        var solution = Solve(Spec(Node("x", "input"), Node("f", operation, "x")), Inputs(("x", start)), target, maxIterations: 200, tolerance: 1e-9 * Math.Abs(target));

        Assert.True(solution.Converged, $"{solution.Reason} at {solution.Iterations[^1].Value}");
    }

    [Fact]
    public void Solve_everyStep_makesNothingWorse()
    {
        var solution = Solve(Spec(Node("x", "input"), Node("f", "atan", "x")), Inputs(("x", 50)), 0.2, maxIterations: 200);

        Assert.True(solution.Iterations.Count > 2);
        Assert.All(solution.Iterations.Zip(solution.Iterations.Skip(1)), pair => Assert.True(Math.Abs(pair.Second.Error) < Math.Abs(pair.First.Error)));
        Assert.Contains(solution.Iterations, i => i.Damping < 1);
    }

    [Fact]
    public void Solve_flatSpot_isReportedAsZeroGradient()
    {
        Assert.Equal(SolutionReason.ZeroGradient, Solve(Square(), Inputs(("x", 0)), 4).Reason);
    }

    [Fact]
    public void Solve_unreachableTarget_isReportedAsNotConverged()
    {
        // x² = −1 has no solution; |x² + 1| is least at 0, which the steps close in on.
        var solution = Solve(Square(), Inputs(("x", 3)), -1, maxIterations: 30);

        Assert.Equal(SolutionReason.NotConverged, solution.Reason);
        Assert.True(solution.Iterations[^1].Error < 1.01);
    }

    [Fact]
    public void Solve_startOutsideTheDomain_isReportedAsLeftDomain()
    {
        var solution = Solve(Spec(Node("x", "input"), Node("f", "log", "x")), Inputs(("x", -1)), 0);

        Assert.Equal(SolutionReason.LeftDomain, solution.Reason);
        Assert.Single(solution.Iterations);
    }

    [Fact]
    public void Solve_startThatMeetsTheTarget_takesNoStep()
    {
        var solution = Solve(Square(), Inputs(("x", 2)), 4);

        Assert.True(solution.Converged);
        Assert.Single(solution.Iterations);
    }

    [Fact]
    public void Solve_errorOfExactlyTheTolerance_isWithinIt() =>
        Assert.Single(Solve(Square(), Inputs(("x", 2)), target: 3.75, tolerance: 0.25).Iterations);

    [Fact]
    public void Solve_toleranceThatFloatingPointCannotMeet_isNoted()
    {
        Assert.True(Solve(Square(), Inputs(("x", 1e9)), 2e18, tolerance: 1e-3).IsBelowRounding);
        Assert.False(Solve(Square(), Inputs(("x", 1.5)), 2).IsBelowRounding);
    }

    [Fact]
    public void Solve_stepShorterThanTheSpacingOfTheVariable_isNotedAndLeavesNoDomain()
    {
        // x − 1 is to be 1e-17, but 1 + 1e-17 is 1.
        var solution = Solve(Spec(Node("x", "input"), Constant("one", 1), Node("f", "sub", "x", "one")), Inputs(("x", 1)), 1e-17, tolerance: 1e-20);

        Assert.Equal((SolutionReason.NotConverged, true), (solution.Reason, solution.StepVanished));
    }

    [Fact]
    public void Solve_cancellation_stopsTheSearch()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var graph = Graph(Square(), Inputs(("x", 1)));

        Assert.Throws<OperationCanceledException>(() => Solver.Solve(new Tape(graph), new SolutionTask(4, [0], 1e-10, 50), source.Token));
    }

    private static GraphSpec Square() => Spec(Node("x", "input"), Node("f", "square", "x"));

    private static GraphSpec Chain() => Spec(
        Node("X", "input"), Constant("one", 1), Node("A", "add", "X", "one"), Node("B", "square", "A"), Node("C", "log", "B"), Node("D", "sqrt", "C"), Node("E", "sub", "D", "one"));

    private static Solution Solve(GraphSpec spec, IReadOnlyDictionary<string, Tensor> inputs, double target, string[]? variables = null, double tolerance = 1e-10, int maxIterations = 50)
    {
        var graph = Graph(spec, inputs);
        var indices = graph.Nodes.ToArray().Where(n => n.IsVariable && (variables is null || variables.Contains(n.Id))).Select(n => n.Index).ToList();
        return Solver.Solve(new Tape(graph), new SolutionTask(target, indices, tolerance, maxIterations), TestContext.Current.CancellationToken);
    }
}
