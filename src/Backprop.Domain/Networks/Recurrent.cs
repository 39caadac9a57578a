using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>
/// Layers over time, [batch, time, features]: they are unrolled into named nodes as CS231n defines them; CS231n's Wx and
/// Wh are the transposes of W and U.
/// </summary>
public static class Recurrent
{
    // Four gates of them still count in an int.
    private const int MostUnits = 100_000_000;

    private static readonly AttributeDefinition Units = new("units", AttributeKind.Integer, "The length of the state; may be left out where recurrentWeights are given.", Minimum: 1, Maximum: MostUnits);

    private static readonly AttributeDefinition Returns = new(
        "returns", AttributeKind.Text, "Whether the result is every state, [batch, time, units], or the last one, [batch, units].", new AttributeValue.Text("sequence"), Choices: ["sequence", "last"]);

    /// <summary>h_t = tanh(x_t·Wᵀ + h_{t−1}·Uᵀ + b)</summary>
    public static readonly LayerType Rnn = Declare(
        "rnn",
        "Units that see their own state of the step before, from h_0 = 0 or the input h{layer}_0.",
        @"h_t = \tanh\left(x_t W^\top + h_{t-1} U^\top + b\right)",
        "Elman (1990), Finding structure in time",
        gates: 1,
        nodesAStep: 3,
        ["h"],
        (layer, t, _, sum) => layer.Node(layer.Id("h", t), Trigonometry.Tanh, [sum]));

    /// <summary>Hochreiter and Schmidhuber (1997), as CS231n writes it.</summary>
    public static readonly LayerType Lstm = Declare(
        "lstm",
        "Long short-term memory. W and U hold the gates in the order i, f, o, g; from 0 or the inputs h{layer}_0 and c{layer}_0.",
        @"(i, f, o, g) = x_t W^\top + h_{t-1} U^\top + b, \quad c_t = \sigma(f) \odot c_{t-1} + \sigma(i) \odot \tanh(g), \quad h_t = \sigma(o) \odot \tanh(c_t)",
        "Hochreiter and Schmidhuber (1997), Long short-term memory",
        gates: 4,
        nodesAStep: 15,
        ["h", "c"],
        LstmStep);

    /// <summary>Declares a layer whose result is the first of its states.</summary>
    private static LayerType Declare(string name, string summary, string formula, string source, int gates, int nodesAStep, string[] states, Func<LayerBuilder, int, int, string?, string?> step)
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

    private static string? LstmStep(LayerBuilder layer, int t, int units, string? sum)
    {
        var input = Gate("i", 0, Activations.Sigmoid);
        var forget = Gate("f", 1, Activations.Sigmoid);
        var output = Gate("o", 2, Activations.Sigmoid);
        var candidate = Gate("g", 3, Trigonometry.Tanh);
        var kept = layer.Node(layer.Id("fc", t), Arithmetic.Mul, [forget, layer.Id("c", t - 1)]);
        var added = layer.Node(layer.Id("ig", t), Arithmetic.Mul, [input, candidate]);
        var cell = layer.Node(layer.Id("c", t), Arithmetic.Add, [kept, added]);
        var squashed = layer.Node(layer.Id("tc", t), Trigonometry.Tanh, [cell]);
        return layer.Node(layer.Id("h", t), Arithmetic.Mul, [output, squashed]);

        string? Gate(string symbol, int place, Operator activation)
        {
            var part = layer.Node(layer.Id("z" + symbol, t), Shaping.Slice, [sum], ("axes", LayerAttributes.Integers(1)), ("starts", LayerAttributes.Integers(place * units)), ("ends", LayerAttributes.Integers((place + 1) * units)));
            return layer.Node(layer.Id(symbol, t), activation, [part]);
        }
    }
}
