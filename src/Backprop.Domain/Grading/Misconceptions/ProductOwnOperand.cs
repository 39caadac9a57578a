using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Own operand instead of the other.</summary>
internal static class ProductOwnOperand
{
    public static readonly Misconception Declaration = new()
    {
        Id = "product-own-operand",
        Title = "Own operand instead of the other",
        Explanation = "The derivative of a·b with respect to a is b, not a.",
        Message = "The derivative of a product by one factor is the other factor, not the factor itself.",
        Operators = [Arithmetic.Mul],
        Rules = [Rules.Local(e => e.X)],
    };
}
