using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Own operand in place of the other one.</summary>
internal static class ProductOwnOperand
{
    public static readonly Misconception Declaration = new()
    {
        Id = "product-own-operand",
        Title = "Own operand in place of the other one",
        Explanation = "The derivative of a·b with respect to a is b, not a.",
        Message = "The derivative of a product with respect to one factor is the other factor, not that factor itself.",
        Operators = [Arithmetic.Mul],
        Rules = [Rules.Local(e => e.X)],
    };
}
