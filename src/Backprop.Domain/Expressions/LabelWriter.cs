namespace Backprop.Domain.Expressions;

// docs/decisions/0045-labels-are-cut.md
/// <summary>
/// Writes the source text of parts: tokens with single blanks where there was white space, cut after <see cref="MaxLength"/> characters.
/// Work and length per label are bounded, so all labels together are linear in the number of parts.
/// </summary>
internal sealed class LabelWriter(Syntax syntax, ExpressionSource source)
{
    /// <summary>The most UTF-16 units of a label before its <c>…</c>.</summary>
    public const int MaxLength = 120;

    private readonly StringBuilder _text = new();

    /// <summary>Labels that were cut, by first token, with the token where they were: a longer part that begins at the same token has the same label.</summary>
    private readonly Dictionary<int, (string Label, int CutAt)> _cut = [];

    /// <summary>The text from one token to another.</summary>
    public string Write(int first, int last)
    {
        if (_cut.TryGetValue(first, out var known) && last >= known.CutAt)
        {
            return known.Label;
        }

        _text.Clear();
        for (var index = first; index <= last; index++)
        {
            var token = syntax.Tokens[index];
            if (token.SpaceBefore && index > first)
            {
                _text.Append(' ');
            }

            _text.Append(source.Text, token.Start, Math.Min(token.Length, MaxLength + 1));
            if (_text.Length > MaxLength)
            {
                return Cut(first, index);
            }
        }

        return _text.ToString();
    }

    private string Cut(int first, int index)
    {
        _text.Length = char.IsHighSurrogate(_text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        var label = _text.Append('…').ToString();
        _cut[first] = (label, index);
        return label;
    }
}
