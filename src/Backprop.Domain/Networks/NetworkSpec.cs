using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <summary>A layered network as somebody wrote it, with any mistakes.</summary>
/// <param name="Layers">The layers, from the input on.</param>
/// <param name="Loss">The loss operator; null where the network ends with its last layer.</param>
/// <param name="L2">λ of the penalty ½·λ·Σ‖W‖² over weights, not biases: finite and not negative.</param>
public sealed record NetworkSpec(IReadOnlyList<LayerSpec> Layers, NamedChoice? Loss = null, double L2 = 0);

/// <summary>A layer as somebody wrote it.</summary>
/// <param name="Type">The layer type's name in any letter case.</param>
/// <param name="Name">A name by which later layers can refer to this one; null for none.</param>
/// <param name="Attributes">Sizes, strides, seeds and the like, by name in any letter case.</param>
/// <param name="Parameters">Weights, biases and the like where they are given, by name.</param>
/// <param name="Activation">The elementwise operator after the layer; null for none.</param>
/// <param name="Initializer">How weights that are not given are drawn; null for the default.</param>
public sealed record LayerSpec(
    string Type,
    string? Name = null,
    IReadOnlyDictionary<string, AttributeValue>? Attributes = null,
    IReadOnlyDictionary<string, Tensor>? Parameters = null,
    NamedChoice? Activation = null,
    NamedChoice? Initializer = null);

/// <summary>Something chosen by name from a catalogue, with the attributes that it takes: an activation, a loss, an initializer, an optimizer.</summary>
/// <param name="Type">The name in any letter case.</param>
/// <param name="Attributes">Its attributes by name in any letter case; null for none.</param>
public sealed record NamedChoice(string Type, IReadOnlyDictionary<string, AttributeValue>? Attributes = null);

/// <summary>How a network is going to be used.</summary>
public enum NetworkUse
{
    /// <summary>Values and gradients at given inputs: <c>x</c> and <c>y</c> are inputs, dropout draws its mask from the layer's seed.</summary>
    Computation,

    /// <summary>Training steps: <c>x</c> and <c>y</c> are constants (no gradient is computed for them), and so are dropout's masks, drawn anew for each step.</summary>
    TrainingStep,

    /// <summary>Measuring what was trained: as a training step, but dropout passes everything.</summary>
    Measurement,
}
