using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Derivative by the denominator.</summary>
internal static class QuotientDenominator
{
    public static readonly Misconception Declaration = new()
    {
        Id = "quotient-denominator",
        Title = "Derivative by the denominator",
        Explanation = "The derivative of a/b with respect to b is −a/b².",
        Message = "Look at the derivative of a quotient by its denominator: sign, numerator and square.",
        Operators = [Arithmetic.Div],
        Refines = [SignFlipped.Declaration, LocalSkipped.Declaration],
        Rules =
        [
            Rules.LocalAt(Arithmetic.Div, 1, e => e.Other / (e.X * e.X)),
            Rules.LocalAt(Arithmetic.Div, 1, e => 1 / e.X),
            Rules.LocalAt(Arithmetic.Div, 1, e => -e.Other / e.X),
            Rules.LocalAt(Arithmetic.Div, 1, e => -1 / (e.X * e.X)),
        ],
    };
}
