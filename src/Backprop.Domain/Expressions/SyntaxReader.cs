using System.Runtime.InteropServices;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Expressions;

// docs/decisions/0040-expressions-are-read-flat.md
/// <summary>
/// Reads tokens into parts by operator precedence (Dijkstra's shunting yard) with an explicit stack, so that depth costs memory only.
/// A statement that cannot be read is reported once and given up; reading goes on behind it.
/// </summary>
internal sealed partial class SyntaxReader(ExpressionSource source, List<Token> tokens, NameTable names, ExpressionLimits limits, IssueLog issues)
{
    private const int SumPrecedence = 1;
    private const int ProductPrecedence = 2;
    private const int NegationPrecedence = 3;
    private const int PowerPrecedence = 4;

    private readonly Syntax _syntax = new(tokens);
    private readonly List<Frame> _frames = [];
    private readonly List<Operand> _operands = [];
    private int _next;
    private int _first;
    private int _depth;
    private int _nodes;
    private bool _operatorMissed;
    private bool _plusReported;
    private bool _tornHere;
    private bool _tooManyNodes;

    private enum FrameKind : byte
    {
        Binary,
        Negation,
        Group,
        Call,
    }

    /// <summary>What comes next in a statement.</summary>
    private enum Expected
    {
        Operand,
        Operator,

        /// <summary>A comma or the end of the call, after a keyword argument.</summary>
        Separator,

        /// <summary>Nothing: the statement is at its end or was given up.</summary>
        Nothing,
    }

    /// <summary>An operator that waits for its right operand, or an open parenthesis.</summary>
    /// <param name="Kind">Which.</param>
    /// <param name="Precedence">How tightly it binds; 0 for parentheses.</param>
    /// <param name="Operation">The operator's name; null for parentheses and calls.</param>
    /// <param name="Token">Its token.</param>
    /// <param name="Height">How many operands were on the stack before it.</param>
    /// <param name="Called">The operator that a call names; null for anything else and for unknown functions.</param>
    /// <param name="Attributes">A call's keyword arguments, once there are any.</param>
    private readonly record struct Frame(FrameKind Kind, int Precedence, string? Operation, int Token, int Height, Operator? Called = null, CallAttributes? Attributes = null);

    /// <summary>Reads all statements.</summary>
    public static Syntax Read(ExpressionSource source, List<Token> tokens, NameTable names, ExpressionLimits limits, IssueLog issues)
    {
        var reader = new SyntaxReader(source, tokens, names, limits, issues);
        while (tokens[reader._next].Kind != TokenKind.End && !reader._tooManyNodes)
        {
            if (tokens[reader._next].Kind == TokenKind.Semicolon)
            {
                reader._next++;
            }
            else
            {
                reader.ReadStatement();
            }
        }

        if (reader._syntax.Statements.Count == 0 && issues.IsEmpty)
        {
            issues.Report(0, "empty-expression", "The expression is empty. Write one, such as x*y + 1.");
        }

        return reader._syntax;
    }

    private void ReadStatement()
    {
        _first = _next;
        _frames.Clear();
        _operands.Clear();
        _depth = 0;
        _operatorMissed = false;
        _plusReported = false;
        var statement = _syntax.Statements.Count;
        var parts = _syntax.Parts.Count;
        var operands = _syntax.Operands.Count;
        var name = NameTable.None;
        var torn = _tornHere;
        _tornHere = false;
        if (tokens[_next].Kind == TokenKind.Name && tokens[_next + 1] is { Kind: TokenKind.Assign, LineBreakBefore: false })
        {
            name = names.Number(source.Of(tokens[_next]));
            if (names.AssignedBy(name) == NameTable.None)
            {
                names.Assign(name, statement);
            }

            _next += 2;
        }

        if (!ReadExpression())
        {
            _syntax.Parts.RemoveRange(parts, _syntax.Parts.Count - parts);
            _syntax.Operands.RemoveRange(operands, _syntax.Operands.Count - operands);
        }

        _syntax.Statements.Add(new Statement(name, _first, parts, _syntax.Parts.Count, torn || tokens[_first].Kind == TokenKind.Plus));
    }

    private bool ReadExpression()
    {
        for (var expected = Expected.Operand; ;)
        {
            if (IsStatementEnd())
            {
                return EndStatement(expected);
            }

            expected = expected switch
            {
                Expected.Operand => ReadOperand(),
                Expected.Operator => ReadOperator(),
                _ => ReadSeparator(),
            };
            if (expected == Expected.Nothing)
            {
                return false;
            }
        }
    }

    // docs/decisions/0042-a-line-end-ends-a-statement.md
    /// <summary>Outside parentheses a line end is one; a semicolon always is.</summary>
    private bool IsStatementEnd() => tokens[_next] is var token && (token.Kind is TokenKind.End or TokenKind.Semicolon || (token.LineBreakBefore && _depth == 0 && _next > _first));

    private bool EndStatement(Expected expected)
    {
        if (expected == Expected.Operand)
        {
            _tornHere = _depth == 0 && tokens[_next] is { LineBreakBefore: true, Kind: not (TokenKind.End or TokenKind.Semicolon) };
            FailAt(tokens[_next - 1].End, "syntax-error", $"Expected an operand after {Describe(_next - 1)}, found {Describe(_next)}.{(_tornHere ? ToGoOn : "")}");
            return false;
        }

        if (_depth > 0)
        {
            FailUnclosed();
            return false;
        }

        Reduce(0);
        return !_tooManyNodes;
    }

    private Expected ReadOperand()
    {
        var token = tokens[_next];
        var atArgument = IsAtArgument();
        if (atArgument && token.Kind == TokenKind.Name && tokens[_next + 1].Kind == TokenKind.Assign)
        {
            return ReadAttribute();
        }

        if (_depth > 0 && StartsNewStatement())
        {
            return FailUnclosed();
        }

        if (atArgument && _frames[^1].Attributes is not null && token.Kind is not (TokenKind.Close or TokenKind.Comma))
        {
            return Fail(_next, "positional-after-keyword", $"Operands come before attributes: put {Describe(_next)} before the first attribute, or name the attribute that it is for.");
        }

        switch (token.Kind)
        {
            case TokenKind.Name when tokens[_next + 1] is { Kind: TokenKind.Open } open && (_depth > 0 || !open.LineBreakBefore):
                return OpenCall();
            case TokenKind.Name:
                Push(new SyntaxPart { Kind = SyntaxKind.Name, Name = names.Number(source.Of(token)) });
                return Expected.Operator;
            case TokenKind.Number:
                Push(new SyntaxPart { Kind = SyntaxKind.Number, Value = Parse(token) });
                CountNode();
                return Expected.Operator;
            case TokenKind.Minus:
                _frames.Add(new Frame(FrameKind.Negation, NegationPrecedence, Arithmetic.Neg.Name, _next++, _operands.Count));
                return Expected.Operand;
            case TokenKind.Open:
                return Open(new Frame(FrameKind.Group, 0, null, _next, _operands.Count)) ? Expected.Operand : Expected.Nothing;
            case TokenKind.Plus:
                ReportUnaryPlus();
                return Expected.Operand;
            default:
                return FailOperand(token);
        }
    }

    private bool IsAtArgument() => _frames.Count > 0 && _frames[^1].Kind == FrameKind.Call && (tokens[_next - 1].Kind == TokenKind.Comma || _next - 2 == _frames[^1].Token);

    /// <summary>A number's value; 0 for what the tokenizer has reported as no number.</summary>
    private double Parse(Token token)
    {
        _ = double.TryParse(source.Of(token), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value);
        if (!double.IsFinite(value))
        {
            issues.Report(token.Start, "non-finite-number", $"The number {issues.Show(token)} does not fit in a 64-bit floating-point number.");
        }

        return value;
    }

    private void Push(SyntaxPart part)
    {
        part.First = part.Last = part.Anchor = _next;
        _operands.Add(new Operand(_syntax.Parts.Count, _next, _next));
        _syntax.Parts.Add(part);
        _next++;
    }

    private void CountNode()
    {
        if (++_nodes > limits.MaxNodes && !_tooManyNodes)
        {
            _tooManyNodes = true;
            issues.Report(tokens[_next - 1].Start, "too-many-nodes", string.Create(CultureInfo.InvariantCulture, $"By this point the expression exceeds the limit of {limits.MaxNodes} nodes."));
        }
    }

    private bool Open(Frame frame)
    {
        if (++_depth > limits.MaxNesting)
        {
            Fail(_next, "nesting-too-deep", string.Create(CultureInfo.InvariantCulture, $"Parentheses are nested more than {limits.MaxNesting} deep. Give inner parts names of their own."));
            return false;
        }

        _frames.Add(frame);
        _next += frame.Kind == FrameKind.Call ? 2 : 1;
        return true;
    }

    private Expected OpenCall()
    {
        var name = source.Of(tokens[_next]);
        var operation = Functions.Find(name);
        if (operation is null)
        {
            ReportUnknownFunction();
        }

        return !Open(new Frame(FrameKind.Call, 0, null, _next, _operands.Count, operation)) ? Expected.Nothing
            : tokens[_next].Kind == TokenKind.Close ? Close()
            : Expected.Operand;
    }

    private Expected ReadOperator() => tokens[_next].Kind switch
    {
        TokenKind.Plus => OpenBinary(SumPrecedence, Arithmetic.Add.Name),
        TokenKind.Minus => OpenBinary(SumPrecedence, Arithmetic.Sub.Name),
        TokenKind.Star => OpenBinary(ProductPrecedence, Arithmetic.Mul.Name),
        TokenKind.Slash => OpenBinary(ProductPrecedence, Arithmetic.Div.Name),
        TokenKind.At => OpenBinary(ProductPrecedence, LinearAlgebra.MatMul.Name),
        TokenKind.Caret => OpenBinary(PowerPrecedence, Arithmetic.Pow.Name),
        TokenKind.Close => Close(),
        TokenKind.Comma when _depth > 0 => ReadComma(),
        TokenKind.Name or TokenKind.Number or TokenKind.Open when !StartsNewStatement() => ReadImpliedProduct(),
        _ => FailOperator(tokens[_next]),
    };

    private Expected ReadComma()
    {
        Reduce(0);
        if (_frames[^1].Kind != FrameKind.Call)
        {
            return FailOperator(tokens[_next]);
        }

        _next++;
        return Expected.Operand;
    }

    private Expected OpenBinary(int precedence, string operation, bool implied = false)
    {
        // Powers group from the right: a waiting power is not yet complete when another follows.
        Reduce(precedence == PowerPrecedence ? PowerPrecedence + 1 : precedence);
        _frames.Add(new Frame(FrameKind.Binary, precedence, operation, _next, _operands.Count));
        _next += implied ? 0 : 1;
        return _tooManyNodes ? Expected.Nothing : Expected.Operand;
    }

    /// <summary>Completes every waiting operator that binds at least this tightly, up to the innermost open parenthesis.</summary>
    private void Reduce(int precedence)
    {
        while (_frames.Count > 0 && _frames[^1] is { Kind: FrameKind.Binary or FrameKind.Negation } frame && frame.Precedence >= precedence)
        {
            _frames.RemoveAt(_frames.Count - 1);
            var count = frame.Kind == FrameKind.Binary ? 2 : 1;
            Complete(frame, count, count == 2 ? _operands[^2].First : frame.Token, _operands[^1].Last);
        }
    }

    private void Complete(Frame frame, int count, int first, int last)
    {
        var start = _syntax.Operands.Count;
        _syntax.Operands.AddRange(CollectionsMarshal.AsSpan(_operands)[^count..]);
        _operands.RemoveRange(_operands.Count - count, count);
        _operands.Add(new Operand(_syntax.Parts.Count, first, last));
        _syntax.Parts.Add(new SyntaxPart
        {
            Kind = SyntaxKind.Operation,
            Operation = frame.Called is null ? frame.Operation : Functions.For(frame.Called, count),
            First = first,
            Last = last,
            Anchor = frame.Token,
            OperandStart = start,
            OperandCount = count,
            Attributes = frame.Attributes,
        });
        CountNode();
    }

    private Expected ReadSeparator()
    {
        switch (tokens[_next].Kind)
        {
            case TokenKind.Close:
                return Close();
            case TokenKind.Comma:
                _next++;
                return Expected.Operand;
            case TokenKind.Invalid:
                return GiveUp();
            default:
                return StartsNewStatement() ? FailUnclosed()
                    : Unexpected($"Expected ',' or ')' after an attribute, found {Describe(_next)}. An attribute's value must be written out: it cannot be an expression.");
        }
    }

    private Expected Close()
    {
        if (_depth == 0)
        {
            return Unexpected("This ')' has no matching '('.");
        }

        Reduce(0);
        var frame = _frames[^1];
        _frames.RemoveAt(_frames.Count - 1);
        _depth--;
        if (frame.Kind == FrameKind.Call)
        {
            Complete(frame, _operands.Count - frame.Height, frame.Token, _next);
        }
        else
        {
            _operands[^1] = _operands[^1] with { First = frame.Token, Last = _next };
        }

        _next++;
        return _tooManyNodes ? Expected.Nothing : Expected.Operator;
    }
}
