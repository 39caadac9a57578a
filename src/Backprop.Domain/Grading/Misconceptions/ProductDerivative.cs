using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Mistakes about the derivative of a product.</summary>
internal static class ProductDerivative
{
    /// <summary>Own operand in place of the other one.</summary>
    public static readonly Misconception OwnOperand = new()
    {
        Id = "product-own-operand",
        Title = "Own operand in place of the other one",
        Explanation = "The derivative of a·b with respect to a is b, not a.",
        Message = "The derivative of a product with respect to one factor is the other factor, not that factor itself.",
        Operators = [Arithmetic.Mul],
        Rules = [Rules.Local(e => e.X)],
    };

    /// <summary>The product itself as its derivative.</summary>
    public static readonly Misconception ByOutput = new()
    {
        Id = "product-by-output",
        Title = "The product itself as its derivative",
        Explanation = "The derivative of a·b with respect to a is b, not the product.",
        Message = "The upstream gradient was multiplied by the product itself; multiply it by the other factor.",
        Operators = [Arithmetic.Mul],
        Rules = [Rules.Local(e => e.Output)],
    };
}
