using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>Rows of a table by index.</summary>
public static class Embedding
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = new()
    {
        Name = "embedding",
        Summary = "Replaces each whole number with that row of W: [batch, time] becomes [batch, time, units].",
        Formula = @"z_{nt} = W_{x_{nt}}",
        Source = "Bengio et al. (2003), A neural probabilistic language model",
        Attributes =
        [
            new("vocabulary", AttributeKind.Integer, "The number of rows; may be left out where weights are given.", Minimum: 1),
            new("units", AttributeKind.Integer, "The length of a row; may be left out where weights are given.", Minimum: 1),
            LayerAttributes.Seed,
        ],
        Parameters = [new("weights", "W", "[vocabulary][units].", IsWeight: true)],
        Build = layer =>
        {
            var given = layer.Given("weights") is { Shape.Rank: 2 } weights ? weights.Shape : null;
            var vocabulary = layer.Attributes.Has("vocabulary") ? layer.Attributes.Integer("vocabulary") : given?[0];
            var units = layer.Attributes.Has("units") ? layer.Attributes.Integer("units") : given?[1];
            return vocabulary is null || units is null
                ? layer.Fail(null, "missing-attribute", "embedding needs the attributes vocabulary and units, or weights [vocabulary][units].")
                : layer.Node(
                    layer.Id("z"),
                    Shaping.Gather,
                    [layer.Parameter("weights", Shape.Of(vocabulary.Value, units.Value), "vocabulary × units", new Fan(units.Value, vocabulary.Value)), layer.Input]);
        },
    };
}
