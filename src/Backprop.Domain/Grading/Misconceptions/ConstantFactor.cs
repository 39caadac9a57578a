namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Right up to a factor.</summary>
internal static class ConstantFactor
{
    public static readonly Misconception Declaration = new()
    {
        Id = "constant-factor",
        Title = "Right up to a factor",
        Explanation = "All wrong entries are the right ones times the same factor: a constant was lost, or counted twice, before all of them.",
        Message = "The wrong entries are all off by the same factor.",
        Rules = [new ChangedRule.OfAnswer(AnswerRelation.ConstantFactor)],
    };
}
