using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>Srivastava et al. (2014), inverted.</summary>
public static class Dropout
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = new()
    {
        Name = Dropouts.Dropout.Name,
        Summary = "Drops a random share of the numbers and divides the others by 1 − ratio (inverted dropout). A computation draws one mask from the seed; training draws a new mask for every step and drops nothing when it measures.",
        Formula = @"z = \frac{m \odot x}{1 - r}, \quad P(m_i = 1) = 1 - r",
        Source = "Srivastava et al. (2014), Dropout: a simple way to prevent neural networks from overfitting",
        Attributes =
        [
            new("ratio", AttributeKind.Number, "The share that is dropped.", new AttributeValue.Number(0.5), Minimum: 0),
            new(LayerAttributes.SeedName, AttributeKind.Integer, "Seeds the mask; left out: the layer's number, from 1."),
        ],
        Build = Build,
    };

    private static string? Build(LayerBuilder layer)
    {
        var ratio = layer.Attributes.Number("ratio");
        var seed = layer.Attributes.Has(LayerAttributes.SeedName) ? layer.Attributes.Integer(LayerAttributes.SeedName) : layer.Number;
        if (ratio >= 1)
        {
            return layer.Fail("ratio", "invalid-attribute", "ratio must be less than 1: at 1 nothing is left.");
        }

        switch (layer.Use)
        {
            case NetworkUse.TrainingStep:
                var mask = layer.Constant(layer.Id("mask"), Tensor.Filled(layer.Shape, 1));
                layer.Record(new DropoutMask(mask, ratio, seed));
                return layer.Node(layer.Id("z"), Dropouts.Dropout, [layer.Input, mask], ("ratio", new AttributeValue.Number(ratio)));
            case NetworkUse.Measurement:
                return layer.Node(layer.Id("z"), Arithmetic.Identity, [layer.Input]);
            default:
                return layer.Node(layer.Id("z"), Dropouts.Dropout, [layer.Input], ("ratio", new AttributeValue.Number(ratio)), ("seed", new AttributeValue.Number(seed)));
        }
    }
}
