using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>Layers that reshape, drop, look up and add.</summary>
public static class ShapingLayers
{
    /// <summary>All axes after the batch as one.</summary>
    public static readonly LayerType Flatten = new()
    {
        Name = "flatten",
        Summary = "All axes after the batch as one.",
        Formula = """z_{n,j} = x_{n,i_1,i_2,\dots},\quad j = (i_1 d_2 + i_2)\,d_3 + \cdots""",
        Build = layer => layer.Node(layer.Id("z"), "flatten", [layer.Input]),
    };

    /// <summary>Srivastava et al. (2014), inverted.</summary>
    public static readonly LayerType Dropout = new()
    {
        Name = "dropout",
        Summary = "Drops a random share of the numbers and divides the others by 1 − ratio (inverted dropout). A computation draws one mask from the seed; training draws a new mask for every step and drops nothing where it measures.",
        Attributes =
        [
            new("ratio", AttributeKind.Number, "The share that is dropped.", new AttributeValue.Number(0.5), Minimum: 0),
            new(LayerCatalog.SeedName, AttributeKind.Integer, "Seeds the mask; left out: the layer's number, from 1."),
        ],
        Formula = """z = \frac{m \odot x}{1 - p},\quad m_i \in \{0, 1\},\quad \Pr[m_i = 0] = p""",
        Source = "Srivastava et al. 2014",
        Build = BuildDropout,
    };

    /// <summary>Rows of a table by index.</summary>
    public static readonly LayerType Embedding = new()
    {
        Name = "embedding",
        Summary = "Replaces each whole number by that row of W: [batch, time] becomes [batch, time, units].",
        Attributes =
        [
            new("vocabulary", AttributeKind.Integer, "The number of rows; may be left out where weights are given.", Minimum: 1),
            new("units", AttributeKind.Integer, "The length of a row; may be left out where weights are given.", Minimum: 1),
            LayerCatalog.Seed,
        ],
        Formula = """z_{n,t} = W_{x_{n,t}}""",
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
                    "gather",
                    [layer.Parameter("weights", Shape.Of(vocabulary.Value, units.Value), "vocabulary × units", new Fan(units.Value, vocabulary.Value)), layer.Input]);
        },
    };

    /// <summary>He et al. (2016): z = x + an earlier layer's result.</summary>
    public static readonly LayerType Residual = new()
    {
        Name = "residual",
        Summary = "Adds the result of an earlier layer to what comes in.",
        Formula = """z = x + a""",
        Source = "He et al. 2016",
        Attributes = [new("from", AttributeKind.Text, "The name of the earlier layer, or x for the network's input.", Required: true)],
        Build = layer =>
        {
            var earlier = layer.Earlier("from", layer.Attributes.Text("from"));
            if (earlier is not null && !layer.ShapeOf(earlier).Equals(layer.Shape))
            {
                return layer.Fail("from", "shape-mismatch", $"The result of '{layer.Attributes.Text("from")}' has the shape {layer.ShapeOf(earlier)}, which cannot be added to {layer.Shape}: the shapes must be equal.");
            }

            return layer.Node(layer.Id("z"), "add", [layer.Input, earlier]);
        },
    };

    private static string? BuildDropout(LayerBuilder layer)
    {
        var ratio = layer.Attributes.Number("ratio");
        var seed = layer.Attributes.Has(LayerCatalog.SeedName) ? layer.Attributes.Integer(LayerCatalog.SeedName) : layer.Number;
        if (ratio >= 1)
        {
            return layer.Fail("ratio", "invalid-attribute", "ratio must be less than 1: at 1 nothing is left.");
        }

        switch (layer.Use)
        {
            case NetworkUse.TrainingStep:
                var mask = layer.Constant(layer.Id("mask"), Tensor.Filled(layer.Shape, 1));
                layer.Record(new DropoutMask(mask, ratio, seed));
                return layer.Node(layer.Id("z"), "dropout", [layer.Input, mask], ("ratio", new AttributeValue.Number(ratio)));
            case NetworkUse.Measurement:
                return layer.Node(layer.Id("z"), "identity", [layer.Input]);
            default:
                return layer.Node(layer.Id("z"), "dropout", [layer.Input], ("ratio", new AttributeValue.Number(ratio)), ("seed", new AttributeValue.Number(seed)));
        }
    }
}
