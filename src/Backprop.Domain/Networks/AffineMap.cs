using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>rows·Wᵀ + b, as dense and recurrent layers have it.</summary>
internal static class AffineMap
{
    /// <summary>The weights and biases of an affine map from the last axis of what comes in, and the map of a matrix: rows·Wᵀ + b.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="result">The id of the result.</param>
    /// <param name="rows">The id of the matrix.</param>
    /// <param name="units">Rows of W.</param>
    /// <param name="fan">The connections of a unit.</param>
    /// <param name="meaning">The shape of W in words.</param>
    public static string? Add(LayerBuilder layer, string result, string? rows, int units, Fan fan, string meaning)
    {
        if (rows is null)
        {
            return null;
        }

        var features = layer.ShapeOf(rows)[1];
        var weights = layer.Parameter("weights", Shape.Of(units, features), meaning, fan);
        var biases = layer.Attributes.Flag(LayerAttributes.UseBias.Name) ? layer.Parameter("biases", Shape.Of(units), "one per unit") : layer.Given("biases") is null ? null : layer.Fail("biases", "unexpected-value", "The layer has no biases: useBias is false.");
        return layer.Node(result, LinearAlgebra.Gemm, biases is null ? [rows, weights] : [rows, weights, biases], ("transB", new AttributeValue.Flag(true)));
    }
}
