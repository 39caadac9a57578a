using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Derivative with respect to the denominator.</summary>
internal static class QuotientDenominator
{
    public static readonly Misconception Declaration = new()
    {
        Id = "quotient-denominator",
        Title = "Derivative with respect to the denominator",
        Explanation = "The derivative of a/b with respect to b is −a/b².",
        Message = "Check the derivative of a quotient with respect to its denominator: sign, numerator and square.",
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
