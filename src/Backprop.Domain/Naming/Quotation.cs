namespace Backprop.Domain.Naming;

/// <summary>A client's own text in a message.</summary>
public static class Quotation
{
    private const int Longest = 80;

    /// <summary>The text in quotation marks: its beginning, where it is long.</summary>
    public static string Of(string text) => $"'{Shorten(text)}'";

    /// <summary>The text, or its beginning where it is long. No character is cut in half.</summary>
    public static string Shorten(ReadOnlySpan<char> text, int longest = Longest) =>
        text.Length <= longest ? text.ToString() : string.Concat(text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)], "…");
}
