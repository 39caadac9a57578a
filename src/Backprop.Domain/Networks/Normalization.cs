using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>Layers that normalise what comes in by its mean and variance, then scale it by γ and shift it by β.</summary>
public static class Normalization
{
    private const string Formula = @"z = \gamma \, \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta";

    private const string PerChannel = "one per channel";

    // docs/decisions/0086-batch-norm-without-running-statistics.md
    /// <summary>Ioffe and Szegedy (2015).</summary>
    public static readonly LayerType BatchNorm = new()
    {
        Name = "batchNorm",
        Summary = "Normalises each channel (axis 1) by the batch's own mean and variance, or by mean and variance where they are given, as for a trained network.",
        Formula = Formula,
        Source = "Ioffe and Szegedy (2015), Batch normalization",
        ChannelAxis = 1,
        Attributes = [LayerAttributes.Epsilon],
        Parameters =
        [
            LayerAttributes.Gamma,
            LayerAttributes.Beta,
            new("mean", "mean", "[channels]: fixed means to normalise by, together with variance.", IsTrained: false),
            new("variance", "variance", "[channels]: fixed variances to normalise by, together with mean.", IsTrained: false),
        ],
        Build = layer =>
        {
            if ((layer.Given("mean") is null) != (layer.Given("variance") is null))
            {
                return layer.Fail(null, "missing-attribute", "batchNorm takes mean and variance together, or neither.");
            }

            var shape = Shape.Of(layer.Shape[1]);
            var operands = Operands(layer, shape, PerChannel);
            if (layer.Given("mean") is not null)
            {
                operands = [.. operands, layer.Parameter("mean", shape, PerChannel), layer.Parameter("variance", shape, PerChannel)];
            }

            return layer.Node(layer.Id("z"), Normalizations.BatchNormalization, operands, [.. LayerAttributes.Given(layer, "epsilon")]);
        },
    };

    /// <summary>Ba, Kiros and Hinton (2016).</summary>
    public static readonly LayerType LayerNorm = new()
    {
        Name = "layerNorm",
        Summary = "Normalises each example over an axis and all after it, as the operator layerNormalization.",
        Formula = Formula,
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

            var operands = Operands(layer, Shape.Of(layer.Shape.Dimensions[axis..]), "the extents that are normalised over");
            return layer.Node(layer.Id("z"), Normalizations.LayerNormalization, operands, [.. LayerAttributes.Given(layer, "axis", "epsilon")]);
        },
    };

    /// <summary>Wu and He (2018).</summary>
    public static readonly LayerType GroupNorm = new()
    {
        Name = "groupNorm",
        Summary = "Normalises each example over groups of channels, as the operator groupNormalization.",
        Formula = Formula,
        Source = "Wu and He (2018), Group normalization",
        ChannelAxis = 1,
        Attributes = [new("numGroups", AttributeKind.Integer, "Into how many groups the channels are divided.", Required: true, Minimum: 1), LayerAttributes.Epsilon],
        Parameters = [LayerAttributes.Gamma, LayerAttributes.Beta],
        Build = layer =>
        {
            var operands = Operands(layer, Shape.Of(layer.Shape[1]), PerChannel);
            return layer.Node(layer.Id("z"), Normalizations.GroupNormalization, operands, [.. LayerAttributes.Given(layer, "numGroups", "epsilon")]);
        },
    };

    private static string?[] Operands(LayerBuilder layer, Shape shape, string meaning) =>
        [layer.Input, layer.Parameter("gamma", shape, meaning, fill: 1), layer.Parameter("beta", shape, meaning)];
}
