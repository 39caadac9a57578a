using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Derivative of the logarithm.</summary>
internal static class LogDerivative
{
    public static readonly Misconception Declaration = new()
    {
        Id = "log-derivative",
        Title = "Derivative of the logarithm",
        Explanation = "The derivative of ln x is 1/x, not ln x and not 1/ln x.",
        Message = "Check the derivative of the logarithm.",
        Operators = [Exponentials.Log],
        Rules = [Rules.Local(e => e.Output), Rules.Local(e => 1 / e.Output)],
    };
}
