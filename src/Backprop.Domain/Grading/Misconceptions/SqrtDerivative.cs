using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Derivative of the square root.</summary>
internal static class SqrtDerivative
{
    public static readonly Misconception Declaration = new()
    {
        Id = "sqrt-derivative",
        Title = "Derivative of the square root",
        Explanation = "The derivative of √x is 1/(2√x).",
        Message = "Check the derivative of the square root: it has a factor of one half, and the root stands in the denominator.",
        Operators = [Exponentials.Sqrt],
        Rules = [Rules.Local(e => 1 / e.Output), Rules.Local(e => 0.5 * e.Output)],
    };
}
