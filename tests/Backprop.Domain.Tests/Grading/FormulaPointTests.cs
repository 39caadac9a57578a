using Backprop.Domain.Exercises;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Grading;

/// <summary>The further points at which formulas are compared: what drawing them costs, and who may stop it.</summary>
public class FormulaPointTests
{
    private const string Circuit = "q = x + y; f = q * tanh(z)";
    private static readonly (string, double)[] Inputs = [("x", -2), ("y", 5), ("z", -4)];

    [Fact]
    public void Points_drawingWasStopped_areDrawnForWhoAsksNext()
    {
        var exercise = Marking.Exercise(Circuit, Inputs);
        Assert.ThrowsAny<OperationCanceledException>(() => exercise.Points(new CancellationToken(canceled: true)));
        Assert.Equal(20, exercise.Points(CancellationToken.None).Count);
    }

    [Fact]
    public void Points_severalThreadsAsk_areDrawnOnce()
    {
        var exercise = Marking.Exercise("f = sum(sin(matMul(x, x)))", new Dictionary<string, Tensor> { ["x"] = Tensor.Filled(Shape.Of(60, 60), 0.01) });
        var seen = new IReadOnlyList<FormulaPoint>[4];
        using var together = new Barrier(seen.Length);
        Thread[] threads = [.. Enumerable.Range(0, seen.Length).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            seen[i] = exercise.Points(CancellationToken.None);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(seen, points => Assert.Same(seen[0], points));
    }

    [Fact]
    public void Points_graphWhoseForwardPassIsLong_areDrawnWithinTheirWork()
    {
        // Every draw but a very near one leaves the branch, so that only the bound on work ends the drawing.
        const double Kink = 1e-13;
        var exercise = Marking.Exercise(
            "f = sum(averagePool(expand(x, shape=[1, 1, 300, 300]), kernelShape=[20, 20])) + sum(relu(v))",
            new Dictionary<string, Tensor> { ["x"] = Tensor.Scalar(0.001), ["v"] = Tensor.Vector([.. Enumerable.Range(0, 500).Select(i => i % 2 == 0 ? Kink : -Kink)]) });
        Assert.InRange(exercise.Graph.Work, 10_000_000, 1_000_000_000);
        Assert.InRange(FormulaPoints.EstimateWork(exercise.Graph), 400_000_000, 3_000_000_000);
        Assert.Empty(exercise.Points(CancellationToken.None));
    }
}
