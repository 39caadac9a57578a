using Backprop.Domain.Grading;

namespace Backprop.Api.Features.Grades;

/// <summary>Gradescope, "Autograder Specifications": results.json.</summary>
/// <param name="Score">The points in all; only where not every part has a test of its own, for Gradescope sums those.</param>
/// <param name="Output">What is said of the answer as a whole.</param>
/// <param name="OutputFormat">How that is written.</param>
/// <param name="Visibility">When students see it.</param>
/// <param name="StdoutVisibility">When students see what the autograder printed.</param>
/// <param name="Tests">One test per part; one for all where the level of feedback shows no parts.</param>
internal sealed record GradescopeResults(
    double? Score, string Output, [property: JsonPropertyName("output_format")] string OutputFormat, string Visibility,
    [property: JsonPropertyName("stdout_visibility")] string StdoutVisibility, IReadOnlyList<GradescopeTest> Tests)
{
    /// <summary>A grade as Gradescope takes it.</summary>
    public static GradescopeResults Of(Grade grade)
    {
        var parts = PlatformFormat.Shown(grade);
        var weight = grade.Parts.Sum(part => part.Weight);
        return new(
            Score: parts.Count < grade.Parts.Count ? grade.Score * weight : null, Feedback.Summary(grade) ?? "", "text", "visible", "hidden",
            parts.Count == 0
                ? [new("Answer", NameFormat: null, grade.Score * weight, weight, Status: null, Output: null, OutputFormat: null, "visible")]
                : [.. parts.Select(part => GradescopeTest.Of(grade, part))]);
    }
}

/// <summary>A part as Gradescope shows it.</summary>
/// <param name="Name">The part.</param>
/// <param name="NameFormat">How its name is written.</param>
/// <param name="Score">The points that it earns.</param>
/// <param name="MaxScore">What it counts.</param>
/// <param name="Status"><c>passed</c> or <c>failed</c>.</param>
/// <param name="Output">What the student is told.</param>
/// <param name="OutputFormat">How that is written.</param>
/// <param name="Visibility">When students see it.</param>
internal sealed record GradescopeTest(
    string Name, [property: JsonPropertyName("name_format")] string? NameFormat, double Score,
    [property: JsonPropertyName("max_score")] double MaxScore, string? Status, string? Output,
    [property: JsonPropertyName("output_format")] string? OutputFormat, string Visibility)
{
    /// <summary>A part as Gradescope shows it.</summary>
    public static GradescopeTest Of(Grade grade, MarkedPart part) => new(
        PlatformFormat.Cut(part.Name), "text", part.Credit * part.Weight, part.Weight, part.Credit >= 1 ? "passed" : "failed",
        PlatformFormat.Said(grade, part), "text", "visible");
}
