namespace Backprop.Domain.Naming;

/// <summary>What the expression language reads as a name: letters, digits, _ and ', where neither a digit nor a ' comes first.</summary>
internal static class ExpressionName
{
    /// <summary>The most characters of a name, counted as Unicode code points: 𝑥 is one, and so is each combining mark.</summary>
    public const int MaxLength = 64;

    // docs/decisions/0041-names-as-given.md
    /// <summary>Whether a character may be part of a name. Marks are part of how many scripts write letters, digits of any script are digits.</summary>
    public static bool MayContain(Rune character, bool first) => Rune.IsLetter(character) || character.Value == '_' ||
        (!first && (character.Value == '\'' || Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber));

    /// <summary>Whether a text is a name.</summary>
    public static bool Is(string text)
    {
        var characters = text.EnumerateRunes().ToList();
        return characters.Count is > 0 and <= MaxLength && characters.Select((character, place) => MayContain(character, first: place == 0)).All(may => may);
    }
}
