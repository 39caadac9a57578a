using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Factor of the squared error.</summary>
internal static class LossFactor
{
    public static readonly Misconception Declaration = new()
    {
        Id = "loss-factor",
        Title = "Factor of the squared error",
        Explanation = "The square brings down a factor of two, which a loss with a half in front cancels.",
        Message = "Check the factor that the square brings down, and whether the loss has a half in front that cancels it.",
        Operators = [.. OperatorCatalog.All.Where(o => o.Loss is { IsSquare: true }), Reductions.ReduceSumSquare],
        Rules = [Rules.Times(place => IsOfPenalty(place) ? null : 0.5), Rules.Times(place => IsOfPenalty(place) ? null : 2)],
    };

    private static bool IsOfPenalty(EdgePlace place) => place.Operator.Loss is null && Penalty.IsAt(place);
}
