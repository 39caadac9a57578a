using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Sign of the reciprocal's derivative.</summary>
internal static class ReciprocalSign
{
    public static readonly Misconception Declaration = new()
    {
        Id = "reciprocal-sign",
        Title = "Sign of the reciprocal's derivative",
        Explanation = "The derivative of 1/x is −1/x².",
        Message = "The reciprocal falls as its operand grows, so its derivative is negative.",
        Operators = [Arithmetic.Reciprocal],
        Refines = [SignFlipped.Declaration],
        Rules = [Rules.Local(e => 1 / (e.X * e.X))],
    };
}
