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
