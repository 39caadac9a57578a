using System.Diagnostics;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Drawing;
using Backprop.Domain.Explaining;
using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Benchmarks;

/// <summary>What explaining costs: derivations and drawings of a graph of 60 nodes, and of larger ones, from the passes on.</summary>
internal static class ExplainingStudy
{
    public static void Run(string[] args)
    {
        var sixty = Differentiate(Neurons(7));
        Report($"derivation, {sixty.Graph.Count} nodes", () => Derive(sixty, new DerivationOptions()));
        Report($"derivation with paths and expressions, {sixty.Graph.Count} nodes", () => Derive(sixty, new DerivationOptions(Paths: true, Symbolic: true)));
        Report($"SVG, {sixty.Graph.Count} nodes", () => Draw(sixty, DrawingFormat.Svg));
        Report($"DOT, {sixty.Graph.Count} nodes", () => Draw(sixty, DrawingFormat.Dot));
        Report($"Mermaid, {sixty.Graph.Count} nodes", () => Draw(sixty, DrawingFormat.Mermaid));
        var large = Differentiate(Neurons(100));
        Report($"derivation, {large.Graph.Count} nodes", () => Derive(large, new DerivationOptions()));
        Report($"SVG, {large.Graph.Count} nodes", () => Draw(large, DrawingFormat.Svg));
        foreach (var count in new[] { 5_000, 20_000 })
        {
            var tape = Differentiate(RandomGraph(count));
            Report($"SVG of a random graph, {count} nodes", () => Draw(tape, DrawingFormat.Svg));
        }
    }

    private static int Derive(Tape tape, DerivationOptions options) => Explanation.Derive(tape, options, CancellationToken.None).Latex.Length;

    private static int Draw(Tape tape, DrawingFormat format) => GraphDrawing.Draw(tape, format, new DrawingOptions(), CancellationToken.None).Length;

    private static void Report(string what, Func<int> action)
    {
        var length = action();
        var budget = Stopwatch.StartNew();
        var times = new List<double>();
        while (times.Count < 200 && (budget.ElapsedMilliseconds < 1500 || times.Count < 2))
        {
            var start = Stopwatch.GetTimestamp();
            length = action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-56} median {times[times.Count / 2],9:F2} ms, 95 % {times[(int)(times.Count * 0.95)],9:F2} ms, {length} characters"));
    }

    /// <summary>tanh neurons on two shared inputs, summed: 9 nodes a neuron.</summary>
    private static (GraphSpec Spec, Dictionary<string, Tensor> Inputs) Neurons(int count)
    {
        var units = Enumerable.Range(0, count).ToArray();
        var text = string.Join("; ", units.Select(i => $"h{i} = tanh(w{i} * x + v{i} * u + b{i})")) + "; f = " + string.Join(" + ", units.Select(i => $"h{i}"));
        var inputs = new Dictionary<string, Tensor> { ["x"] = Tensor.Scalar(1.5), ["u"] = Tensor.Scalar(-0.4) };
        foreach (var i in units)
        {
            inputs[$"w{i}"] = Tensor.Scalar(0.1 * i);
            inputs[$"v{i}"] = Tensor.Scalar(0.2);
            inputs[$"b{i}"] = Tensor.Scalar(0.3);
        }

        return (ExpressionParser.Parse(text, [.. inputs.Keys], ExpressionLimits.Default).Spec!, inputs);
    }

    private static (GraphSpec Spec, Dictionary<string, Tensor> Inputs) RandomGraph(int count)
    {
        var random = new Random(3);
        var nodes = new List<NodeSpec> { new("n0", "input", []), new("n1", "input", []) };
        for (var i = 2; i < count; i++)
        {
            nodes.Add(new NodeSpec($"n{i}", i % 3 == 0 ? "add" : "mul", [$"n{Math.Max(0, i - 1 - random.Next(20))}", i % 10 == 0 ? "n0" : $"n{random.Next(i)}"]));
        }

        return (new GraphSpec(nodes, $"n{count - 1}", new GraphLocator()), new Dictionary<string, Tensor> { ["n0"] = Tensor.Scalar(0.5), ["n1"] = Tensor.Scalar(0.5) });
    }

    private static Tape Differentiate((GraphSpec Spec, Dictionary<string, Tensor> Inputs) computation)
    {
        var tape = new Tape(GraphBuilder.Build(computation.Spec, computation.Inputs, null, GraphLimits.Default).Graph!);
        tape.RecordContributions();
        ForwardPass.Run(tape, CancellationToken.None);
        BackwardPass.Run(tape, CancellationToken.None);
        return tape;
    }
}
