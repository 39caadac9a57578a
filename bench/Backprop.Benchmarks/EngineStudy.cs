using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Benchmarks;

/// <summary>Forward and backward over a random scalar graph of 100,000 nodes, against a hand-written switch loop over flat arrays.</summary>
internal static class EngineStudy
{
    private const int Count = 100_000;
    private const int Leaves = 10;
    private static readonly string[] Names = ["add", "mul", "sub", "max", "neg", "sin", "tanh", "div"];

    public static void Run(string[] args)
    {
        var random = new Random(1);
        var operators = new int[Count];
        var first = new int[Count];
        var second = new int[Count];
        var nodes = new List<NodeSpec>(Count);
        var inputs = new Dictionary<string, Tensor>();
        for (var i = 0; i < Count; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"n{i}");
            if (i < Leaves)
            {
                operators[i] = -1;
                nodes.Add(new NodeSpec(id, "input", []));
                inputs[id] = Tensor.Scalar(random.NextDouble() + 0.5);
                continue;
            }

            // Near operands keep most nodes on a path to the output.
            operators[i] = random.Next(Names.Length);
            first[i] = random.Next(Math.Max(0, i - 50), i);
            second[i] = random.Next(Math.Max(0, i - 50), i);
            string[] operands = operators[i] is 4 or 5 or 6
                ? [nodes[first[i]].Id]
                : [nodes[first[i]].Id, nodes[second[i]].Id];
            nodes.Add(new NodeSpec(id, Names[operators[i]], operands));
        }

        var spec = new GraphSpec(nodes, nodes[^1].Id, new GraphLocator());
        var graph = GraphBuilder.Build(spec, inputs, null, GraphLimits.Default).Graph!;
        var tape = new Tape(graph);
        var values = new double[Count];
        var gradients = new double[Count];
        for (var i = 0; i < Leaves; i++)
        {
            values[i] = inputs[nodes[i].Id].Data[0];
        }

        Interleaved.Run(
            "A random scalar graph of 100,000 nodes, forward and backward",
            rounds: 200,
            Count,
            "ns/node",
            ("switch loop over flat arrays", () => SwitchLoop(operators, first, second, values, gradients)),
            ("Backprop", () =>
            {
                ForwardPass.Run(tape, CancellationToken.None);
                BackwardPass.Run(tape, CancellationToken.None);
            }
        ));
        var before = GC.GetAllocatedBytesForCurrentThread();
        ForwardPass.Run(tape, CancellationToken.None);
        BackwardPass.Run(tape, CancellationToken.None);
        Console.WriteLine($"  bytes allocated by a run after the first: {GC.GetAllocatedBytesForCurrentThread() - before}");
        Console.WriteLine($"  outputs agree: {values[^1].Equals(tape.Value(graph.Output)[0])}");
        Interleaved.Run("Building that graph", 20, 1e6, "ms", ("GraphBuilder.Build", () => GraphBuilder.Build(spec, inputs, null, GraphLimits.Default)));
    }

    private static void SwitchLoop(int[] operators, int[] first, int[] second, double[] v, double[] g)
    {
        for (var i = 0; i < v.Length; i++)
        {
            var a = first[i];
            var b = second[i];
            switch (operators[i])
            {
                case 0: v[i] = v[a] + v[b]; break;
                case 1: v[i] = v[a] * v[b]; break;
                case 2: v[i] = v[a] - v[b]; break;
                case 3: v[i] = Math.Max(v[a], v[b]); break;
                case 4: v[i] = -v[a]; break;
                case 5: v[i] = Math.Sin(v[a]); break;
                case 6: v[i] = Math.Tanh(v[a]); break;
                case 7: v[i] = v[a] / v[b]; break;
            }
        }

        Array.Clear(g);
        g[^1] = 1;
        for (var i = v.Length - 1; i >= 0; i--)
        {
            var a = first[i];
            var b = second[i];
            var upstream = g[i];
            switch (operators[i])
            {
                case 0: g[a] += upstream; g[b] += upstream; break;
                case 1: g[a] += upstream * v[b]; g[b] += upstream * v[a]; break;
                case 2: g[a] += upstream; g[b] -= upstream; break;
                case 3: g[v[a] >= v[b] ? a : b] += upstream; break;
                case 4: g[a] -= upstream; break;
                case 5: g[a] += upstream * Math.Cos(v[a]); break;
                case 6: g[a] += upstream * (1 - (v[i] * v[i])); break;
                case 7: g[a] += upstream / v[b]; g[b] -= upstream * v[i] / v[b]; break;
            }
        }
    }
}
