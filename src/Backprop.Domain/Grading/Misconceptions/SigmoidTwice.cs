using Backprop.Domain.Operators.Families;
using Backprop.Domain.Operators.Numerics;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Sigmoid applied twice.</summary>
internal static class SigmoidTwice
{
    public static readonly Misconception Declaration = new()
    {
        Id = "sigmoid-twice",
        Title = "Sigmoid applied twice",
        Explanation = "The sigmoid was applied once more, to the activation, before a(1 − a) was formed.",
        Message = "The activation is already the sigmoid's output: do not apply the sigmoid to it again.",
        Operators = [Activations.Sigmoid],
        Rules = [Rules.Local(e => Sigmoid(e.Output) * (1 - Sigmoid(e.Output)))],
    };

    private static double Sigmoid(double x) => SpecialFunctions.Sigmoid(x);
}
