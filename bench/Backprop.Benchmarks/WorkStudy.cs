using System.Diagnostics;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Benchmarks;

/// <summary>
/// Declared work against measured time: every operator with its own samples, as they are and enlarged, and the forms that cost most. A unit of
/// work is a quarter of a nanosecond, and both passes together are three times a forward pass.
/// </summary>
internal static class WorkStudy
{
    private const double NanosecondsAUnit = 0.25;
    private const int PassesOfBoth = 3;
    private static readonly GraphLimits Limits = GraphLimits.Default with { MaxTensorElements = 10_000_000, MaxTotalElements = 100_000_000, MaxWork = long.MaxValue };

    private static readonly (string Operator, int[][] Shapes, (string, AttributeValue)[] Attributes)[] Extremes =
    [
        ("maxPool", [[1, 1, 1000, 1000]], [("kernelShape", Numbers(165, 165)), ("strides", Numbers(8, 8))]),
        ("maxPool", [[1, 1, 1000, 1000]], [("kernelShape", Numbers(2, 2)), ("strides", Numbers(2, 2))]),
        ("maxPool", [[1, 1, 1000, 1000]], [("kernelShape", Numbers(2, 2))]),
        ("maxPool", [[1, 1, 1000, 1000]], [("kernelShape", Numbers(1, 100))]),
        ("maxPool", [[1, 1, 1000, 1000]], [("kernelShape", Numbers(100, 1))]),
        ("maxPool", [[1, 1, 1000, 1000]], [("kernelShape", Numbers(1, 1))]),
        ("averagePool", [[1, 1, 1000, 1000]], [("kernelShape", Numbers(20, 20))]),
        ("averagePool", [[1, 1, 1000, 1000]], [("kernelShape", Numbers(3, 3))]),
        ("averagePool", [[1, 1, 1000, 1000]], [("kernelShape", Numbers(2, 2)), ("strides", Numbers(2, 2))]),
        ("averagePool", [[1, 1, 1000, 1000]], [("kernelShape", Numbers(50, 1))]),
        ("averagePool", [[1000, 1000, 1]], [("kernelShape", Numbers(1))]),
        ("conv", [[1, 1, 500, 500], [1, 1, 3, 3]], []),
        ("conv", [[1, 1, 200, 200], [1, 1, 51, 51]], []),
        ("conv", [[1, 1, 500, 500], [8, 1, 3, 3]], []),
        ("conv", [[1, 16, 100, 100], [32, 16, 3, 3]], []),
        ("conv", [[1, 16, 100, 100], [32, 16, 1, 1]], []),
        ("conv", [[1, 64, 100, 100], [64, 1, 3, 3]], [("group", Number(64))]),
        ("conv", [[1, 64, 100, 100], [64, 1, 1, 1]], [("group", Number(64))]),
        ("conv", [[1000, 1, 30, 30], [4, 1, 5, 5]], []),
        ("conv", [[1, 1, 500, 500], [1, 1, 5, 5]], [("strides", Numbers(5, 5))]),
        ("conv", [[1, 1, 500, 500], [1, 1, 3, 3]], [("dilations", Numbers(7, 7))]),
        ("conv", [[1000, 1, 100], [3, 1, 7]], []),
        ("matMul", [[1000, 1000], [1000, 1000]], []),
        ("matMul", [[1000, 1], [1, 1000]], []),
        ("matMul", [[1, 1000], [1000, 1000]], []),
        ("matMul", [[1000, 1000], [1000, 1]], []),
        ("matMul", [[1000, 1000], [1000, 2]], []),
        ("matMul", [[2, 1000], [1000, 1000]], []),
        ("matMul", [[3, 100000], [100000, 3]], []),
        ("matMul", [[5, 100000], [100000, 5]], []),
        ("matMul", [[100000, 2], [2, 10]], []),
        ("matMul", [[10000, 4, 4], [10000, 4, 4]], []),
        ("matMul", [[100000, 1, 2], [100000, 2, 1]], []),
        ("matMul", [[100000, 2, 2], [2, 2]], []),
        ("matMul", [[17, 17], [17, 17]], []),
        ("gemm", [[300, 300], [300, 300], [300]], [("transA", Flag()), ("transB", Flag())]),
        ("einsum", [[300, 300], [300, 300]], [("equation", Text("ij,kj->ik"))]),
        ("einsum", [[300, 300], [300, 300]], [("equation", Text("ij,jk->ki"))]),
        ("einsum", [[1000, 1000], [1000, 1000]], [("equation", Text("ij,ij->"))]),
        ("einsum", [[1000, 1000], [1000, 1000]], [("equation", Text("ij,ij->ij"))]),
        ("einsum", [[1000], [1000]], [("equation", Text("i,j->ij"))]),
        ("einsum", [[100, 100], [100, 100], [100, 100]], [("equation", Text("ij,jk,kl->il"))]),
        ("einsum", [[100], [100], [100]], [("equation", Text("i,j,k->ijk"))]),
        ("einsum", [[300, 300, 2]], [("equation", Text("ijk->kji"))]),
        ("einsum", [[100, 100, 100]], [("equation", Text("ijk->"))]),
        ("einsum", [[20, 20, 20], [20, 20, 20]], [("equation", Text("abc,dec->eabd"))]),
        ("einsum", [[1000, 3], [1000, 3], [1000, 3]], [("equation", Text("ia,ib,ic->abc"))]),
        ("gather", [[1000, 1000], [1000]], [("axis", Number(1))]),
        ("gather", [[10], [100000]], []),
        ("add", [[1000, 1000], [1000, 1]], []),
        ("add", [[1000, 1000], [1]], []),
        ("mul", [[1000, 1000], [1000]], []),
        ("pow", [[1000, 1000], []], []),
        ("softmax", [[2, 500000]], []),
        ("softmax", [[300000, 2]], []),
        ("softmax", [[2, 300000]], [("axis", Number(0))]),
        ("cumSum", [[2, 300000]], [("axis", Number(0))]),
        ("median", [[1, 500000]], []),
        ("median", [[300000, 2]], [("axes", Numbers(1))]),
        ("reduceSum", [[300000, 2]], [("axes", Numbers(1))]),
        ("reduceSum", [[2, 300000]], [("axes", Numbers(0))]),
        ("reduceMax", [[300000, 2]], [("axes", Numbers(1))]),
        ("reduceLogSumExp", [[300000, 2]], [("axes", Numbers(1))]),
        ("transpose", [[1000, 1000]], []),
        ("slice", [[1000, 1000]], [("starts", Numbers(0, 0)), ("ends", Numbers(1, 1))]),
        ("expand", [[1]], [("shape", Numbers(1000, 1000))]),
        ("layerNormalization", [[100000, 4], [4], [4]], []),
        ("layerNormalization", [[4, 100000], [100000], [100000]], []),
        ("batchNormalization", [[100000, 4], [4], [4]], []),
    ];

    public static void Run(string[] args)
    {
        var lines = new List<Line>();
        foreach (var operation in OperatorCatalog.All.Where(o => !o.IsLeaf && (args.Length == 0 || args.Contains(o.Name))))
        {
            foreach (var (sample, index) in operation.Samples.Select((sample, index) => (sample, index)))
            {
                foreach (var (size, elements) in new[] { ("", 0), ("middle", 2_000), ("large", 300_000) })
                {
                    var factor = Factor(sample, elements);
                    if ((elements == 0 || Enlarge(sample, factor).Operands.Max(o => o.Shape.Count) > elements / 8) && Measure(operation, Enlarge(sample, factor), elements == 0 ? 64 : 1) is { } line)
                    {
                        lines.Add(line with { Size = elements > 0 ? size : sample.Operands.All(o => o.Shape.IsScalar) ? "scalars" : "small" });
                    }
                }
            }

            foreach (var (_, shapes, attributes) in Extremes.Where(extreme => extreme.Operator == operation.Name))
            {
                var domains = operation.Samples[0].Operands;
                var sample = new OperatorSample([.. shapes.Select((shape, i) => new OperandSample(Shape.Of(shape), domains[Math.Min(i, domains.Count - 1)].Domain))], attributes.ToDictionary(a => a.Item1, a => a.Item2));
                if (Measure(operation, sample, 1) is { } line)
                {
                    lines.Add(line with { Size = "extreme" });
                    if (args.Length > 0)
                    {
                        Console.WriteLine(FormattableString.Invariant($"{line.Operator} {line.What}: {line.Ratio:F2}, {line.Forward:F2} and {line.Backward:F2} ns an element"));
                    }
                }
                else
                {
                    Console.WriteLine($"{operation.Name}: no graph for {string.Join(' ', sample.Operands.Select(o => o.Shape))}");
                }
            }
        }

        foreach (var group in lines.GroupBy(line => line.Operator))
        {
            foreach (var size in group.GroupBy(line => line.Size))
            {
                var worst = size.MaxBy(line => line.Ratio)!;
                var least = size.MinBy(line => line.Ratio)!;
                Console.WriteLine(FormattableString.Invariant($"{group.Key,-26}{size.Key,-9} ratio {least.Ratio,6:F2} to {worst.Ratio,6:F2}   fwd {worst.Forward,6:F2} bwd {worst.Backward,6:F2} ns an element; worst {worst.What}"));
            }
        }

        Console.WriteLine(FormattableString.Invariant($"{lines.Count} forms; measured over declared: worst {lines.Max(l => l.Ratio):F2} ({lines.MaxBy(l => l.Ratio)!.Operator}), median {lines.Order(Comparer<Line>.Create((a, b) => a.Ratio.CompareTo(b.Ratio))).ElementAt(lines.Count / 2).Ratio:F2}, least {lines.Min(l => l.Ratio):F2} ({lines.MinBy(l => l.Ratio)!.Operator}); over 1: {lines.Count(l => l.Ratio > 1)}"));
    }

    private static AttributeValue.Numbers Numbers(params double[] numbers) => new AttributeValue.Numbers(numbers);

    private static AttributeValue.Number Number(double number) => new AttributeValue.Number(number);

    private static AttributeValue.Text Text(string text) => new AttributeValue.Text(text);

    private static AttributeValue.Flag Flag() => new AttributeValue.Flag(true);

    private static int Factor(OperatorSample sample, int elements)
    {
        var factor = 1;
        while (elements > 0 && factor < 1_000_000 && Enlarge(sample, factor * 2).Operands.Max(o => o.Shape.Count) <= elements)
        {
            factor *= 2;
        }

        return factor;
    }

    private static OperatorSample Enlarge(OperatorSample sample, int factor) =>
        sample with { Operands = [.. sample.Operands.Select(o => o with { Shape = Shape.Of([.. o.Shape.Dimensions.ToArray().Select(d => d > 1 ? d * factor : d)]) })] };

    private static Line? Measure(Operator operation, OperatorSample sample, int copies)
    {
        var random = new Random(1);
        var inputs = sample.Operands.Select((operand, i) => (Id: FormattableString.Invariant($"x{i}"), Value: Draw(operand, random))).ToDictionary(p => p.Id, p => p.Value);
        string[] ids = [.. inputs.Keys];
        List<NodeSpec> nodes = [.. ids.Select(id => new NodeSpec(id, "input", []))];
        string[] results = [.. Enumerable.Range(0, copies).Select(copy => FormattableString.Invariant($"y{copy}"))];
        nodes.AddRange(results.Select(id => new NodeSpec(id, operation.Name, ids, sample.Attributes)));
        if (copies > 1)
        {
            nodes.Add(new NodeSpec("all", "add", results));
        }

        if (GraphBuilder.Build(new GraphSpec(nodes, copies > 1 ? "all" : "y0", new GraphLocator()), inputs, null, Limits).Graph is not { } graph)
        {
            return null;
        }

        var tape = new Tape(graph);
        var forward = Time(() => ForwardPass.Run(tape, CancellationToken.None));
        var backward = Time(() => BackwardPass.Run(tape, CancellationToken.None));
        var elements = Math.Max(graph.OutputNode.Shape.Count, sample.Operands.Max(o => o.Shape.Count)) * (double)copies;
        return new Line(
            operation.Name, "", string.Join(' ', sample.Operands.Select(o => o.Shape)) + " " + string.Join(' ', sample.Attributes?.Select(a => $"{a.Key}={Show(a.Value)}") ?? []),
            (forward + backward) / (PassesOfBoth * NanosecondsAUnit * graph.Work), forward / elements, backward / elements);
    }

    private static string Show(AttributeValue value) => value switch
    {
        AttributeValue.Numbers numbers => string.Join(',', numbers.Values),
        AttributeValue.Number number => FormattableString.Invariant($"{number.Value}"),
        AttributeValue.Text text => text.Value,
        _ => "true",
    };

    private static Tensor Draw(OperandSample operand, Random random) => new(operand.Shape, [.. Enumerable.Range(0, (int)operand.Shape.Count).Select(_ =>
    {
        var number = operand.Domain.Low + ((operand.Domain.High - operand.Domain.Low) * random.NextDouble());
        return operand.Domain.Whole ? Math.Round(number) : number;
    })]);

    /// <summary>The least time of a run in nanoseconds; of a long one processor time, so that other programs of a busy machine do not count.</summary>
    private static double Time(Action run)
    {
        const double Enough = 5e6;
        var best = double.PositiveInfinity;
        var total = 0.0;
        for (var round = 0; (round < 50 && total < 2 * Enough) || (round < 3 && total < 40 * Enough) || (total < Enough && round < 20_000); round++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            run();
            var taken = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            total += taken;
            best = Math.Min(best, taken > 4 * Enough ? Math.Min(taken, (Environment.CpuUsage.TotalTime - cpu).TotalNanoseconds) : taken);
        }

        return best;
    }

    private sealed record Line(string Operator, string Size, string What, double Ratio, double Forward, double Backward);
}
