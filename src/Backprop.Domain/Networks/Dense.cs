using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Networks;

/// <summary>Every unit sees every feature.</summary>
public static class Dense
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = new()
    {
        Name = "dense",
        Summary = "An affine map with one row of W per unit. Over sequences [batch, time, features] it is applied at each time step.",
        Formula = @"z = x W^\top + b",
        Source = "Rumelhart, Hinton and Williams (1986), Learning representations by back-propagating errors",
        Attributes =
        [
            new("units", AttributeKind.Integer, "The number of units; may be left out where weights are given.", Minimum: 1),
            LayerAttributes.UseBias,
            LayerAttributes.Seed,
        ],
        Parameters =
        [
            new("weights", "W", "[units][features], one row per unit.", IsWeight: true),
            new("biases", "b", "[units]; zeros where left out."),
        ],
        Build = Build,
    };

    private static string? Build(LayerBuilder layer)
    {
        var units = layer.Attributes.Has("units") ? layer.Attributes.Integer("units") : layer.Given("weights") is { Shape.Rank: 2 } weights ? weights.Shape[0] : 0;
        if (units == 0)
        {
            return layer.Fail(null, "missing-attribute", "dense needs the attribute units, or weights.");
        }

        if (layer.Shape.Rank > 3)
        {
            return layer.FailInput("examples of one axis of features (put a flatten layer before it), or sequences [batch, time, features]");
        }

        var features = layer.Shape[layer.Shape.Rank - 1];
        var fan = new Fan(features, units);
        const string Meaning = "units × features of what comes in";
        if (layer.Shape.Rank == 2)
        {
            return layer.Affine(layer.Id("z"), layer.Input, units, fan, Meaning);
        }

        var rows = layer.Node(layer.Id("rows"), Shaping.Reshape, [layer.Input], ("shape", LayerAttributes.Integers(-1, features)));
        var mapped = layer.Affine(layer.Id("zRows"), rows, units, fan, Meaning);
        return layer.Node(layer.Id("z"), Shaping.Reshape, [mapped], ("shape", LayerAttributes.Integers(layer.Shape[0], layer.Shape[1], units)));
    }
}
