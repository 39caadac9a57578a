using System.Net;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.Grades;

/// <summary>Moodle CodeRunner, "Combinator-template grading": what the template prints.</summary>
internal sealed record CodeRunnerResults
{
    /// <summary>0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>What is said of the answer as a whole, as markup.</summary>
    [JsonPropertyName("prologuehtml")]
    public string? PrologueHtml { get; init; }

    /// <summary>A table with a row a part under a row of headings, where the level of feedback shows parts: strings, and the numbers 0 and 1 under <c>iscorrect</c>.</summary>
    [JsonPropertyName("testresults")]
    public IReadOnlyList<IReadOnlyList<object>>? TestResults { get; init; }

    /// <summary>How the columns between those of <c>iscorrect</c> are written.</summary>
    [JsonPropertyName("columnformats")]
    public IReadOnlyList<string>? ColumnFormats { get; init; }

    /// <summary>A grade as CodeRunner takes it.</summary>
    public static CodeRunnerResults Of(Grade grade)
    {
        var parts = PlatformFormat.Shown(grade);
        return new()
        {
            Fraction = Math.Clamp(grade.Score, 0, 1),
            PrologueHtml = Feedback.Summary(grade) is { } summary ? "<p>" + WebUtility.HtmlEncode(summary) + "</p>" : null,
            TestResults = parts.Count == 0 ? null : [["iscorrect", "Part", "Mark", "Comment", "iscorrect"], .. parts.Select(part => Row(grade, part))],
            ColumnFormats = parts.Count == 0 ? null : ["%s", "%s", "%s"],
        };
    }

    private static IReadOnlyList<object> Row(Grade grade, MarkedPart part)
    {
        object isCorrect = part.Credit >= 1 ? 1 : 0;
        return
        [
            isCorrect,
            PlatformFormat.Cut(part.Name),
            string.Create(CultureInfo.InvariantCulture, $"{part.Credit * part.Weight:0.##} / {part.Weight:0.##}"),
            PlatformFormat.Said(grade, part),
            isCorrect,
        ];
    }
}
