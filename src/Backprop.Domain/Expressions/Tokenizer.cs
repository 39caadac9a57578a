using System.Buffers;
using Backprop.Domain.Naming;

namespace Backprop.Domain.Expressions;

/// <summary>What a token is.</summary>
internal enum TokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,
    Name,
    Number,
    Text,
    Plus,
    Minus,
    Star,
    Slash,
    At,
    Caret,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    Comma,
    Semicolon,
    Assign,

    /// <summary>Something that the tokenizer has reported already: its statement is given up in silence.</summary>
    Invalid,
}

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts in the text.</param>
/// <param name="Length">How long it is; 0 for a token that the user should have written.</param>
/// <param name="SpaceBefore">Whether white space, a line end or a comment stands before it.</param>
/// <param name="LineBreakBefore">Whether a line end stands before it, which ends the statement outside parentheses. True for the first token and for <see cref="TokenKind.End"/>.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int Length, bool SpaceBefore, bool LineBreakBefore)
{
    /// <summary>Where it ends.</summary>
    public int End => Start + Length;
}

/// <summary>Splits a text into tokens and reports what is none. Goes on after every mistake.</summary>
internal sealed class Tokenizer(ExpressionSource source, IssueLog issues)
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
    private const string SuperscriptMeanings = "0123456789+-";
    private const string Subscripts = "₀₁₂₃₄₅₆₇₈₉";

    private readonly string _text = source.Text;
    private readonly List<Token> _tokens = [];
    private int _next;
    private bool _space;
    private bool _lineBreak = true;

    /// <summary>All tokens of a text, ending with <see cref="TokenKind.End"/>.</summary>
    public static List<Token> Read(ExpressionSource source, IssueLog issues)
    {
        var tokenizer = new Tokenizer(source, issues);
        while (tokenizer._next < source.Text.Length)
        {
            tokenizer.ReadNext();
        }

        tokenizer._lineBreak = true;
        tokenizer.Add(TokenKind.End, 0);
        return tokenizer._tokens;
    }

    private void ReadNext()
    {
        var c = _text[_next];
        switch (c)
        {
            case '\n' or '\r' or ' ' or '\t' or '\f' or '\v' or '\u00A0' or '\uFEFF':
                _lineBreak |= c is '\n' or '\r';
                _space = true;
                _next++;
                break;
            case '#':
                var end = _text.AsSpan(_next).IndexOfAny('\r', '\n');
                _next = end < 0 ? _text.Length : _next + end;
                _space = true;
                break;
            case '*' when _next + 1 < _text.Length && _text[_next + 1] == '*':
                Add(TokenKind.Caret, 2);
                break;
            case '\'' or '"':
                ReadString(c);
                break;
            case >= '0' and <= '9':
            case '.' when _next + 1 < _text.Length && char.IsAsciiDigit(_text[_next + 1]):
                ReadNumber();
                break;
            case var _ when Punctuation(c) is { } kind:
                Add(kind, 1);
                break;
            case var _ when PartLength(_next, first: true) > 0:
                ReadName();
                break;
            default:
                ReadUnknown();
                break;
        }
    }

    private static TokenKind? Punctuation(char c) => c switch
    {
        '+' => TokenKind.Plus,
        '-' => TokenKind.Minus,
        '*' => TokenKind.Star,
        '/' => TokenKind.Slash,
        '@' => TokenKind.At,
        '^' => TokenKind.Caret,
        '(' => TokenKind.Open,
        ')' => TokenKind.Close,
        '[' => TokenKind.OpenBracket,
        ']' => TokenKind.CloseBracket,
        ',' => TokenKind.Comma,
        ';' => TokenKind.Semicolon,
        '=' => TokenKind.Assign,
        _ => null,
    };

    private void Add(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, _next, length, _space, _lineBreak));
        _next += length;
        _space = false;
        _lineBreak = false;
    }

    /// <summary>The UTF-16 units of the character at a place where it may be part of a name, else 0.</summary>
    private int PartLength(int offset, bool first) =>
        Rune.DecodeFromUtf16(_text.AsSpan(offset), out var character, out var length) == OperationStatus.Done && ExpressionName.MayContain(character, first) ? length : 0;

    private void ReadName()
    {
        var end = _next;
        var characters = 0;
        for (int length; (length = PartLength(end, first: end == _next)) > 0; end += length)
        {
            characters++;
        }

        var start = _next;
        Add(TokenKind.Name, end - start);
        if (characters > ExpressionName.MaxLength)
        {
            issues.Report(start, "invalid-name", string.Create(CultureInfo.InvariantCulture, $"The name '{issues.Show(_tokens[^1])}' has {characters} characters; a name has at most {ExpressionName.MaxLength}."));
        }
    }

    private void ReadNumber()
    {
        var start = _next;
        var end = SkipDigits(start);
        if (end < _text.Length && _text[end] == '.')
        {
            end = SkipDigits(end + 1);
        }

        end = SkipExponent(end);
        var number = _text.AsSpan(start, end - start);
        var astray = end < _text.Length && (_text[end] == '.' || (_text[end] == '_' && end + 1 < _text.Length && char.IsAsciiDigit(_text[end + 1]))) ? _text[end] : '\0';
        while (astray != '\0' && end < _text.Length && (_text[end] == astray || char.IsAsciiDigit(_text[end])))
        {
            end++;
        }

        Add(TokenKind.Number, end - start);
        if (astray != '\0')
        {
            issues.Report(start, "invalid-number", $"'{issues.Show(_tokens[^1])}' is not a number: {(astray == '.' ? "a number has at most one decimal point" : "write its digits without _")}.");
        }
        else if (PartLength(end, first: true) > 0)
        {
            ReportMissingOperator(number);
        }
    }

    private int SkipDigits(int offset)
    {
        var rest = _text.AsSpan(offset).IndexOfAnyExceptInRange('0', '9');
        return rest < 0 ? _text.Length : offset + rest;
    }

    /// <summary>An exponent belongs to the number only where digits follow: the e of <c>2e</c> is a name.</summary>
    private int SkipExponent(int offset)
    {
        if (offset >= _text.Length || _text[offset] is not ('e' or 'E'))
        {
            return offset;
        }

        var digits = offset + 1;
        if (digits < _text.Length && _text[digits] is '+' or '-')
        {
            digits++;
        }

        return digits < _text.Length && char.IsAsciiDigit(_text[digits]) ? SkipDigits(digits) : offset;
    }

    /// <summary>Reports a name directly after a number, and puts the multiplication there that was not written.</summary>
    private void ReportMissingOperator(ReadOnlySpan<char> number)
    {
        var length = 0;
        for (var part = PartLength(_next, first: true); part > 0 && length + part <= ExpressionName.MaxLength; part = PartLength(_next + length, first: false))
        {
            length += part;
        }

        var name = _text.AsSpan(_next, length);
        var shown = Quotation.Shorten(number, 20);
        var exponent = name is "e" or "E" ? $" An exponent needs digits: {shown}e3." : "";
        var hexadecimal = number is "0" && name[0] is 'x' or 'X' or 'b' or 'B' ? " Numbers are decimal." : "";
        issues.Report(_next, "missing-operator", $"A number ends where the name '{name}' begins. Multiplication is written with *: {shown}*{name}.{exponent}{hexadecimal}");
        Add(TokenKind.Star, 0);
    }

    private void ReadString(char quote)
    {
        var content = _text.AsSpan(_next + 1);
        var length = content.IndexOfAny(quote, '\r', '\n');
        if (length >= 0 && content[length] == quote)
        {
            Add(TokenKind.Text, length + 2);
            return;
        }

        var transposition = quote == '\'' && _tokens.Count > 0 && _tokens[^1] is { Kind: TokenKind.Close } close && close.End == _next;
        issues.Report(_next, "unterminated-string", transposition
            ? "The ' after ) begins a string that is never closed. To transpose, write transpose(x)."
            : $"The string that starts here has no closing {quote} on its line.");
        Add(TokenKind.Invalid, length < 0 ? _text.Length - _next : length + 1);
    }

    private void ReadUnknown()
    {
        if (ReadRaised(Superscripts, "Write a power with ^: ", "^", SuperscriptMeanings) || ReadRaised(Subscripts, "Write an index as part of the name: ", "_", "0123456789"))
        {
            return;
        }

        if (Rune.DecodeFromUtf16(_text.AsSpan(_next), out var character, out var length) != OperationStatus.Done)
        {
            issues.Report(_next, "unexpected-character", string.Create(CultureInfo.InvariantCulture, $"This is half a character (the lone surrogate U+{(int)_text[_next]:X4}). Delete it."));
            Add(TokenKind.Invalid, EndOfRun(length) - _next);
            return;
        }

        // A space that no keyboard types is still a space.
        if (Rune.GetUnicodeCategory(character) == UnicodeCategory.SpaceSeparator)
        {
            _space = true;
            _next += length;
            return;
        }

        var advice = CharacterAdvice.For(character);
        var end = advice.Meant is null ? EndOfRun(length) : _next + length;
        var shown = Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? "" : $"'{character}' ";
        issues.Report(_next, "unexpected-character", string.Create(CultureInfo.InvariantCulture, $"Unexpected character {shown}(U+{character.Value:X4}). {advice.Detail}"));
        if (advice.Skip)
        {
            _next = end;
            _space = true;
        }
        else
        {
            Add(advice.Meant ?? TokenKind.Invalid, end - _next);
        }
    }

    /// <summary>Where the next character's repetitions end: a run of one character is one mistake.</summary>
    private int EndOfRun(int length)
    {
        var character = _text.AsSpan(_next, length);
        var end = _next + length;
        while (_text.AsSpan(end).StartsWith(character, StringComparison.Ordinal))
        {
            end += length;
        }

        return end;
    }

    /// <summary>Reports a run of superscripts or subscripts as one mistake and goes on as if it were not there.</summary>
    private bool ReadRaised(string alphabet, string advice, string sign, string meanings)
    {
        const int Shown = 20;
        var run = _text.AsSpan(_next).IndexOfAnyExcept(alphabet);
        run = run < 0 ? _text.Length - _next : run;
        if (run == 0)
        {
            return false;
        }

        var plain = new StringBuilder(sign);
        foreach (var c in _text.AsSpan(_next, Math.Min(run, Shown)))
        {
            plain.Append(meanings[alphabet.IndexOf(c, StringComparison.Ordinal)]);
        }

        issues.Report(_next, "unexpected-character", string.Create(CultureInfo.InvariantCulture, $"Unexpected character '{_text[_next]}' (U+{(int)_text[_next]:X4}). {advice}{plain}."));
        _next += run;
        _space = true;
        return true;
    }
}
