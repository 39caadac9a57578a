using Backprop.Domain.Graphs;

namespace Backprop.Domain.Expressions;

/// <summary>
/// The text of an expression and where its lines start. Lines and columns count from 1; <c>\n</c>, <c>\r\n</c> and <c>\r</c> end a line;
/// columns count Unicode code points, so that a letter outside the basic plane is one column, as editors show it.
/// </summary>
internal sealed class ExpressionSource(string text, Place place)
{
    private const int BlockLength = 64;

    private readonly int[] _lineStarts = FindLines(text);
    private readonly int[]? _pairsBeforeBlock = CountPairs(text);

    /// <summary>The text itself.</summary>
    public string Text { get; } = text;

    /// <summary>The characters of a token.</summary>
    public ReadOnlySpan<char> Of(Token token) => Text.AsSpan(token.Start, token.Length);

    /// <summary>The line of a place in the text.</summary>
    public int Line(int offset)
    {
        var found = Array.BinarySearch(_lineStarts, offset);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>A place in the text as an issue names it.</summary>
    public Place At(int offset)
    {
        var line = Line(offset);
        var start = _lineStarts[line - 1];
        return place with { Line = line, Column = offset - start - (PairsBefore(offset) - PairsBefore(start)) + 1 };
    }

    private int PairsBefore(int offset)
    {
        if (_pairsBeforeBlock is null)
        {
            return 0;
        }

        var block = offset / BlockLength;
        return _pairsBeforeBlock[block] + CountPairs(Text.AsSpan(block * BlockLength, offset - (block * BlockLength)));
    }

    private static int[] FindLines(string text)
    {
        var starts = new List<int> { 0 };
        for (var offset = 0; ;)
        {
            var skip = text.AsSpan(offset).IndexOfAny('\r', '\n');
            if (skip < 0)
            {
                return [.. starts];
            }

            offset += skip + 1;
            if (text[offset - 1] == '\r' && offset < text.Length && text[offset] == '\n')
            {
                offset++;
            }

            starts.Add(offset);
        }
    }

    private static int[]? CountPairs(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uDC00', '\uDFFF'))
        {
            return null;
        }

        var before = new int[(text.Length / BlockLength) + 1];
        for (var block = 1; block < before.Length; block++)
        {
            before[block] = before[block - 1] + CountPairs(text.AsSpan((block - 1) * BlockLength, BlockLength));
        }

        return before;
    }

    /// <summary>Counts low surrogates: each is the second unit of a code point (or stray, where it hides a column that nobody can see anyway).</summary>
    private static int CountPairs(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var unit in text)
        {
            count += char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return count;
    }
}
