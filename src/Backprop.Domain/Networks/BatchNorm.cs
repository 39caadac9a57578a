using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>Ioffe and Szegedy (2015).</summary>
public static class BatchNorm
{
    // docs/decisions/0086-batch-norm-without-running-statistics.md
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = new()
    {
        Name = "batchNorm",
        Summary = "Normalises each channel (axis 1) by the batch's own mean and variance, or by mean and variance where they are given, as for a trained network. Axis 1 of sequences is time: each step is then normalised over the batch and the features.",
        Formula = @"z = \gamma \, \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta",
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
            string?[] operands = [layer.Input, layer.Parameter("gamma", shape, "one per channel", fill: 1), layer.Parameter("beta", shape, "one per channel")];
            if (layer.Given("mean") is null)
            {
                layer.MixExamples();
            }
            else
            {
                operands = [.. operands, layer.Parameter("mean", shape, "one per channel"), layer.Parameter("variance", shape, "one per channel")];
            }

            return layer.Node(layer.Id("z"), Normalizations.BatchNormalization, operands, [.. LayerAttributes.Given(layer, "epsilon")]);
        },
    };
}
