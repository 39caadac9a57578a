using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

/// <summary>A node <c>y</c> of one operator on the inputs <c>x0</c>, <c>x1</c>, …, differentiated with an upstream gradient of ones.</summary>
internal static class OneOperator
{
    public static Tape Run(string op, double x) => Run(op, [Tensor.Scalar(x)]);

    public static Tape Run(string op, Tensor[] operands, params (string Name, AttributeValue Value)[] attributes)
    {
        var ids = operands.Select((_, position) => $"x{position}").ToArray();
        var node = new NodeSpec("y", op, ids, attributes.ToDictionary(a => a.Name, a => a.Value));
        return GraphSpecs.Differentiate(GraphSpecs.Graph(GraphSpecs.Spec([.. ids.Select(id => GraphSpecs.Node(id, "input")), node]), ids.Zip(operands).ToDictionary(p => p.First, p => p.Second)));
    }

    public static List<int> Kinks(Tape tape)
    {
        var kinks = new List<int>();
        tape.Graph.OutputNode.Kernel!.Branches(tape.Frame(tape.Graph.Output), new BranchRecorder(kinks));
        return kinks;
    }

    public static ulong Signature(Tape tape)
    {
        var recorder = new BranchRecorder();
        tape.Graph.OutputNode.Kernel!.Branches(tape.Frame(tape.Graph.Output), recorder);
        return recorder.Signature;
    }
}

/// <summary>Attribute values.</summary>
internal static class Given
{
    public static AttributeValue Number(double value) => new AttributeValue.Number(value);

    public static AttributeValue Numbers(params double[] values) => new AttributeValue.Numbers(values);

    public static AttributeValue Flag(bool value) => new AttributeValue.Flag(value);
}
