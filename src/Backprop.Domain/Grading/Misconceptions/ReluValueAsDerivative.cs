using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>ReLU's value as its derivative.</summary>
internal static class ReluValueAsDerivative
{
    public static readonly Misconception Declaration = new()
    {
        Id = "relu-value-as-derivative",
        Title = "ReLU's value as its derivative",
        Explanation = "The derivative of the ReLU is 1 or 0, not its value.",
        Message = "The derivative of the ReLU is not its value.",
        Operators = [Activations.Relu],
        Rules = [Rules.Local(e => e.Output)],
    };
}
