namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Two answers swapped.</summary>
internal static class AnswersSwapped
{
    public static readonly Misconception Declaration = new()
    {
        Id = "answers-swapped",
        Title = "Two answers swapped",
        Explanation = "Each of two parts holds the other's numbers.",
        Message = "The answers for {node} and another node are swapped.",
        Rules = [new ChangedRule.OfAnswer(AnswerRelation.Swapped)],
    };
}
