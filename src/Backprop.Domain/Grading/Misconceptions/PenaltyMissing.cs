namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Regularizer left out.</summary>
internal static class PenaltyMissing
{
    public static readonly Misconception Declaration = new()
    {
        Id = "penalty-missing",
        Title = "Regularizer left out",
        Explanation = "A weight on which a penalty also depends gets a second contribution from it.",
        Message = "{node} is also penalised, and the penalty's contribution is missing.",
        Operators = Penalty.Operators,
        Refines = [PathForgotten.Declaration, PathOverwritten.Declaration],
        Rules = [Rules.Times(place => Penalty.IsAt(place) ? 0 : null)],
    };
}
