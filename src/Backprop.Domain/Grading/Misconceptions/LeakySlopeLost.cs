using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Leaky slope lost.</summary>
internal static class LeakySlopeLost
{
    public static readonly Misconception Declaration = new()
    {
        Id = "leaky-slope-lost",
        Title = "Leaky slope lost",
        Explanation = "Where its input is negative, the leaky ReLU passes on the gradient times its slope; it does not stop it.",
        Message = "On the negative side, {operator} still has a slope.",
        Operators = [Activations.LeakyRelu, Activations.Elu, Activations.Selu],
        Rules = [Rules.Local(e => e.X > 0 ? e.Local : 0)],
    };
}
