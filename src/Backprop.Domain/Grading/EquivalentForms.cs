using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Operators.Numerics;

namespace Backprop.Domain.Grading;

/// <summary>
/// Derivatives that can be written in terms of a node's operand or of its value: the same number at exact values, and not at rounded ones.
/// Where a student's local derivatives are taken at rounded values, either is right.
/// </summary>
internal static class EquivalentForms
{
    /// <summary>How many forms an operator has at most.</summary>
    public const int Most = 2;

    private static readonly Dictionary<string, EdgeRule[]> ByOperator = new(StringComparer.Ordinal)
    {
        ["sigmoid"] = [Local(e => e.Output * (1 - e.Output)), Local(e => Logistic(e.X) * (1 - Logistic(e.X)))],
        ["tanh"] = [Local(e => 1 - (e.Output * e.Output)), Local(e => 1 - (Math.Tanh(e.X) * Math.Tanh(e.X)))],
        ["exp"] = [Local(e => e.Output), Local(e => Math.Exp(e.X))],
        ["sqrt"] = [Local(e => 0.5 / e.Output), Local(e => 0.5 / Math.Sqrt(e.X))],
        ["reciprocal"] = [Local(e => -e.Output * e.Output), Local(e => -1 / (e.X * e.X))],
        ["div"] = [Local(e => e.Output / e.X, 0, e => -e.Output / e.X), Local(e => 1 / e.Other, 0, e => -e.Other / (e.X * e.X))],
        ["softplus"] = [Local(e => 1 - Math.Exp(-e.Output)), Local(e => Logistic(e.X))],
    };

    /// <summary>Writes the contribution of an edge by one form; false where the operator has no such form.</summary>
    public static bool TryContribution(in EdgeView edge, int form, Span<double> changed) =>
        ByOperator.TryGetValue(edge.Place.Operator.Name, out var forms) && forms[form](edge, changed);

    private static EdgeRule Local(Func<ElementTerms, double> local) => ((ChangedRule.OfEdge)Rules.Local(local)).Rule;

    private static EdgeRule Local(Func<ElementTerms, double> numerator, int position, Func<ElementTerms, double> denominator)
    {
        var first = Local(numerator);
        var second = Local(denominator);
        return (in EdgeView edge, Span<double> changed) => edge.Place.Position == position ? first(edge, changed) : second(edge, changed);
    }

    private static double Logistic(double x) => SpecialFunctions.Sigmoid(x);
}
