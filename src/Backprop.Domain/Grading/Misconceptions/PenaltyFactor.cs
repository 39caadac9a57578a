namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Factor of the regularizer.</summary>
internal static class PenaltyFactor
{
    public static readonly Misconception Declaration = new()
    {
        Id = "penalty-factor",
        Title = "Factor of the regularizer",
        Explanation = "A penalty λ‖w‖² contributes 2λw, and ½λ‖w‖² contributes λw.",
        Message = "Check the factor of the penalty's contribution to {node}.",
        Operators = Penalty.Operators,
        Rules = [Rules.Times(place => Penalty.IsAt(place) ? 0.5 : null), Rules.Times(place => Penalty.IsAt(place) ? 2 : null)],
    };
}
