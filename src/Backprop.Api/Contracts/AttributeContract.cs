using Backprop.Domain.Operators;

namespace Backprop.Api.Contracts;

/// <summary>An attribute that an operator, a layer, an optimizer or an initializer takes.</summary>
internal sealed record AttributeContract
{
    /// <summary>Its name; matched in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds: <c>number</c>, <c>integer</c>, <c>integers</c>, <c>flag</c> or <c>text</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it means.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it must be given.</summary>
    public required bool Required { get; init; }

    /// <summary>Its value where it is left out; absent where leaving it out has a meaning of its own.</summary>
    public AttributeValue? Default { get; init; }

    /// <summary>The smallest number allowed.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest number allowed.</summary>
    public double? Maximum { get; init; }

    /// <summary>The texts allowed, where only some are.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>An attribute as it is declared.</summary>
    public static AttributeContract Of(AttributeDefinition attribute) => new()
    {
        Name = attribute.Name,
        Kind = JsonNamingPolicy.CamelCase.ConvertName(attribute.Kind.ToString()),
        Description = attribute.Description,
        Required = attribute.Required,
        Default = attribute.Default,
        Minimum = attribute.Minimum,
        Maximum = attribute.Maximum,
        Choices = attribute.Choices,
    };
}
