using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>z(1 − z) for the sigmoid.</summary>
internal static class SigmoidOnPreactivation
{
    public static readonly Misconception Declaration = new()
    {
        Id = "sigmoid-on-preactivation",
        Title = "z(1 − z) for the sigmoid",
        Explanation = "The derivative of the sigmoid is a(1 − a) for its output a, not for its input z.",
        Message = "The form a(1 − a) uses the sigmoid's output, not its input.",
        Operators = [Activations.Sigmoid],
        Rules = [Rules.Local(e => e.X * (1 - e.X))],
    };
}
