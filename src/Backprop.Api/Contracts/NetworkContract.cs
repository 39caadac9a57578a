using Backprop.Api.Json;
using Backprop.Domain.Networks;

namespace Backprop.Api.Contracts;

/// <summary>A layered network.</summary>
internal sealed record NetworkContract
{
    /// <summary>The layers, from the input on.</summary>
    public required IReadOnlyList<LayerContract> Layers { get; init; }

    /// <summary>The loss: the name of a loss operator, or an object of its <c>type</c> and attributes. Without it the output is the last layer.</summary>
    [Component("Loss")]
    public ChoiceContract? Loss { get; init; }

    /// <summary>λ of the penalty ½·λ·Σ‖W‖² over weights, not biases. Default 0.</summary>
    public double? L2 { get; init; }

    /// <summary>A network as a response carries it.</summary>
    public static NetworkContract Of(NetworkSpec network) => new()
    {
        Layers = [.. network.Layers.Select(layer => new LayerContract(layer, []))],
        Loss = network.Loss is null ? null : new ChoiceContract(network.Loss),
        L2 = network.L2 == 0 ? null : network.L2,
    };
}

/// <summary>A layer: its type, and the members that layers of this type take.</summary>
/// <param name="Spec">What was written.</param>
/// <param name="Defects">Tensors that could not be read, by member.</param>
[JsonConverter(typeof(LayerConverter))]
internal sealed record LayerContract(LayerSpec Spec, IReadOnlyList<KeyValuePair<string, TensorDefect>> Defects);

/// <summary>Something chosen by name: a string, or an object of its <c>type</c> and attributes.</summary>
/// <param name="Choice">What was chosen.</param>
[JsonConverter(typeof(NamedChoiceConverter))]
internal sealed record ChoiceContract(NamedChoice Choice);
