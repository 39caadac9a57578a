using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

/// <summary>The one issue that a node of an operator with operands of these shapes is answered with.</summary>
internal static class OperatorErrors
{
    /// <summary>Shapes are written as in <c>2,3</c>, and as the empty string for a number.</summary>
    public static Issue Of(string op, string[] shapes, params (string Name, AttributeValue Value)[] attributes)
    {
        var ids = shapes.Select((_, position) => $"x{position}").ToArray();
        var inputs = ids.Zip(shapes).ToDictionary(p => p.First, p => Tensor.Filled(Parse(p.Second), 1));
        var node = new NodeSpec("y", op, ids, attributes.ToDictionary(a => a.Name, a => a.Value));
        return Assert.Single(GraphSpecs.Build(GraphSpecs.Spec([.. ids.Select(id => GraphSpecs.Node(id, "input")), node]), inputs).Issues);
    }

    private static Shape Parse(string shape) => Shape.Of([.. shape.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]);
}
