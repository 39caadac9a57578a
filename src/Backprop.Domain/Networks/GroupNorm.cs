using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>Wu and He (2018).</summary>
public static class GroupNorm
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = new()
    {
        Name = "groupNorm",
        Summary = "Normalises each example over groups of channels, as the operator groupNormalization.",
        Formula = @"z = \gamma \, \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta",
        Source = "Wu and He (2018), Group normalization",
        ChannelAxis = 1,
        Attributes = [new("numGroups", AttributeKind.Integer, "Into how many groups the channels are divided.", Required: true, Minimum: 1), LayerAttributes.Epsilon],
        Parameters = [LayerAttributes.Gamma, LayerAttributes.Beta],
        Build = layer =>
        {
            var shape = Shape.Of(layer.Shape[1]);
            return layer.Node(
                layer.Id("z"),
                Normalizations.GroupNormalization,
                [layer.Input, layer.Parameter("gamma", shape, "one per channel", fill: 1), layer.Parameter("beta", shape, "one per channel")],
                [.. LayerAttributes.Given(layer, "numGroups", "epsilon")]);
        },
    };
}
