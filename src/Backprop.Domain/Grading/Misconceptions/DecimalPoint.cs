namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Decimal point misplaced.</summary>
internal static class DecimalPoint
{
    public static readonly Misconception Declaration = new()
    {
        Id = "decimal-point",
        Title = "Decimal point misplaced",
        Explanation = "The digits are right, but the decimal point is not.",
        Message = "The digits are right; check the decimal point.",
        Rules = [new ChangedRule.OfAnswer(AnswerRelation.PowerOfTen)],
    };
}
