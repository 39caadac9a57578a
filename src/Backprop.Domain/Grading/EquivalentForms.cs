using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading;

/// <summary>
/// Contributions by the ways in which operators declare that their derivatives can be written. Where a student's local derivatives are taken at
/// rounded values, either is right.
/// </summary>
internal static class EquivalentForms
{
    private static readonly Dictionary<string, EdgeRule[][]> ByOperator = OperatorCatalog.All.Where(o => o.EquivalentForms.Count > 0).ToDictionary(
        operation => operation.Name,
        operation => operation.EquivalentForms.Select(form => operation.Operands.Select((_, position) => Local(form, position)).ToArray()).ToArray());

    /// <summary>How many forms an operator has at most.</summary>
    public static int Most { get; } = OperatorCatalog.All.Max(o => o.EquivalentForms.Count);

    /// <summary>Writes the contribution of an edge by one form; false where the operator has no such form.</summary>
    public static bool TryContribution(in EdgeView edge, int form, Span<double> changed) =>
        ByOperator.TryGetValue(edge.Place.Operator.Name, out var forms) && form < forms.Length && forms[form][edge.Place.Position](edge, changed);

    private static EdgeRule Local(LocalForm form, int position) =>
        ((ChangedRule.OfEdge)Rules.Local(e => form(position, e.X, e.Other, e.Output))).Rule;
}
