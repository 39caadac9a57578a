using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

/// <summary>A kernel whose one call takes long stops in the midst of it once its run is cancelled, whatever the operator.</summary>
public class CancellationTests
{
    // A kernel polls by the work it has done, so that a call of this much polls several times.
    private const long Long = 4 * Pace.Interval;

    // They only move numbers, of which a tensor holds a million: a few milliseconds.
    private static readonly string[] Movers = ["transpose", "reshape", "flatten", "squeeze", "unsqueeze", "expand", "concat", "slice", "gather", "pad", "tile", "dropout"];

    public static TheoryData<string> Names => [.. OperatorCatalog.All.Where(operation => !operation.IsLeaf && !Movers.Contains(operation.Name)).Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_ofALongCallInACancelledRun_stops(string name)
    {
        var tapes = LongCalls(name);
        Assert.NotEmpty(tapes);
        Assert.Contains(tapes, tape => Stops(tape, static (kernel, frame, _) => kernel.Forward(frame)));
    }

    // Backwards a maximum of windows only moves numbers too: the winners are known from the forward pass.
    public static TheoryData<string> BackwardNames => [.. OperatorCatalog.All.Where(operation => !operation.IsLeaf && !Movers.Contains(operation.Name) && operation.Name != "maxPool").Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(BackwardNames))]
    public void Backward_ofALongCallInACancelledRun_stops(string name)
    {
        Assert.Contains(LongCalls(name), tape => Stops(tape, static (kernel, frame, contribution) => kernel.Backward(frame, 0, Ones(frame.Value.Length), contribution)));
    }

    [Theory]
    [InlineData("conv")]
    [InlineData("maxPool")]
    [InlineData("averagePool")]
    [InlineData("matMul")]
    [InlineData("gemm")]
    [InlineData("einsum")]
    public void Forward_ofEveryFormThatMayTakeSeconds_stops(string name)
    {
        // A sum over one operand only moves its numbers.
        var tapes = LongCalls(name).FindAll(tape => name != "einsum" || tape.Graph.Operands(tape.Graph.Output).Length > 1);
        Assert.NotEmpty(tapes);
        Assert.All(tapes, tape => Assert.True(
            Stops(tape, static (kernel, frame, _) => kernel.Forward(frame)), string.Join(' ', tape.Graph.Nodes.ToArray().Select(node => node.Shape))));
    }

    [Fact]
    public void Forward_ofAShortCallInACancelledRun_ends()
    {
        var tape = SampleRun.At(OperatorCatalog.Find("matMul")!, null, Filled(Shape.Of(20, 20)), Filled(Shape.Of(20, 20))).Tape;
        Assert.False(Stops(tape, static (kernel, frame, _) => kernel.Forward(frame)));
    }

    private delegate void Call(Kernel kernel, KernelFrame frame, Span<double> contribution);

    private static bool Stops(Tape tape, Call call)
    {
        tape.Cancellation = new CancellationToken(canceled: true);
        var node = tape.Graph.OutputNode;
        try
        {
            call(node.Kernel!, tape.Frame(node.Index), new double[tape.Value(tape.Graph.Operands(node.Index)[0]).Length]);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>The operator's own samples, each axis doubled until one call takes long.</summary>
    private static List<Tape> LongCalls(string name)
    {
        var operation = OperatorCatalog.Find(name)!;
        var tapes = new List<Tape>();
        foreach (var (operands, attributes) in operation.Samples)
        {
            for (var factor = 2; factor <= 1 << 20; factor *= 2)
            {
                Shape[] shapes = [.. operands.Select(operand => Shape.Of([.. operand.Shape.Dimensions.ToArray().Select(extent => extent > 1 ? extent * factor : 1)]))];
                if (shapes.Any(shape => shape.Count > GraphLimits.Default.MaxTensorElements) || Build(operation, attributes, shapes) is not { } graph)
                {
                    break;
                }

                if (graph.Work >= Long)
                {
                    var tape = new Tape(graph);
                    tape.Values.AsSpan().Fill(1);
                    tapes.Add(tape);
                    break;
                }
            }
        }

        return tapes;
    }

    private static Graph? Build(Operator operation, IReadOnlyDictionary<string, AttributeValue>? attributes, Shape[] shapes)
    {
        string[] ids = [.. shapes.Select((_, position) => $"x{position}")];
        var spec = GraphSpecs.Spec([.. ids.Select(id => GraphSpecs.Node(id, "input")), new NodeSpec("y", operation.Name, ids, attributes)]);
        return GraphSpecs.Build(spec, ids.Zip(shapes).ToDictionary(pair => pair.First, pair => Tensor.Unknown(pair.Second))).Graph;
    }

    private static double[] Ones(int length) => [.. Enumerable.Repeat(1.0, length)];

    private static Tensor Filled(Shape shape) => Tensor.Filled(shape, 1);
}
