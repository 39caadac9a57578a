using Backprop.Domain.Operators.Families;
using Backprop.Domain.Operators.Numerics;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Mistakes about the derivative of the sigmoid.</summary>
internal static class SigmoidDerivative
{
    /// <summary>z(1 − z) for the sigmoid.</summary>
    public static readonly Misconception OnPreactivation = new()
    {
        Id = "sigmoid-on-preactivation",
        Title = "z(1 − z) for the sigmoid",
        Explanation = "The derivative of the sigmoid is a(1 − a) for its output a, not for its input z.",
        Message = "The form a(1 − a) uses the sigmoid's output, not its input.",
        Operators = [Activations.Sigmoid],
        Rules = [Rules.Local(e => e.X * (1 - e.X))],
    };

    /// <summary>Sigmoid applied twice.</summary>
    public static readonly Misconception Twice = new()
    {
        Id = "sigmoid-twice",
        Title = "Sigmoid applied twice",
        Explanation = "The sigmoid was applied once more, to the activation, before a(1 − a) was formed.",
        Message = "The activation is already the sigmoid's output: do not apply the sigmoid to it again.",
        Operators = [Activations.Sigmoid],
        Rules = [Rules.Local(e => Sigmoid(e.Output) * (1 - Sigmoid(e.Output)))],
    };

    /// <summary>Half of the sigmoid's derivative.</summary>
    public static readonly Misconception Half = new()
    {
        Id = "sigmoid-half",
        Title = "Half of the sigmoid's derivative",
        Explanation = "The derivative of the sigmoid is the product a(1 − a); one factor is missing.",
        Message = "The sigmoid's derivative is a product of two factors; one of them is missing.",
        Operators = [Activations.Sigmoid],
        Rules = [Rules.Local(e => e.Output), Rules.Local(e => 1 - e.Output)],
    };

    private static double Sigmoid(double x) => SpecialFunctions.Sigmoid(x);
}
