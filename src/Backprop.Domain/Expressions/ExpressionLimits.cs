namespace Backprop.Domain.Expressions;

/// <summary>What an expression may cost.</summary>
/// <param name="MaxLength">UTF-16 code units of the text.</param>
/// <param name="MaxNesting">Parentheses and calls inside one another. The parser itself needs no bound: this one is for people and for what reads the graph.</param>
/// <param name="MaxNodes">Nodes that the text may become.</param>
public sealed record ExpressionLimits(int MaxLength = 1_000_000, int MaxNesting = 1_000, int MaxNodes = 200_000)
{
    /// <summary>What a service can afford for one request.</summary>
    public static readonly ExpressionLimits Default = new();
}
