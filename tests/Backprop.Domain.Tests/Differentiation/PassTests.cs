using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Tests.Support.GraphSpecs;

namespace Backprop.Domain.Tests.Differentiation;

public sealed class PassTests
{
    private static Graph Circuit() => Graph(
        Spec(Node("x", "input"), Node("y", "input"), Node("q", "add", "x", "y"), Node("z", "input"), Node("f", "mul", "q", "z")),
        Inputs(("x", -2), ("y", 5), ("z", -4)));

    [Fact]
    public void Run_circuit_givesThePublishedNumbers()
    {
        var tape = Differentiate(Circuit());

        Assert.Equal(-12, tape.ValueOf("f")[0]);
        Assert.Equal([-4.0, -4.0, 3.0, -4.0, 1.0], new[] { "x", "y", "z", "q", "f" }.Select(id => tape.GradientOf(id)[0]));
    }

    [Fact]
    public void Run_nodeUsedTwice_sumsBothContributions()
    {
        var tape = Differentiate(Graph(Spec(Node("x", "input"), Node("y", "mul", "x", "x")), Inputs(("x", 3))));

        Assert.Equal(6, tape.GradientOf("x")[0]);
        Assert.Equal(3, tape.Contribution(1, 0)[0]);
        Assert.Equal(3, tape.Contribution(1, 1)[0]);
    }

    [Fact]
    public void Run_nodeWithoutAPathToTheOutput_hasGradientZero()
    {
        var tape = Differentiate(Graph(Spec(Node("x", "input"), Node("y", "neg", "x"), Node("dead", "reciprocal", "x")), Inputs(("x", 0)), "y"));

        Assert.Equal(0, tape.GradientOf("dead")[0]);
        Assert.Equal(-1, tape.GradientOf("x")[0]);
    }

    [Fact]
    public void Run_outputInTheMiddle_ignoresWhatFollows()
    {
        var tape = Differentiate(Graph(Spec(Node("x", "input"), Node("y", "square", "x"), Node("z", "square", "y")), Inputs(("x", 3)), "y"));

        Assert.Equal((6.0, 1.0, 0.0), (tape.GradientOf("x")[0], tape.GradientOf("y")[0], tape.GradientOf("z")[0]));
    }

    [Fact]
    public void Run_broadcastOperand_getsItsGradientSummedToItsShape()
    {
        var inputs = new Dictionary<string, Tensor> { ["m"] = new(Shape.Of(2, 3), [1, 2, 3, 4, 5, 6]), ["row"] = Tensor.Vector(10, 20, 30), ["s"] = Tensor.Scalar(2) };
        var tape = Differentiate(Graph(Spec(Node("m", "input"), Node("row", "input"), Node("s", "input"), Node("p", "mul", "m", "row"), Node("f", "mul", "p", "s")), inputs), [1, 2, 3, 4, 5, 6]);

        Assert.Equal([2 * ((1 * 1) + (4 * 4)), 2 * ((2 * 2) + (5 * 5)), 2 * ((3 * 3) + (6 * 6))], tape.GradientOf("row"));
        Assert.Equal([(1 * 10) + (4 * 20) + (9 * 30) + (16 * 10) + (25 * 20) + (36 * 30)], tape.GradientOf("s"));
        Assert.Equal([20.0, 80, 180, 80, 200, 360], tape.GradientOf("m"));
    }

    [Fact]
    public void Run_withoutRecordedContributions_givesTheSameDigits()
    {
        var graph = Graph(Spec(Node("x", "input"), Node("a", "mul", "x", "x", "x"), Node("b", "mul", "x", "a"), Node("y", "add", "a", "b", "x")), new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(0.1, 0.2, 0.3) });
        var recorded = Differentiate(graph, [1, 2, 3]);
        var plain = new Tape(graph);
        ForwardPass.Run(plain, TestContext.Current.CancellationToken);
        BackwardPass.Run(plain, [1, 2, 3], TestContext.Current.CancellationToken);

        Assert.Equal(recorded.GradientOf("x"), plain.GradientOf("x"));
    }

    [Fact]
    public void Run_againOnTheSameTape_givesTheSameDigits()
    {
        var tape = Differentiate(Circuit());
        var first = tape.GradientOf("x");
        ForwardPass.Run(tape, TestContext.Current.CancellationToken);
        BackwardPass.Run(tape, TestContext.Current.CancellationToken);

        Assert.Equal(first, tape.GradientOf("x"));
    }

    [Fact]
    public void Run_afterTheFirstTime_allocatesNothing()
    {
        var tape = new Tape(Circuit());
        ForwardPass.Run(tape, CancellationToken.None);
        BackwardPass.Run(tape, CancellationToken.None);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            ForwardPass.Run(tape, CancellationToken.None);
            BackwardPass.Run(tape, CancellationToken.None);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Run_chainOf100000Nodes_ends()
    {
        const int Length = 100_000;
        var nodes = Enumerable.Range(0, Length).Select(i => i == 0 ? Node("n0", "input") : Node($"n{i}", "neg", $"n{i - 1}")).ToArray();

        var tape = Differentiate(Graph(Spec(nodes), Inputs(("n0", 3))));

        Assert.Equal(-1, tape.GradientOf("n0")[0]);
    }

    [Theory]
    [InlineData("add", 100_002, 1, 199_998)]
    [InlineData("mul", 2, 2, 399_996)]
    [InlineData("max", 2, 1, 0)]
    public void Run_of100000BroadcastOperands_takesNoMoreStepsThanThereAre(string op, double value, double gradientOfVector, double gradientOfNumber)
    {
        var operands = Enumerable.Repeat("one", 99_999).Prepend("two").Prepend("vector").ToArray();
        var inputs = Inputs(("one", 1), ("two", op == "mul" ? 2 : 1));
        inputs["vector"] = Tensor.Filled(Shape.Of(2), op == "mul" ? 1 : 2);

        var tape = Differentiate(Graph(Spec(Node("one", "input"), Node("two", "input"), Node("vector", "input"), Node("y", op, operands)), inputs));

        Assert.Equal([value, value], tape.ValueOf("y"));
        Assert.Equal([gradientOfVector, gradientOfVector], tape.GradientOf("vector"));
        Assert.Equal(gradientOfNumber, tape.GradientOf("one")[0]);
    }

    [Fact]
    public void Run_cancelledToken_stops()
    {
        var tape = new Tape(Circuit());

        Assert.Throws<OperationCanceledException>(() => ForwardPass.Run(tape, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Run_thatIsCancelledUnderWay_stopsBeforeTheNextTensor()
    {
        var inputs = new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(1, 2) };
        var tape = Differentiate(Graph(Spec(Node("x", "input"), Node("a", "neg", "x"), Node("b", "neg", "a")), inputs));
        using var source = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => BackwardPass.Run(tape, [1, 1], new CancelsAtFirstContribution(source), source.Token));

        Assert.Equal([-1, -1], tape.GradientOf("a"));
        Assert.Equal([0, 0], tape.GradientOf("x"));
    }

    private readonly struct CancelsAtFirstContribution(CancellationTokenSource source) : IBackwardRule
    {
        public void Complete(Tape tape, int node, Span<double> gradient)
        {
        }

        public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution) => source.Cancel();
    }
}
