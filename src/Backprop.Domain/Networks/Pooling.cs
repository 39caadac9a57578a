using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Networks;

/// <summary>Layers that pool: they are the operator of their name.</summary>
public static class Pooling
{
    /// <summary>The largest number of each window.</summary>
    public static readonly LayerType MaxPool = OverWindows(Convolutions.MaxPool, "The largest number of each window", @"z_i = \max_{k} x_{s i + k - p}");

    /// <summary>The mean of each window.</summary>
    public static readonly LayerType AveragePool = OverWindows(Convolutions.AveragePool, "The mean of each window", @"z_i = \frac{1}{K} \sum_{k} x_{s i + k - p}");

    /// <summary>The mean of each channel.</summary>
    public static readonly LayerType GlobalAveragePool = new()
    {
        Name = Convolutions.GlobalAveragePool.Name,
        Summary = "The mean of each channel, one feature per channel: [batch, channels].",
        Formula = @"z_{nc} = \frac{1}{P} \sum_{p} x_{ncp}",
        Source = "Lin, Chen and Yan (2014), Network in network",
        Build = layer => layer.Shape.Rank < 3
            ? layer.FailInput("[batch, channels, …]")
            : layer.Node(layer.Id("z"), Shaping.Flatten, [layer.Node(layer.Id("means"), Convolutions.GlobalAveragePool, [layer.Input])]),
    };

    private static LayerType OverWindows(Operator operation, string summary, string formula) => new()
    {
        Name = operation.Name,
        Summary = $"{summary}, as the operator {operation.Name}.",
        Formula = formula,
        Source = "Boureau, Ponce and LeCun (2010), A theoretical analysis of feature pooling in visual recognition",
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
