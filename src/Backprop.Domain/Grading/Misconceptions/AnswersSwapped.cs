namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Two answers exchanged.</summary>
internal static class AnswersSwapped
{
    public static readonly Misconception Declaration = new()
    {
        Id = "answers-swapped",
        Title = "Two answers exchanged",
        Explanation = "Two parts hold each other's numbers.",
        Message = "The answers for {node} and another node are exchanged.",
        Rules = [new ChangedRule.OfAnswer(AnswerRelation.Swapped)],
    };
}
