using Backprop.Domain.Operators;

namespace Backprop.Domain.Expressions;

/// <summary>What a part of an expression is.</summary>
internal enum SyntaxKind : byte
{
    Name,
    Number,
    Operation,
}

/// <summary>A part of an expression: what becomes a node. Parts stand in the order in which they are complete, operands before what uses them.</summary>
internal struct SyntaxPart
{
    public SyntaxKind Kind;

    /// <summary>The operator's name.</summary>
    public string? Operation;

    /// <summary>The number of the name.</summary>
    public int Name;

    /// <summary>The value of a number.</summary>
    public double Value;

    /// <summary>The first and last token, without parentheses around the whole.</summary>
    public int First;
    public int Last;

    /// <summary>The token that stands for the part: its operator, its function's name, itself.</summary>
    public int Anchor;

    /// <summary>Where its operands start in <see cref="Syntax.Operands"/>, and how many there are.</summary>
    public int OperandStart;
    public int OperandCount;

    /// <summary>Its attributes; null for none.</summary>
    public CallAttributes? Attributes;
}

/// <summary>A part with the parentheses around it.</summary>
/// <param name="Part">The part.</param>
/// <param name="First">The first token.</param>
/// <param name="Last">The last token.</param>
internal readonly record struct Operand(int Part, int First, int Last);

/// <summary>The keyword arguments of a call.</summary>
internal sealed class CallAttributes
{
    /// <summary>The values, by name as written.</summary>
    public Dictionary<string, AttributeValue> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The token of each name.</summary>
    public Dictionary<string, int> Tokens { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>A statement.</summary>
/// <param name="Name">The number of the name it assigns, or <see cref="NameTable.None"/>.</param>
/// <param name="First">Its first token.</param>
/// <param name="PartStart">Its first part.</param>
/// <param name="PartEnd">One more than its last part, which is the whole; equal to <paramref name="PartStart"/> where it could not be read.</param>
/// <param name="IsTorn">Whether it seems to be the rest of the statement before it, which has been reported: then its lack of a name is no mistake of its own.</param>
internal readonly record struct Statement(int Name, int First, int PartStart, int PartEnd, bool IsTorn);

/// <summary>A text that has been read: flat, without any tree.</summary>
internal sealed class Syntax(List<Token> tokens)
{
    public List<Token> Tokens { get; } = tokens;

    public List<SyntaxPart> Parts { get; } = [];

    public List<Operand> Operands { get; } = [];

    public List<Statement> Statements { get; } = [];
}
