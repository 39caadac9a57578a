namespace Backprop.Domain.Tests.Support;

/// <summary>LaTeX as it is read from left to right: where the reader stands, and what comes next. Spaces between tokens mean nothing.</summary>
internal sealed class PrintedText(string text)
{
    private int _at;

    /// <summary>What has not been read.</summary>
    public string Rest => text[_at..];

    /// <summary>The next character but spaces; nothing at the end.</summary>
    public char Next => Skip() < text.Length ? text[_at] : '\0';

    /// <summary>Whether this comes next, be it the beginning of a longer word.</summary>
    public bool Stands(string token)
    {
        Skip();
        return Begins(token);
    }

    /// <summary>Reads over this where it comes next; a command only as a whole.</summary>
    public bool Accept(string token)
    {
        Skip();
        var isWord = token[0] == '\\' && char.IsAsciiLetter(token[^1]);
        if (!Begins(token) || (isWord && _at + token.Length < text.Length && char.IsAsciiLetter(text[_at + token.Length])))
        {
            return false;
        }

        _at += token.Length;
        return true;
    }

    /// <summary>Reads over what has to come next.</summary>
    public void Expect(string token)
    {
        if (!Accept(token))
        {
            throw new FormatException($"'{token}' expected at '{text[_at..]}'.");
        }
    }

    /// <summary>Reads so many characters, whatever they are.</summary>
    public string Take(int count) => text[_at..(_at += count)];

    /// <summary>Reads a number, with its power of ten.</summary>
    public double Number()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
        {
            _at++;
        }

        var digits = text[start.._at];
        return double.Parse(Accept(@"\times 10^") ? $"{digits}e{Braces()}" : digits, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads what stands in braces, as it is.</summary>
    public string Braces()
    {
        Expect("{");
        return UntilBrace();
    }

    /// <summary>Reads up to the brace that closes, and over it.</summary>
    public string UntilBrace()
    {
        var start = _at;
        for (var depth = 1; depth > 0; _at++)
        {
            depth += text[_at] == '{' ? 1 : text[_at] == '}' ? -1 : 0;
        }

        return text[start..(_at - 1)];
    }

    private bool Begins(string token) => text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal);

    private int Skip()
    {
        while (_at < text.Length && text[_at] == ' ')
        {
            _at++;
        }

        return _at;
    }
}
