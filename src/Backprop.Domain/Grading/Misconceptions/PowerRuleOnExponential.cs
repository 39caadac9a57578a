using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Power rule on an exponential.</summary>
internal static class PowerRuleOnExponential
{
    public static readonly Misconception Declaration = new()
    {
        Id = "power-rule-on-exp",
        Title = "Power rule on an exponential",
        Explanation = "The derivative of eˣ is eˣ; the power rule is for a variable base, not for a variable exponent.",
        Message = "The power rule does not hold where the variable is the exponent.",
        Operators = [Exponentials.Exp, Arithmetic.Pow],
        Rules =
        [
            Rules.LocalAt(Exponentials.Exp, 0, e => e.X * Math.Pow(Math.E, e.X - 1)),
            Rules.LocalAt(Arithmetic.Pow, 1, e => e.X * Math.Pow(e.Other, e.X - 1)),
        ],
    };
}
