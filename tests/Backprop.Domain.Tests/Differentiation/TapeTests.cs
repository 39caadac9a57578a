using Backprop.Domain.Differentiation;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Differentiation;

/// <summary>What a tape takes is known before it is made.</summary>
public class TapeTests
{
    private const string Network = "h = tanh(matMul(x, w) + b); s = softmax(h); f = sum(s * h) + max(x)";

    // Objects, offsets and what a pass itself makes beside its arenas.
    private const long Beside = 20_000;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void EstimateBytes_forwardOrBothPasses_isWhatTheArenasTake(bool backward, bool contributions)
    {
        var inputs = new Dictionary<string, Tensor> { ["x"] = Matrix(100, 50), ["w"] = Matrix(50, 80), ["b"] = Matrix(1, 80) };
        var graph = Computations.Run(Network, inputs).Graph;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var tape = new Tape(graph);
        ForwardPass.Run(tape, CancellationToken.None);
        if (contributions)
        {
            tape.RecordContributions();
        }

        if (backward)
        {
            BackwardPass.Run(tape, CancellationToken.None);
        }

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        var estimated = Tape.EstimateBytes(graph, backward, contributions);
        Assert.InRange(taken, estimated, estimated + Beside);
    }

    private static Tensor Matrix(int rows, int columns) =>
        Tensor.Filled(Shape.Of(rows, columns), 0.25);
}
