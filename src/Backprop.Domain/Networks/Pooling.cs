using Backprop.Domain.Operators;

namespace Backprop.Domain.Networks;

/// <summary>What layers that pool windows have in common: they are the operator of their name.</summary>
internal static class Pooling
{
    /// <summary>Declares the layer of a pooling operator.</summary>
    public static LayerType Declare(Operator operation, string summary, string formula, string source) => new()
    {
        Name = operation.Name,
        Summary = $"{summary}, as the operator {operation.Name}.",
        Formula = formula,
        Source = source,
        ChannelAxis = 1,
        Attributes =
        [
            new("kernelShape", AttributeKind.Integers, "The extent of a window along each axis.", Required: true, Minimum: 1),
            LayerAttributes.Strides,
            LayerAttributes.Pads,
        ],
        Build = layer => layer.Node(layer.Id("z"), operation, [layer.Input], [.. LayerAttributes.Given(layer, "kernelShape", "strides", "pads")]),
    };
}
