using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Networks;

/// <summary>Hochreiter and Schmidhuber (1997), as CS231n writes it.</summary>
public static class Lstm
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = Recurrent.Declare(
        "lstm",
        "Long short-term memory. W and U hold the gates in the order i, f, o, g; from 0 or the inputs h{layer}_0 and c{layer}_0. Its activations are those of the formula, and no other follows.",
        @"(i, f, o, g) = x_t W^\top + h_{t-1} U^\top + b, \quad c_t = \sigma(f) \odot c_{t-1} + \sigma(i) \odot \tanh(g), \quad h_t = \sigma(o) \odot \tanh(c_t)",
        "Hochreiter and Schmidhuber (1997), Long short-term memory",
        gates: 4,
        nodesAStep: 15,
        ["h", "c"],
        Step);

    private static string? Step(LayerBuilder layer, int t, int units, string? sum)
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
