using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>Layers of a matrix and a bias, and activations alone.</summary>
public static class DenseLayers
{
    internal static readonly AttributeDefinition UseBias = new("useBias", AttributeKind.Flag, "Whether the layer has biases.", new AttributeValue.Flag(true));

    /// <summary>z = x·Wᵀ + b</summary>
    public static readonly LayerType Dense = new()
    {
        Name = "dense",
        Summary = "z = x·Wᵀ + b with one row of W a unit. Over sequences [batch, time, features] it is applied at each time step.",
        Attributes =
        [
            new("units", AttributeKind.Integer, "The number of units; may be left out where weights are given.", Minimum: 1),
            UseBias,
            LayerCatalog.Seed,
        ],
        Parameters =
        [
            new("weights", "W", "[units][features], one row a unit.", IsWeight: true),
            new("biases", "b", "[units]; zeros where left out."),
        ],
        Formula = """z = x W^\top + b""",
        Build = BuildDense,
    };

    /// <summary>a = f(x)</summary>
    public static readonly LayerType Activation = new()
    {
        Name = "activation",
        Summary = "An activation on its own.",
        Formula = """z = x""",
        Build = layer => layer.HasActivation
            ? layer.Input
            : layer.Fail(null, "missing-attribute", "An activation layer needs the member activation: the name of an operator of one operand, such as relu."),
    };

    /// <summary>The weights and biases of an affine map from the last axis of what comes in, and the map of a matrix: rows·Wᵀ + b.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="result">The id of the result.</param>
    /// <param name="rows">The id of the matrix.</param>
    /// <param name="units">Rows of W.</param>
    /// <param name="fan">The connections of a unit.</param>
    /// <param name="meaning">The shape of W in words.</param>
    internal static string? Affine(LayerBuilder layer, string result, string? rows, int units, Fan fan, string meaning)
    {
        if (rows is null)
        {
            return null;
        }

        var features = layer.ShapeOf(rows)[1];
        var weights = layer.Parameter("weights", Shape.Of(units, features), meaning, fan);
        var biases = layer.Attributes.Flag(UseBias.Name) ? layer.Parameter("biases", Shape.Of(units), "one a unit") : layer.Given("biases") is null ? null : layer.Fail("biases", "unexpected-value", "The layer has no biases: useBias is false.");
        return layer.Node(result, "gemm", biases is null ? [rows, weights] : [rows, weights, biases], ("transB", new AttributeValue.Flag(true)));
    }

    private static string? BuildDense(LayerBuilder layer)
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
            return Affine(layer, layer.Id("z"), layer.Input, units, fan, Meaning);
        }

        var rows = layer.Node(layer.Id("rows"), "reshape", [layer.Input], ("shape", AttributeValues.Integers(-1, features)));
        var mapped = Affine(layer, layer.Id("zRows"), rows, units, fan, Meaning);
        return layer.Node(layer.Id("z"), "reshape", [mapped], ("shape", AttributeValues.Integers(layer.Shape[0], layer.Shape[1], units)));
    }
}
