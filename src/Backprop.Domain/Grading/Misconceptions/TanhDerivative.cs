using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Derivative of tanh.</summary>
internal static class TanhDerivative
{
    public static readonly Misconception Declaration = new()
    {
        Id = "tanh-derivative",
        Title = "Derivative of tanh",
        Explanation = "The derivative of tanh is 1 − a² with its output a: not with its input, not with tanh(a), not without the square.",
        Message = "Look at the derivative of tanh: which quantity is squared?",
        Operators = [Trigonometry.Tanh],
        Rules = [Rules.Local(e => 1 - (e.X * e.X)), Rules.Local(e => 1 - (Math.Tanh(e.Output) * Math.Tanh(e.Output))), Rules.Local(e => 1 - e.Output)],
    };
}
