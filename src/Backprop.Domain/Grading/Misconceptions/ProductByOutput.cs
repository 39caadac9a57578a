using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>The product itself as its derivative.</summary>
internal static class ProductByOutput
{
    public static readonly Misconception Declaration = new()
    {
        Id = "product-by-output",
        Title = "The product itself as its derivative",
        Explanation = "The derivative of a·b with respect to a is b, not the product.",
        Message = "The upstream gradient was multiplied by the product itself; multiply it by the other factor.",
        Operators = [Arithmetic.Mul],
        Rules = [Rules.Local(e => e.Output)],
    };
}
