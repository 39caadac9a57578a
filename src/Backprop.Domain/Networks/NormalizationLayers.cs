using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>Layers that normalise what comes in, then scale and shift it by γ and β.</summary>
public static class NormalizationLayers
{
    private static readonly AttributeDefinition Epsilon = new("epsilon", AttributeKind.Number, "Added to the variance.", new AttributeValue.Number(1e-5), Minimum: 0);

    private static readonly LayerParameter Gamma = new("gamma", "gamma", "The scale; ones where left out.");
    private static readonly LayerParameter Beta = new("beta", "beta", "The shift; zeros where left out.");

    // docs/decisions/0086-batch-norm-without-running-statistics.md
    /// <summary>Ioffe and Szegedy (2015).</summary>
    public static readonly LayerType BatchNorm = new()
    {
        Name = "batchNorm",
        Summary = "Normalises each channel (axis 1) by the batch's own mean and variance, or by mean and variance where they are given, as for a trained network.",
        Formula = """z = \gamma\,\frac{x - \mathrm{E}[x]}{\sqrt{\mathrm{Var}[x] + \epsilon}} + \beta""",
        Source = "Ioffe and Szegedy 2015",
        Attributes = [Epsilon],
        Parameters =
        [
            Gamma,
            Beta,
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
            string?[] operands = [layer.Input, layer.Parameter("gamma", shape, "one a channel", fill: 1), layer.Parameter("beta", shape, "one a channel")];
            if (layer.Given("mean") is not null)
            {
                operands = [.. operands, layer.Parameter("mean", shape, "one a channel"), layer.Parameter("variance", shape, "one a channel")];
            }

            return layer.Node(layer.Id("z"), "batchNormalization", operands, [.. AttributeValues.Given(layer, "epsilon")]);
        },
    };

    /// <summary>Ba, Kiros and Hinton (2016).</summary>
    public static readonly LayerType LayerNorm = new()
    {
        Name = "layerNorm",
        Summary = "Normalises each example over an axis and all after it, as the operator layerNormalization.",
        Formula = """z = \gamma\,\frac{x - \mathrm{E}[x]}{\sqrt{\mathrm{Var}[x] + \epsilon}} + \beta""",
        Source = "Ba, Kiros and Hinton 2016",
        Attributes = [new("axis", AttributeKind.Integer, "The first axis to normalise over; negative counts from the end.", new AttributeValue.Number(-1)), Epsilon],
        Parameters = [Gamma, Beta],
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
                "layerNormalization",
                [layer.Input, layer.Parameter("gamma", shape, Meaning, fill: 1), layer.Parameter("beta", shape, Meaning)],
                [.. AttributeValues.Given(layer, "axis", "epsilon")]);
        },
    };

    /// <summary>Wu and He (2018).</summary>
    public static readonly LayerType GroupNorm = new()
    {
        Name = "groupNorm",
        Summary = "Normalises each example over groups of channels, as the operator groupNormalization.",
        Formula = """z = \gamma\,\frac{x - \mathrm{E}[x]}{\sqrt{\mathrm{Var}[x] + \epsilon}} + \beta""",
        Source = "Wu and He 2018",
        Attributes = [new("numGroups", AttributeKind.Integer, "Into how many groups the channels are divided.", Required: true, Minimum: 1), Epsilon],
        Parameters = [Gamma, Beta],
        Build = layer =>
        {
            var shape = Shape.Of(layer.Shape[1]);
            return layer.Node(
                layer.Id("z"),
                "groupNormalization",
                [layer.Input, layer.Parameter("gamma", shape, "one a channel", fill: 1), layer.Parameter("beta", shape, "one a channel")],
                [.. AttributeValues.Given(layer, "numGroups", "epsilon")]);
        },
    };
}
