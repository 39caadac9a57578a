using Backprop.Domain.Operators;

namespace Backprop.Api.Contracts;

/// <summary>An attribute that an operator, a layer, an optimizer or an initializer takes.</summary>
/// <param name="Name">Its name; matched in any letter case.</param>
/// <param name="Kind">What it holds: <c>number</c>, <c>integer</c>, <c>integers</c>, <c>flag</c> or <c>text</c>.</param>
/// <param name="Description">What it means.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Default">Its value where it is left out; absent where leaving it out has a meaning of its own.</param>
/// <param name="Minimum">The smallest number allowed.</param>
/// <param name="Maximum">The largest number allowed.</param>
/// <param name="Choices">The texts allowed, where only some are.</param>
internal sealed record AttributeContract(
    string Name, string Kind, string Description, bool Required, AttributeValue? Default = null, double? Minimum = null, double? Maximum = null,
    IReadOnlyList<string>? Choices = null)
{
    /// <summary>An attribute as it is declared.</summary>
    public static AttributeContract Of(AttributeDefinition attribute) => new(
        attribute.Name, JsonNamingPolicy.CamelCase.ConvertName(attribute.Kind.ToString()), attribute.Description, attribute.Required,
        attribute.Default, attribute.Minimum, attribute.Maximum, attribute.Choices);
}
