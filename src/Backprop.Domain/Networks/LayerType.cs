using Backprop.Domain.Operators;

namespace Backprop.Domain.Networks;

// docs/decisions/0081-layers-are-declarations.md
/// <summary>All that is known of one kind of layer: the one place to declare it.</summary>
public sealed record LayerType
{
    /// <summary>The name; matched in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>What it is and what may come in, in one or two sentences.</summary>
    public required string Summary { get; init; }

    /// <summary>What it computes, in LaTeX: <c>x</c> comes in, <c>z</c> goes into the activation.</summary>
    public required string Formula { get; init; }

    /// <summary>Where it was published; null where there is nothing to cite.</summary>
    public string? Source { get; init; }

    /// <summary>The axis of its result along which its units lie; null for the last.</summary>
    public int? ChannelAxis { get; init; }

    /// <summary>What the ids of its state's nodes, one a time step, begin with; null where the layer does not run over time.</summary>
    public string? StateOverTime { get; init; }

    /// <summary>Its sizes, strides, seeds and the like.</summary>
    public IReadOnlyList<AttributeDefinition> Attributes { get; init; } = [];

    /// <summary>The tensors that can be given for it.</summary>
    public IReadOnlyList<LayerParameter> Parameters { get; init; } = [];

    /// <summary>Whether an activation may follow.</summary>
    public bool TakesActivation { get; init; } = true;

    /// <summary>Adds the layer's nodes and returns the id of its result before the activation; null where it reported why there is none.</summary>
    public required Func<LayerBuilder, string?> Build { get; init; }

    /// <summary>Whether some of its parameters are drawn by an initializer.</summary>
    public bool TakesInitializer => Parameters.Any(p => p.IsWeight);
}

/// <summary>A tensor that can be given for a layer.</summary>
/// <param name="Name">The member of the layer.</param>
/// <param name="Symbol">What its node's id begins with; the layer's number follows.</param>
/// <param name="Description">Its shape and meaning.</param>
/// <param name="IsWeight">Whether it is drawn by the initializer and counts in the penalty, as weights do and biases do not.</param>
/// <param name="IsTrained">Whether training moves it.</param>
public sealed record LayerParameter(string Name, string Symbol, string Description, bool IsWeight = false, bool IsTrained = true);
