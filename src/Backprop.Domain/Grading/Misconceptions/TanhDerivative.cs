using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Derivative of tanh.</summary>
internal static class TanhDerivative
{
    public static readonly Misconception Declaration = new()
    {
        Id = "tanh-derivative",
        Title = "Derivative of tanh",
        Explanation = "The derivative of tanh is 1 − a² for its output a: not for its input, not for tanh(a), and not without the square.",
        Message = "Check the derivative of tanh: which quantity is squared?",
        Operators = [Trigonometry.Tanh],
        Rules = [Rules.Local(e => 1 - (e.X * e.X)), Rules.Local(e => 1 - (Math.Tanh(e.Output) * Math.Tanh(e.Output))), Rules.Local(e => 1 - e.Output)],
    };
}
