using System.Collections.Frozen;

namespace Backprop.Domain.Expressions;

/// <summary>What somebody meant by a character that the language does not know.</summary>
/// <param name="Detail">What to write, as a sentence.</param>
/// <param name="Meant">The token to go on with, so that one wrong sign hides no later mistake; null where the statement cannot be read.</param>
/// <param name="Skip">Whether to go on as if it were not there.</param>
internal sealed record CharacterAdvice(string Detail, TokenKind? Meant = null, bool Skip = false)
{
    private static readonly FrozenDictionary<int, CharacterAdvice> ByCharacter = Known().ToFrozenDictionary(entry => entry.Character.Value, entry => entry.Advice);

    private static readonly CharacterAdvice Control = new("Delete it: it is invisible.");

    private static readonly CharacterAdvice Other = new("Names are made of letters, digits, _ and '; operators are + - * / @ ^.");

    /// <summary>The advice for a character that cannot start a token.</summary>
    public static CharacterAdvice For(Rune character)
    {
        if (ByCharacter.TryGetValue(character.Value, out var advice))
        {
            return advice;
        }

        return Rune.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.Format or UnicodeCategory.Control => Control,
            UnicodeCategory.DecimalDigitNumber => new CharacterAdvice("Numbers are written with the digits 0 to 9."),
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new CharacterAdvice("End a statement with ; or an ordinary line end."),
            _ => Other,
        };
    }

    private static IEnumerable<(Rune Character, CharacterAdvice Advice)> Known()
    {
        (string Characters, CharacterAdvice Advice)[] groups =
        [
            ("×·∙⋅∗•✕⨯⊙⋆＊", new("Multiplication is written with *.", TokenKind.Star)),
            ("÷∕⁄／", new("Division is written with /.", TokenKind.Slash)),
            ("−–—‐‑‒―﹣－", new("Minus is written with -.", TokenKind.Minus)),
            ("＋", new("Plus is written with +.", TokenKind.Plus)),
            ("＾", new("A power is written with ^.", TokenKind.Caret)),
            ("＝", new("Assignment is written with =.", TokenKind.Assign)),
            ("（｛", new("Parentheses are written ( and ).", TokenKind.Open)),
            ("）｝", new("Parentheses are written ( and ).", TokenKind.Close)),
            ("［", new("Brackets are written [ and ].", TokenKind.OpenBracket)),
            ("］", new("Brackets are written [ and ].", TokenKind.CloseBracket)),
            ("，、", new("Arguments are separated by a comma (,).", TokenKind.Comma)),
            ("；", new("Statements are separated by ; or a line end.", TokenKind.Semicolon)),
            ("{", new("Parentheses are written ( and ).", TokenKind.Open)),
            ("}", new("Parentheses are written ( and ).", TokenKind.Close)),
            ("′’‘´`", new("A prime in a name is an apostrophe ('), directly after a letter; strings are written in ' or \".", Skip: true)),
            ("“”„«»", new("Strings are written in ' or \".")),
            ("√", new("Write sqrt(x).", Skip: true)),
            ("∛", new("Write x^(1/3).", Skip: true)),
            ("∑", new("Write sum(x).", Skip: true)),
            ("∏", new("Write prod(x).", Skip: true)),
            ("∞", new("Numbers must be finite.")),
            ("<", new("Write less(a, b).")),
            (">", new("Write greater(a, b).")),
            ("≠≤≥", new("Comparisons are less(a, b), greater(a, b) and equal(a, b), which give 1 or 0.")),
            ("!", new("There is no factorial; 'not equal' is 1 - equal(a, b).")),
            ("|", new("An absolute value is abs(x), a norm reduceL2(x).")),
            ("%", new("Write a percentage as a factor: 10 % is 0.1. There is no remainder operator.")),
            (":", new("Assignment is written with =.", Skip: true)),
            (".", new("Names have no dots; a decimal point needs a digit beside it.")),
        ];
        return groups.SelectMany(group => group.Characters.EnumerateRunes(), (group, character) => (character, group.Advice));
    }
}
