namespace Backprop.Domain.Tests.Support;

/// <summary>LaTeX as it is read from left to right: where the reader stands, and what comes next. Spaces between tokens mean nothing.</summary>
internal sealed class PrintedText(string text)
{
    /// <summary>Where the reader stands, to come back to it.</summary>
    public int Position { get; set; }

    /// <summary>What has not been read.</summary>
    public string Rest => text[Position..];

    /// <summary>The next character but spaces; nothing at the end.</summary>
    public char Next => Skip() < text.Length ? text[Position] : '\0';

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
        if (!Begins(token) || (isWord && Position + token.Length < text.Length && char.IsAsciiLetter(text[Position + token.Length])))
        {
            return false;
        }

        Position += token.Length;
        return true;
    }

    /// <summary>Reads over what has to come next.</summary>
    public void Expect(string token)
    {
        if (!Accept(token))
        {
            throw new FormatException($"'{token}' expected at '{text[Position..]}'.");
        }
    }

    /// <summary>Reads so many characters, whatever they are.</summary>
    public string Take(int count) => text[Position..(Position += count)];

    /// <summary>Reads a number, with its power of ten.</summary>
    public double Number()
    {
        var start = Position;
        while (Position < text.Length && (char.IsAsciiDigit(text[Position]) || text[Position] == '.'))
        {
            Position++;
        }

        var digits = text[start..Position];
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
        var start = Position;
        for (var depth = 1; depth > 0; Position++)
        {
            depth += text[Position] == '{' ? 1 : text[Position] == '}' ? -1 : 0;
        }

        return text[start..(Position - 1)];
    }

    private bool Begins(string token) => text.AsSpan(Position).StartsWith(token, StringComparison.Ordinal);

    private int Skip()
    {
        while (Position < text.Length && text[Position] == ' ')
        {
            Position++;
        }

        return Position;
    }
}
