using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Half of the sigmoid's derivative.</summary>
internal static class SigmoidHalf
{
    public static readonly Misconception Declaration = new()
    {
        Id = "sigmoid-half",
        Title = "Half of the sigmoid's derivative",
        Explanation = "The derivative of the sigmoid is the product a(1 − a); one factor is missing.",
        Message = "The sigmoid's derivative is a product of two factors; one of them is missing.",
        Operators = [Activations.Sigmoid],
        Rules = [Rules.Local(e => e.Output), Rules.Local(e => 1 - e.Output)],
    };
}
