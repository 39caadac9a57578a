using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Derivative of the square root.</summary>
internal static class SqrtDerivative
{
    public static readonly Misconception Declaration = new()
    {
        Id = "sqrt-derivative",
        Title = "Derivative of the square root",
        Explanation = "The derivative of √x is one over 2√x.",
        Message = "Look at the derivative of the square root: the half, and the root below the line.",
        Operators = [Exponentials.Sqrt],
        Rules = [Rules.Local(e => 1 / e.Output), Rules.Local(e => 0.5 * e.Output)],
    };
}
