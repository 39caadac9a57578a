using Backprop.Domain.Operators;

namespace Backprop.Domain.Training;

/// <summary>How the learning rate falls from epoch to epoch: the one place to declare a schedule.</summary>
public sealed record LearningRateDecay
{
    /// <summary>The name; matched in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>The schedule in words.</summary>
    public required string Summary { get; init; }

    /// <summary>The learning rate of epoch t, from 0, in LaTeX.</summary>
    public required string Formula { get; init; }

    /// <summary>Where it was published.</summary>
    public required string Source { get; init; }

    /// <summary>The attributes that it takes.</summary>
    public required IReadOnlyList<AttributeDefinition> Attributes { get; init; }

    /// <summary>The factor of the learning rate in an epoch, the first of which is 0.</summary>
    public required Func<NodeAttributes, int, double> Factor { get; init; }
}
