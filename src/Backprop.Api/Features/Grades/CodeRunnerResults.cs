using System.Net;
using Backprop.Api.Json;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.Grades;

/// <summary>Moodle CodeRunner, "Combinator-template grading": what the template prints.</summary>
/// <param name="Fraction">0 to 1.</param>
/// <param name="PrologueHtml">What is said of the answer as a whole, as markup.</param>
/// <param name="TestResults">A table of one row per part under a row of headings, where the level of feedback shows parts: strings, and the numbers 0 and 1 under <c>iscorrect</c>.</param>
/// <param name="ColumnFormats">How the columns between those of <c>iscorrect</c> are written.</param>
internal sealed record CodeRunnerResults(
    double Fraction, [property: JsonPropertyName("prologuehtml")] string? PrologueHtml = null,
    [property: Component("CodeRunnerRow"), JsonPropertyName("testresults")] IReadOnlyList<IReadOnlyList<object>>? TestResults = null,
    [property: JsonPropertyName("columnformats")] IReadOnlyList<string>? ColumnFormats = null)
{
    /// <summary>A grade as CodeRunner takes it.</summary>
    public static CodeRunnerResults Of(Grade grade)
    {
        var parts = PlatformFormat.Shown(grade);
        return new(
            Math.Clamp(grade.Score, 0, 1),
            PrologueHtml: Feedback.Summary(grade) is { } summary ? "<p>" + WebUtility.HtmlEncode(summary) + "</p>" : null,
            TestResults: parts.Count == 0 ? null : [["iscorrect", "Part", "Mark", "Comment", "iscorrect"], .. parts.Select(part => Row(grade, part))],
            ColumnFormats: parts.Count == 0 ? null : ["%s", "%s", "%s"]);
    }

    private static IReadOnlyList<object> Row(Grade grade, MarkedPart part)
    {
        object isCorrect = part.Credit >= 1 ? 1 : 0;
        var mark = string.Create(CultureInfo.InvariantCulture, $"{part.Credit * part.Weight:0.##} / {part.Weight:0.##}");
        return [isCorrect, PlatformFormat.Cut(part.Name), mark, PlatformFormat.Said(grade, part), isCorrect];
    }
}
