namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Relations between answers and the key that no rule of one node explains.</summary>
internal static class AnswerRelations
{
    /// <summary>Two answers swapped.</summary>
    public static readonly Misconception Swapped = new()
    {
        Id = "answers-swapped",
        Title = "Two answers swapped",
        Explanation = "Each of two parts holds the other's numbers.",
        Message = "The answers for {node} and another node are swapped.",
        Rules = [new ChangedRule.OfAnswer(AnswerRelation.Swapped)],
    };

    /// <summary>Right up to a factor.</summary>
    public static readonly Misconception ConstantFactor = new()
    {
        Id = "constant-factor",
        Title = "Right up to a factor",
        Explanation = "All wrong entries are the right ones times the same factor: a constant was lost, or counted twice, before all of them.",
        Message = "The wrong entries are all off by the same factor.",
        Rules = [new ChangedRule.OfAnswer(AnswerRelation.ConstantFactor)],
    };

    /// <summary>Decimal point misplaced.</summary>
    public static readonly Misconception DecimalPoint = new()
    {
        Id = "decimal-point",
        Title = "Decimal point misplaced",
        Explanation = "The digits are right, but the decimal point is not.",
        Message = "The digits are right; check the decimal point.",
        Rules = [new ChangedRule.OfAnswer(AnswerRelation.PowerOfTen)],
    };
}
