using Backprop.Domain.Exercises;

namespace Backprop.Domain.Grading;

/// <summary>What a student is told, in words. Nothing here holds a number of the key: names, and what to look at.</summary>
public static class Feedback
{
    /// <summary>What is said of a part at a level of feedback; null where nothing is.</summary>
    public static string? Message(Exercise exercise, MarkedPart part) => part.Finding switch
    {
        _ when exercise.Policy.Feedback == FeedbackLevel.Score => null,
        Finding.Invalid invalid => invalid.Detail,
        Finding.Missing => "Nothing was answered here.",
        _ when exercise.Policy.Feedback < FeedbackLevel.Diagnosis => null,
        Finding.CorrectSubgradient => "This node sits on a kink; this is one of the gradients that are right there.",
        Finding.FollowsThrough => "Right for the numbers that you carried to this step; what is wrong comes earlier.",
        Finding.Diagnosed diagnosed => Message(diagnosed, exercise.Graph[part.Part.Node].Id),
        Finding.Coincidence => Finding.Coincidence.Detail,
        Finding.Incorrect => "This does not follow from your earlier steps.",
        _ => null,
    };

    /// <summary>What is said of an answer as a whole; null where nothing is.</summary>
    public static string? Summary(Grade grade) =>
        grade.Exercise.Policy.Feedback == FeedbackLevel.Score ? null
        : grade.Parts.Count == 0 ? "There is nothing to mark here."
        : grade.Parts.All(p => p.IsRight) ? "Everything is right."
        : grade.Blame.Count == 0 ? "Everything that could be read is right; something is missing or could not be read."
        : FirstWrongStep(grade) is { } first ? $"Look at {first} first: what comes before it is right."
        : "Not everything is right yet.";

    /// <summary>The first wrong step where the level allows to name it, else null.</summary>
    public static string? FirstWrongStep(Grade grade) =>
        grade.Exercise.Policy.Feedback >= FeedbackLevel.FirstWrongStep && grade.Blame.Count > 0 ? grade.Blame[0].Name : null;

    /// <summary>A misconception's message, for the place where it happened.</summary>
    public static string Message(Diagnosis diagnosis, string node) => diagnosis.Misconception.Message
        .Replace("{consumer}", diagnosis.Consumer?.Id ?? "the next node", StringComparison.Ordinal)
        .Replace("{operator}", diagnosis.Consumer?.Operator.Name ?? "the next operator", StringComparison.Ordinal)
        .Replace("{node}", node, StringComparison.Ordinal);

    private static string Message(Finding.Diagnosed part, string node)
    {
        var said = part.Diagnoses
            .Where(d => d == part.Diagnoses[0] || !part.Diagnoses[0].Misconception.Covers(d.Misconception))
            .DistinctBy(d => d.Misconception.Id)
            .Select(d => Message(d, node))
            .ToList();
        var scope = part.Diagnoses[0].Scope == MistakeScope.Systematic && said.Count == 1 ? " The same mistake appears everywhere it could." : "";
        return said.Count == 1 ? said[0] + scope : "Several mistakes lead to this: " + string.Join(" Or: ", said);
    }
}
