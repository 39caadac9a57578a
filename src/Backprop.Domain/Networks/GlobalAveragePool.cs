using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Networks;

/// <summary>The mean of each channel.</summary>
public static class GlobalAveragePool
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = new()
    {
        Name = Convolutions.GlobalAveragePool.Name,
        Summary = "The mean of each channel, one feature per channel: [batch, channels].",
        Formula = @"z_{nc} = \frac{1}{P} \sum_{p} x_{ncp}",
        Source = "Lin, Chen and Yan (2014), Network in network",
        Build = layer =>
        {
            if (layer.Shape.Rank < 3)
            {
                return layer.FailInput("[batch, channels, …]");
            }

            var means = layer.Node(layer.Id("means"), Convolutions.GlobalAveragePool, [layer.Input]);
            return layer.Node(layer.Id("z"), Shaping.Flatten, [means]);
        },
    };
}
