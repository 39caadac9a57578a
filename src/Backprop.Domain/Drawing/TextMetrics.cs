using System.Diagnostics.CodeAnalysis;

namespace Backprop.Domain.Drawing;

/// <summary>How wide text is, and which text may stand in a drawing at all.</summary>
internal static class TextMetrics
{
    /// <summary>Room for fonts that stand in for Arial, Helvetica and Liberation Sans, which have the widths below.</summary>
    private const double Margin = 1.06;

    // Advance widths of Helvetica in thousandths of the font size, from space to tilde (Adobe's metrics of the core 14 fonts).
    private static readonly short[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>The width of a text at a font size; never less than what is drawn in the fonts named above.</summary>
    public static double Width(string text, double size)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Width(rune);
        }

        return width * size * Margin / 1000;
    }

    /// <summary>
    /// A text made fit to be drawn: control characters, marks of direction and characters that XML does not allow are taken out, white space is
    /// one space, and what is wider than the limit ends with an ellipsis.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Fit(string? text, double size, double maxWidth)
    {
        if (text is null)
        {
            return null;
        }

        const int EllipsisWidth = 1000;
        var limit = maxWidth * 1000 / (size * Margin);
        var fitting = new StringBuilder();
        var width = 0;
        var kept = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsDrawn(rune))
            {
                continue;
            }

            var drawn = Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune;
            width += Width(drawn);
            if (width > limit)
            {
                fitting.Length = kept;
                return fitting.ToString().TrimEnd() + "…";
            }

            fitting.Append(drawn.ToString());
            kept = width + EllipsisWidth <= limit ? fitting.Length : kept;
        }

        return fitting.ToString();
    }

    private static bool IsDrawn(Rune rune) =>
        Rune.IsWhiteSpace(rune) ||
        (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned) && (rune.Value & 0xFFFE) != 0xFFFE);

    private static int Width(Rune rune) => rune.Value switch
    {
        >= ' ' and <= '~' => Widths[rune.Value - ' '],
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => 0,
        < 0x250 => 780,
        < 0x1100 => 860,
        '…' or '—' => 1000,
        >= 0x2000 and < 0x2E80 => 920,
        _ => 1100,
    };
}
