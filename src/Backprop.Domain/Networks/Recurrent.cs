using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>
/// What layers over time, [batch, time, features], have in common: they are unrolled into named nodes as CS231n defines them; CS231n's Wx and
/// Wh are the transposes of W and U.
/// </summary>
internal static class Recurrent
{
    private static readonly AttributeDefinition Units = new("units", AttributeKind.Integer, "The length of the state; may be left out where recurrentWeights are given.", Minimum: 1, Maximum: MostUnits);

    // Four gates of them still count in an int.
    private const int MostUnits = 100_000_000;

    private static readonly AttributeDefinition Returns = new(
        "returns", AttributeKind.Text, "Whether the result is every state, [batch, time, units], or the last one, [batch, units].", new AttributeValue.Text("sequence"), Choices: ["sequence", "last"]);

    /// <summary>Declares a layer whose result is the first of its states.</summary>
    public static LayerType Declare(string name, string summary, string formula, string source, int gates, int nodesAStep, string[] states, Func<LayerBuilder, int, int, string?, string?> step)
    {
        var rows = gates == 1 ? "units" : "4·units";
        return new LayerType
        {
            Name = name,
            Summary = summary,
            Formula = formula,
            Source = source,
            StateOverTime = states[0],
            Attributes = [Units, Returns, LayerAttributes.UseBias, LayerAttributes.Seed],
            Parameters =
            [
                new("weights", "W", $"[{rows}][features].", IsWeight: true),
                new("recurrentWeights", "U", $"[{rows}][units].", IsWeight: true),
                new("biases", "b", $"[{rows}]; zeros where left out."),
            ],
            TakesActivation = false,
            Build = layer => Unroll(layer, gates, nodesAStep, states, step),
        };
    }

    private static string? Unroll(LayerBuilder layer, int gates, int nodesAStep, string[] states, Func<LayerBuilder, int, int, string?, string?> step)
    {
        if (layer.Shape.Rank != 3)
        {
            return layer.FailInput("sequences [batch, time, features]");
        }

        var units = layer.Attributes.Has("units") ? layer.Attributes.Integer("units") : layer.Given("recurrentWeights") is { Shape.Rank: 2 } given ? given.Shape[1] : 0;
        if (units == 0)
        {
            return layer.Fail(null, "missing-attribute", "A recurrent layer needs the attribute units, or recurrentWeights.");
        }

        var (batch, time, features) = (layer.Shape[0], layer.Shape[1], layer.Shape[2]);
        if (!layer.ReserveNodes(((long)time * nodesAStep) + 8))
        {
            return null;
        }

        // Time first, so that one matrix product serves all steps and each step is a run of rows.
        var timeFirst = layer.Node(layer.Id("xTime"), LinearAlgebra.Transpose, [layer.Input], ("perm", LayerAttributes.Integers(1, 0, 2)));
        var rows = layer.Node(layer.Id("rows"), Shaping.Reshape, [timeFirst], ("shape", LayerAttributes.Integers(-1, features)));
        var projected = layer.Affine(layer.Id("p"), rows, gates * units, new Fan(features, units), $"{(gates == 1 ? "units" : "4·units")} × features of what comes in");
        var recurrent = layer.Parameter("recurrentWeights", Shape.Of(gates * units, units), $"{(gates == 1 ? "units" : "4·units")} × units", new Fan(units, units));
        if (projected is null || recurrent is null)
        {
            return null;
        }

        foreach (var state in states)
        {
            layer.Leaf(layer.Id(state, 0), Tensor.Filled(Shape.Of(batch, units), 0));
        }

        var results = new string?[time];
        for (var t = 1; t <= time; t++)
        {
            var input = layer.Node(layer.Id("p", t), Shaping.Slice, [projected], ("axes", LayerAttributes.Integers(0)), ("starts", LayerAttributes.Integers((t - 1) * batch)), ("ends", LayerAttributes.Integers(t * batch)));
            var sum = layer.Node(layer.Id("z", t), LinearAlgebra.Gemm, [layer.Id("h", t - 1), recurrent, input], ("transB", new AttributeValue.Flag(true)));
            results[t - 1] = step(layer, t, units, sum);
            if (results[t - 1] is null)
            {
                return null;
            }
        }

        if (layer.Attributes.Text("returns") == "last")
        {
            return results[^1];
        }

        var allStates = time == 1 ? results[0] : layer.Node(layer.Id("states"), Shaping.Concat, results, ("axis", new AttributeValue.Number(1)));
        return layer.Node(layer.Id("h"), Shaping.Reshape, [allStates], ("shape", LayerAttributes.Integers(batch, time, units)));
    }
}
