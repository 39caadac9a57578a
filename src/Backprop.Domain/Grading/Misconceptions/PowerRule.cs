using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Power rule.</summary>
internal static class PowerRule
{
    public static readonly Misconception Declaration = new()
    {
        Id = "power-rule",
        Title = "Power rule",
        Explanation = "The derivative of xⁿ is n·xⁿ⁻¹: it takes both the factor n and the lowered exponent.",
        Message = "Check the power rule: the exponent comes down as a factor, and the exponent that stays is lowered by one.",
        Operators = [Arithmetic.Pow, Arithmetic.Square],
        Rules =
        [
            .. Power((e, n) => n * Math.Pow(e.X, n)),
            .. Power((e, n) => Math.Pow(e.X, n - 1)),
            .. Power((e, n) => (n - 1) * Math.Pow(e.X, n)),
        ],
    };

    private static ChangedRule[] Power(Func<ElementTerms, double, double> local) =>
    [
        Rules.LocalAt(Arithmetic.Pow, 0, e => local(e, e.Other)),
        Rules.LocalAt(Arithmetic.Square, 0, e => local(e, 2)),
    ];
}
