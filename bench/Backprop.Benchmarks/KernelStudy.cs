using System.Numerics.Tensors;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using Tensor = Backprop.Domain.Tensors.Tensor;

namespace Backprop.Benchmarks;

/// <summary>Elementwise operators on a million elements against the bare vectorised call, and the matrix product of 512×512.</summary>
internal static class KernelStudy
{
    private static readonly GraphLimits Limits = GraphLimits.Default with { MaxTensorElements = 10_000_000, MaxTotalElements = 100_000_000 };

    public static void Run(string[] args)
    {
        const int Length = 1_000_000;
        var random = new Random(1);
        var x = Tensor.Vector([.. Enumerable.Range(0, Length).Select(_ => random.NextDouble() + 0.5)]);
        var y = Tensor.Vector([.. Enumerable.Range(0, Length).Select(_ => random.NextDouble() + 0.5)]);
        var result = new double[Length];
        Compare("add", [x, y], () => TensorPrimitives.Add(x.Data, y.Data, result));
        Compare("mul", [x, y], () => TensorPrimitives.Multiply(x.Data, y.Data, result));
        Compare("div", [x, y], () => TensorPrimitives.Divide(x.Data, y.Data, result));
        Compare("max", [x, y], () => TensorPrimitives.Max(x.Data, y.Data, result));
        Compare("exp", [x], () => TensorPrimitives.Exp(x.Data, result));
        Compare("log", [x], () => TensorPrimitives.Log(x.Data, result));
        Compare("sqrt", [x], () => TensorPrimitives.Sqrt(x.Data, result));
        Compare("sigmoid", [x], () => TensorPrimitives.Sigmoid<double>(x.Data, result));
        Compare("tanh", [x], () => TensorPrimitives.Tanh<double>(x.Data, result));
        Compare("sin", [x], () => TensorPrimitives.Sin<double>(x.Data, result));
        Compare("abs", [x], () => TensorPrimitives.Abs(x.Data, result));

        const int Side = 512;
        var a = new Tensor(Shape.Of(Side, Side), [.. Enumerable.Range(0, Side * Side).Select(_ => random.NextDouble() - 0.5)]);
        var product = Tape("matMul", [a, a with { }]);
        var medians = Interleaved.Run("matMul of 512 × 512", 30, 1e6, "ms", ("forward", () => ForwardPass.Run(product, CancellationToken.None)));
        Console.WriteLine(FormattableString.Invariant($"  {2.0 * Side * Side * Side / medians[0]:F1} GFLOP/s"));
    }

    private static void Compare(string name, Tensor[] operands, Action bare)
    {
        var tape = Tape(name, operands);
        Interleaved.Run(
            $"{name} of a million elements",
            50,
            1e6,
            "ms",
            ("bare vectorised call", bare),
            ("Backprop forward", () => ForwardPass.Run(tape, CancellationToken.None)),
            ("Backprop forward and backward", () =>
            {
                ForwardPass.Run(tape, CancellationToken.None);
                BackwardPass.Run(tape, CancellationToken.None);
            }
        ));
    }

    private static Tape Tape(string name, Tensor[] operands)
    {
        var ids = operands.Select((_, i) => FormattableString.Invariant($"x{i}")).ToArray();
        var spec = new GraphSpec([.. ids.Select(id => new NodeSpec(id, "input", [])), new NodeSpec("y", name, ids)], null, new GraphLocator());
        return new Tape(GraphBuilder.Build(spec, ids.Zip(operands).ToDictionary(p => p.First, p => p.Second), null, Limits).Graph!);
    }
}
