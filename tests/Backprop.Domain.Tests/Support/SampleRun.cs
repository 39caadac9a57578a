using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Tests.Support.GraphSpecs;

namespace Backprop.Domain.Tests.Support;

/// <summary>One operator as the output of a graph of inputs, run forward and backward along a fixed upstream gradient with no two elements equal.</summary>
internal sealed class SampleRun
{
    private const int Draws = 300;

    private readonly BranchRecorder _recorder = new();

    private SampleRun(Tape tape, IReadOnlyList<Tensor> operands, double[] upstream)
    {
        Tape = tape;
        Operands = operands;
        Upstream = upstream;
    }

    public Tape Tape { get; }

    public IReadOnlyList<Tensor> Operands { get; }

    public double[] Upstream { get; }

    public static SampleRun At(Operator operation, IReadOnlyDictionary<string, AttributeValue>? attributes, params Tensor[] operands)
    {
        var ids = operands.Select((_, position) => $"x{position}").ToArray();
        var node = new NodeSpec("y", operation.Name, ids, attributes);
        var graph = Graph(Spec([.. ids.Select(id => Node(id, "input")), node]), ids.Zip(operands).ToDictionary(p => p.First, p => p.Second));
        double[] upstream = [.. Enumerable.Range(0, (int)graph.OutputNode.Shape.Count).Select(i => 0.5 + ((i * 0.618) % 1))];
        return new SampleRun(Differentiate(graph, upstream), operands, upstream);
    }

    /// <summary>A run at values from the sample's domains, drawn again until no element moved by the step changes a branch.</summary>
    public static SampleRun AwayFromKinks(Operator operation, int sample, double step)
    {
        var random = new Random(20240601 + sample);
        var (operands, attributes) = operation.Samples[sample];
        for (var draw = 0; draw < Draws; draw++)
        {
            var run = At(operation, attributes, [.. operands.Select(o => Draw(random, o))]);
            if (run.StaysOnItsBranches(step))
            {
                return run;
            }
        }

        throw new InvalidOperationException($"Sample {sample} of {operation.Name} is at a kink wherever it is drawn.");
    }

    /// <summary>Central differences of upstream · y at three steps, extrapolated twice (Richardson).</summary>
    public double NumericDerivative(int position, int element, double step)
    {
        Span<double> differences = stackalloc double[3];
        for (var level = 0; level < 3; level++, step /= 2)
        {
            differences[level] = (Objective(position, element, step) - Objective(position, element, -step)) / (2 * step);
        }

        var first = ((4 * differences[1]) - differences[0]) / 3;
        var second = ((4 * differences[2]) - differences[1]) / 3;
        Move(position, element, 0);
        return ((16 * second) - first) / 15;
    }

    private bool StaysOnItsBranches(double step)
    {
        var graph = Tape.Graph;
        if (!graph.OutputNode.Kernel!.HasBranches)
        {
            return true;
        }

        var signature = Signature();
        for (var position = 0; position < Operands.Count; position++)
        {
            for (var element = 0; graph.IsActive(graph.Output, position) && element < Operands[position].Data.Length; element++)
            {
                foreach (var move in new[] { -step, step })
                {
                    Move(position, element, move);
                    if (Signature() != signature)
                    {
                        return false;
                    }
                }

                Move(position, element, 0);
            }
        }

        return true;
    }

    private ulong Signature()
    {
        _recorder.Reset();
        Tape.Graph.OutputNode.Kernel!.Branches(Tape.Frame(Tape.Graph.Output), _recorder);
        return _recorder.Signature;
    }

    private void Move(int position, int element, double move)
    {
        Tape.Value(Tape.Graph.Operands(Tape.Graph.Output)[position])[element] = Operands[position].Data[element] + move;
        ForwardPass.Run(Tape, TestContext.Current.CancellationToken);
    }

    private double Objective(int position, int element, double move)
    {
        Move(position, element, move);
        var sum = 0.0;
        var value = Tape.Value(Tape.Graph.Output);
        for (var i = 0; i < value.Length; i++)
        {
            sum += Upstream[i] * value[i];
        }

        return sum;
    }

    private static Tensor Draw(Random random, OperandSample sample)
    {
        var data = new double[sample.Shape.Count];
        for (var i = 0; i < data.Length; i++)
        {
            var (low, high, whole) = sample.Domain;
            data[i] = whole ? random.Next((int)low, (int)high + 1) : low + ((high - low) * random.NextDouble());
        }

        return new Tensor(sample.Shape, data);
    }
}
