using Backprop.Domain.Operators;

namespace Backprop.Domain.Expressions;

/// <content>Keyword arguments.</content>
internal sealed partial class SyntaxReader
{
    private Expected ReadAttribute()
    {
        var token = _next;
        var name = source.Of(tokens[token]).ToString();
        _next += 2;
        if (ReadAttributeValue(issues.Show(tokens[token])) is not { } value)
        {
            return Expected.Nothing;
        }

        var attributes = _frames[^1].Attributes ?? new CallAttributes();
        _frames[^1] = _frames[^1] with { Attributes = attributes };
        if (attributes.Values.TryAdd(name, value))
        {
            attributes.Tokens.Add(name, token);
        }
        else
        {
            issues.Report(tokens[token].Start, "duplicate-attribute", $"The attribute '{issues.Show(tokens[token])}' is given twice.");
        }

        return Expected.Separator;
    }

    private AttributeValue? ReadAttributeValue(string shownName)
    {
        var token = tokens[_next];
        switch (token.Kind)
        {
            case TokenKind.Text:
                _next++;
                return new AttributeValue.Text(source.Text.Substring(token.Start + 1, token.Length - 2));
            case TokenKind.Name when bool.TryParse(source.Of(token), out var flag):
                _next++;
                return new AttributeValue.Flag(flag);
            case TokenKind.OpenBracket:
                return ReadList();
            case TokenKind.Number or TokenKind.Minus:
                return ReadSignedNumber() is { } number ? new AttributeValue.Number(number) : null;
            default:
                _ = token.Kind switch
                {
                    TokenKind.Invalid => GiveUp(),
                    TokenKind.Open => Unexpected($"An attribute's value is written without parentheses; a list is written in brackets: {shownName}=[0, 1]."),
                    TokenKind.Name when source.Of(token) is "None" or "null" => Unexpected($"To leave an attribute out, leave out '{shownName}=' too."),
                    _ => Unexpected($"Expected a number, true, false, a list such as [0, 1] or a string such as \"tanh\" as the value of the attribute '{shownName}', found {Describe(_next)}."),
                };
                return null;
        }
    }

    private double? ReadSignedNumber()
    {
        var negative = tokens[_next].Kind == TokenKind.Minus;
        _next += negative ? 1 : 0;
        var token = tokens[_next];
        if (token.Kind != TokenKind.Number)
        {
            Unexpected($"Expected a number, found {Describe(_next)}.");
            return null;
        }

        _next++;
        return negative ? -Parse(token) : Parse(token);
    }

    private AttributeValue.Numbers? ReadList()
    {
        var open = _next++;
        var numbers = new List<double>();
        while (tokens[_next].Kind != TokenKind.CloseBracket)
        {
            if (numbers.Count > 0 && tokens[_next].Kind != TokenKind.Comma)
            {
                return FailInList(open, "',' or ']'");
            }

            _next += numbers.Count > 0 ? 1 : 0;
            if (tokens[_next].Kind is not (TokenKind.Number or TokenKind.Minus))
            {
                return FailInList(open, "a number");
            }

            if (ReadSignedNumber() is not { } number)
            {
                return null;
            }

            numbers.Add(number);
        }

        _next++;
        return new AttributeValue.Numbers(numbers);
    }

    private AttributeValue.Numbers? FailInList(int open, string expected)
    {
        _ = tokens[_next].Kind switch
        {
            TokenKind.Invalid => GiveUp(),
            TokenKind.End or TokenKind.Semicolon => FailAt(tokens[open].Start, "syntax-error", "This '[' is never closed: expected ']'."),
            TokenKind.OpenBracket => Unexpected("A list in an attribute can hold only numbers, not lists."),
            _ => Unexpected($"Expected {expected} in the list, found {Describe(_next)}."),
        };
        return null;
    }
}
