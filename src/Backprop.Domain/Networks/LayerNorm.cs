using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>Ba, Kiros and Hinton (2016).</summary>
public static class LayerNorm
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = new()
    {
        Name = "layerNorm",
        Summary = "Normalises each example over an axis and all after it, as the operator layerNormalization.",
        Formula = @"z = \gamma \, \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta",
        Source = "Ba, Kiros and Hinton (2016), Layer normalization",
        Attributes = [new("axis", AttributeKind.Integer, "The first axis to normalise over; negative counts from the end.", new AttributeValue.Number(-1)), LayerAttributes.Epsilon],
        Parameters = [LayerAttributes.Gamma, LayerAttributes.Beta],
        Build = layer =>
        {
            var axis = layer.Attributes.Integer("axis");
            axis = axis < 0 ? axis + layer.Shape.Rank : axis;
            if (axis < 1 || axis >= layer.Shape.Rank)
            {
                return layer.Fail("axis", "invalid-attribute", $"axis must name an axis of {layer.Shape} after the first, which is the batch.");
            }

            var shape = Shape.Of(layer.Shape.Dimensions[axis..]);
            const string Meaning = "the extents that are normalised over";
            return layer.Node(
                layer.Id("z"),
                Normalizations.LayerNormalization,
                [layer.Input, layer.Parameter("gamma", shape, Meaning, fill: 1), layer.Parameter("beta", shape, Meaning)],
                [.. LayerAttributes.Given(layer, "axis", "epsilon")]);
        },
    };
}
