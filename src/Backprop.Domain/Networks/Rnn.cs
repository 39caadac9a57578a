using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Networks;

/// <summary>h_t = tanh(x_t·Wᵀ + h_{t−1}·Uᵀ + b)</summary>
public static class Rnn
{
    /// <summary>The layer type.</summary>
    public static readonly LayerType Declaration = Recurrent.Declare(
        "rnn",
        "Units that see their own state of the step before, from h_0 = 0 or the input h{layer}_0. tanh is its activation, and no other follows.",
        @"h_t = \tanh\left(x_t W^\top + h_{t-1} U^\top + b\right)",
        "Elman (1990), Finding structure in time",
        gates: 1,
        nodesAStep: 3,
        ["h"],
        Step);

    private static string? Step(LayerBuilder layer, int t, int units, string? sum) => layer.Node(layer.Id("h", t), Trigonometry.Tanh, [sum]);
}
