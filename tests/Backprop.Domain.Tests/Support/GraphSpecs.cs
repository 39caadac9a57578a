using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Support;

/// <summary>Short ways to write computations in tests.</summary>
internal static class GraphSpecs
{
    public static NodeSpec Node(string id, string op, params string[] inputs) => new(id, op, inputs);

    public static NodeSpec Constant(string id, double value) => new(id, "constant", [], Value: Tensor.Scalar(value));

    public static GraphSpec Spec(params NodeSpec[] nodes) => new(nodes, null, new GraphLocator());

    public static Dictionary<string, Tensor> Inputs(params (string Id, double Value)[] inputs) => inputs.ToDictionary(i => i.Id, i => Tensor.Scalar(i.Value));

    public static GraphResult Build(GraphSpec spec, IReadOnlyDictionary<string, Tensor>? inputs = null, string? output = null, GraphLimits? limits = null) =>
        GraphBuilder.Build(spec, inputs ?? new Dictionary<string, Tensor>(), output, limits ?? GraphLimits.Default);

    public static Graph Graph(GraphSpec spec, IReadOnlyDictionary<string, Tensor>? inputs = null, string? output = null)
    {
        var result = Build(spec, inputs, output);
        Assert.Empty(result.Issues);
        return result.Graph!;
    }

    public static Tape Differentiate(Graph graph, double[]? upstream = null)
    {
        var tape = new Tape(graph);
        tape.RecordContributions();
        ForwardPass.Run(tape, TestContext.Current.CancellationToken);
        BackwardPass.Run(tape, upstream ?? [.. Enumerable.Repeat(1.0, (int)graph.OutputNode.Shape.Count)], TestContext.Current.CancellationToken);
        return tape;
    }

    public static double[] GradientOf(this Tape tape, string id) => tape.Gradient(IndexOf(tape, id)).ToArray();

    public static double[] ValueOf(this Tape tape, string id) => tape.Value(IndexOf(tape, id)).ToArray();

    private static int IndexOf(Tape tape, string id)
    {
        Assert.True(tape.Graph.TryFind(id, out var index));
        return index;
    }
}
