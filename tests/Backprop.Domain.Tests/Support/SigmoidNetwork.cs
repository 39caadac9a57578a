using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Support;

/// <summary>Three dense layers of two sigmoid units with a squared error: the example of which every number is published.</summary>
internal static class SigmoidNetwork
{
    private static readonly Dictionary<string, AttributeValue> Transposed = new() { ["transB"] = new AttributeValue.Flag(true) };

    public static Tape Run(double[]? x = null, double[]? y = null)
    {
        x ??= [1, -1];
        y ??= [1, 0];
        var spec = GraphSpecs.Spec(
            GraphSpecs.Node("x", "input"),
            GraphSpecs.Node("y", "input"),
            Weights("W1", 1, -2, -1, 1), Biases("b1", 1, 0), Dense("z1", "x", "W1", "b1"), GraphSpecs.Node("a1", "sigmoid", "z1"),
            Weights("W2", 2, -1, -2, -1), Biases("b2", 0, 0), Dense("z2", "a1", "W2", "b2"), GraphSpecs.Node("a2", "sigmoid", "z2"),
            Weights("W3", 3, -1, -1, 4), Biases("b3", -2, 2), Dense("z3", "a2", "W3", "b3"), GraphSpecs.Node("a3", "sigmoid", "z3"),
            GraphSpecs.Node("loss", "sumSquaredError", "a3", "y"));
        var inputs = new Dictionary<string, Tensor> { ["x"] = new(Shape.Of(x.Length / 2, 2), x), ["y"] = new(Shape.Of(y.Length / 2, 2), y) };
        return GraphSpecs.Differentiate(GraphSpecs.Graph(spec, inputs));
    }

    private static NodeSpec Weights(string id, params double[] values) => new(id, "parameter", [], Value: new Tensor(Shape.Of(2, 2), values));

    private static NodeSpec Biases(string id, params double[] values) => new(id, "parameter", [], Value: Tensor.Vector(values));

    private static NodeSpec Dense(string id, params string[] operands) => new(id, "gemm", operands, Transposed);
}
