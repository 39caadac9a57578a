using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Expressions;

// docs/decisions/0043-mistakes-do-not-multiply.md
/// <content>What is said about mistakes, and how reading goes on behind them.</content>
internal sealed partial class SyntaxReader
{
    /// <summary>The way to write a statement on several lines.</summary>
    internal const string ToGoOn = " Put a statement that continues on the next line in parentheses.";

    // A token without text is one that the tokenizer missed and reported.
    private Expected Fail(int token, string code, string detail) =>
        tokens[token] is { Kind: TokenKind.Star, Length: 0 } ? GiveUp() : FailAt(tokens[token].Start, code, detail);

    private Expected Unexpected(string detail) => Fail(_next, "syntax-error", detail);

    private Expected FailAt(int offset, string code, string detail)
    {
        issues.Report(offset, code, detail);
        return GiveUp();
    }

    /// <summary>
    /// Skips to the end of the statement: a semicolon, a line end outside parentheses, or a line that begins with <c>name =</c> where no
    /// argument can stand, because then a parenthesis was left open.
    /// </summary>
    private Expected GiveUp()
    {
        if (_next == _first)
        {
            Skip();
        }

        while (tokens[_next].Kind is not (TokenKind.End or TokenKind.Semicolon) && !(tokens[_next].LineBreakBefore && (_depth <= 0 || StartsNewStatement())))
        {
            Skip();
        }

        return Expected.Nothing;
    }

    private void Skip()
    {
        _depth += tokens[_next].Kind switch
        {
            TokenKind.Open or TokenKind.OpenBracket => 1,
            TokenKind.Close or TokenKind.CloseBracket => -1,
            _ => 0,
        };
        _next++;
    }

    private bool StartsNewStatement() =>
        _next > _first && tokens[_next] is { Kind: TokenKind.Name, LineBreakBefore: true } && tokens[_next + 1].Kind == TokenKind.Assign && !MayStandBeforeAttribute(_next - 1);

    private bool MayStandBeforeAttribute(int token) =>
        tokens[token].Kind == TokenKind.Comma || (tokens[token].Kind == TokenKind.Open && token > _first && tokens[token - 1].Kind == TokenKind.Name);

    private Expected FailUnclosed()
    {
        var open = _frames.FindLast(frame => frame.Kind is FrameKind.Group or FrameKind.Call);
        var token = open.Kind == FrameKind.Call ? open.Token + 1 : open.Token;
        return Fail(token, "syntax-error", $"This '(' is never closed: expected ')' before {Describe(_next)}.");
    }

    private Expected FailOperand(Token token) => token.Kind switch
    {
        TokenKind.Invalid => GiveUp(),
        TokenKind.OpenBracket => Fail(_next, "array-literal", "An expression cannot contain arrays: write a name here and give its array under inputs. Lists in brackets are only for attributes, such as axes=[0, 1]."),
        TokenKind.Text => Fail(_next, "unexpected-string", "A string can only be an attribute's value, such as gelu(x, approximate=\"tanh\"). A name begins with a letter or _."),
        TokenKind.Assign when _next == _first => Unexpected("Expected a name before '='."),
        TokenKind.Assign when tokens[_next - 1].Kind == TokenKind.Assign => Unexpected("There is no '=='. Assign with a single =; compare with equal(a, b)."),
        TokenKind.Slash when _next > _first && tokens[_next - 1].Kind == TokenKind.Slash => Unexpected("There is no '//'. A comment begins with #; integer division is floor(a / b)."),
        TokenKind.Close when _next > _first && tokens[_next - 1].Kind == TokenKind.Comma => Unexpected("Expected an argument after ',', found ')'. Remove the last comma."),
        TokenKind.Close when _next > _first && tokens[_next - 1].Kind == TokenKind.Open => Unexpected("These parentheses are empty: expected an operand between them."),
        _ when _next == _first => Unexpected($"Expected a statement, found {Describe(_next)}.{(_next > 0 && token.LineBreakBefore ? ToGoOn : "")}"),
        _ => Unexpected($"Expected an operand after {Describe(_next - 1)}, found {Describe(_next)}."),
    };

    private Expected FailOperator(Token token) => token.Kind switch
    {
        _ when StartsNewStatement() => FailUnclosed(),
        TokenKind.Invalid => GiveUp(),
        TokenKind.Assign when tokens[_next + 1].Kind == TokenKind.Assign => Unexpected("There is no '=='. Comparison is equal(a, b), which gives 1 or 0."),
        TokenKind.Assign when _depth > 0 => Unexpected("Unexpected '='. Inside parentheses it gives an attribute its value, directly after a call's '(' or ',': softmax(x, axis=0)."),
        TokenKind.Assign when tokens[_first + 1].Kind == TokenKind.Assign && _next > _first + 1 => Unexpected("A statement assigns one name. Write a statement for each."),
        TokenKind.Assign when tokens[_next - 1].Kind == TokenKind.Close && tokens[_first + 1].Kind == TokenKind.Open && tokens[_first].Kind == TokenKind.Name => Unexpected($"Functions cannot be defined. Assign to a name: {issues.Show(tokens[_first])} = …."),
        TokenKind.Assign => Unexpected("Only a name can stand before '='."),
        TokenKind.OpenBracket => Unexpected("There is no indexing with brackets. Use slice(x, starts=[…], ends=[…]) or gather(x, indices)."),
        TokenKind.CloseBracket => Unexpected(_depth > 0 ? "Expected ')', found ']'." : "This ']' has no matching '['."),
        TokenKind.Text => Fail(_next, "unexpected-string", $"Expected an operator after {Describe(_next - 1)}, found {Describe(_next)}. A string can only be an attribute's value."),
        TokenKind.Comma when tokens[_next - 1].Kind == TokenKind.Number && tokens[_next + 1].Kind == TokenKind.Number =>
            Unexpected("Unexpected ','. A comma separates arguments of a call; decimals are written with a point, such as 1.5."),
        TokenKind.Comma => Unexpected("Unexpected ','. A comma separates arguments of a call; statements are separated by ; or a line end."),
        _ => Unexpected($"Expected an operator after {Describe(_next - 1)}, found {Describe(_next)}."),
    };

    /// <summary>Reports two operands side by side, once a statement; reading goes on as if they were multiplied.</summary>
    private Expected ReadImpliedProduct()
    {
        var (left, right) = (tokens[_next - 1], tokens[_next]);
        var detail = left.Kind == TokenKind.Name && Functions.Find(source.Of(left)) is { } function && !names.IsKnown(source.Of(left))
            ? $"Expected an operator or '(' after '{issues.Show(left)}', found {Describe(_next)}. A function's operands stand in parentheses: {function.Name}(…)."
            : $"Expected an operator between {Describe(_next - 1)} and {Describe(_next)}. Multiplication is written with *: {Outline(left)}*{Outline(right)}.";
        ReportOnce(ref _operatorMissed, right.Start, "missing-operator", detail);
        return OpenBinary(ProductPrecedence, Arithmetic.Mul.Name, implied: true);
    }

    /// <summary>Reports a unary plus, once a statement; reading goes on as if it were not there.</summary>
    private void ReportUnaryPlus()
    {
        ReportOnce(ref _plusReported, tokens[_next].Start, "syntax-error", $"There is no unary +. Leave it out.{(_next == _first && _next > 0 ? ToGoOn : "")}");
        _next++;
    }

    private void ReportOnce(ref bool isReported, int offset, string code, string detail)
    {
        if (!isReported)
        {
            issues.Report(offset, code, detail);
        }

        isReported = true;
    }

    private string Outline(Token token) => token.Kind is TokenKind.Open or TokenKind.Close ? "(…)" : issues.Show(token);

    private void ReportUnknownFunction()
    {
        var token = tokens[_next];
        var name = issues.Show(token);
        var detail = source.Of(token) switch
        {
            "Σ" or "ς" => "There is no function 'Σ'. Did you mean 'sum' or 'σ' (sigmoid)?",
            "Π" or "π" => $"There is no function '{name}'. Did you mean 'prod', or pi*(…)?",
            var text when OperatorCatalog.Find(text.ToString()) is { IsLeaf: true } => $"'{name}' is not a function: a name that is never assigned is an input, and a number is a constant.",
            var text when names.IsKnown(text) || text is "pi" => $"'{name}' is a value, not a function. Multiplication is written with *: {name}*(…).",
            _ => $"There is no function '{name}'.{issues.Suggest(name, Functions.Names)} Multiplication is written with *: {name}*(…).",
        };
        issues.Report(token.Start, "unknown-function", detail);
    }

    private string Describe(int index)
    {
        var token = tokens[index];
        return token.Kind switch
        {
            TokenKind.End => "the end of the expression",
            _ when index == _next && token.LineBreakBefore && _depth == 0 && index > _first => "the end of the line",
            TokenKind.Name => $"the name '{issues.Show(token)}'",
            TokenKind.Number => $"the number {issues.Show(token)}",
            TokenKind.Text => $"the string {issues.Show(token)}",
            _ => $"'{issues.Show(token)}'",
        };
    }
}
