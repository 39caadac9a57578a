using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.Grades;

/// <summary>PrairieLearn, "External grading": results.json.</summary>
/// <param name="Gradable">Whether there is a mark.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Message">What is said of the answer as a whole.</param>
/// <param name="Output">What the grader printed.</param>
/// <param name="Tests">One test per part, where the level of feedback shows parts.</param>
internal sealed record PrairieLearnResults(bool Gradable, double Score, string Message, string Output, IReadOnlyList<PrairieLearnTest> Tests)
{
    /// <summary>A grade as PrairieLearn takes it.</summary>
    public static PrairieLearnResults Of(Grade grade) => new(
        Gradable: true, grade.Score, Feedback.Summary(grade) ?? "", Output: "",
        [.. PlatformFormat.Shown(grade).Select(part => new PrairieLearnTest(
            PlatformFormat.Cut(part.Name),
            part.Part.Kind == PartKind.Value ? "The value of this node" : "The gradient of the output with respect to this node",
            part.Credit * part.Weight, part.Weight, PlatformFormat.Said(grade, part), Output: ""))]);
}

/// <summary>A part as PrairieLearn shows it.</summary>
/// <param name="Name">The part.</param>
/// <param name="Description">What it asks for.</param>
/// <param name="Points">The points that it earns.</param>
/// <param name="MaxPoints">What it counts.</param>
/// <param name="Message">What the student is told.</param>
/// <param name="Output">What the test printed.</param>
internal sealed record PrairieLearnTest(
    string Name, string Description, double Points, [property: JsonPropertyName("max_points")] double MaxPoints, string Message, string Output);
