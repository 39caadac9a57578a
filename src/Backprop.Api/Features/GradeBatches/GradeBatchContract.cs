using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.GradeBatches;

/// <summary>The marks of a class.</summary>
/// <param name="Items">The marks, one an answer, in the order of the answers.</param>
/// <param name="Summary">Counts for the class.</param>
internal sealed record GradeBatchContract(IEnumerable<GradedItemContract> Items, ClassReportContract Summary);

/// <summary>The last line of a batch in NDJSON.</summary>
/// <param name="Summary">Counts for the class.</param>
internal sealed record BatchSummaryContract(ClassReportContract Summary);

/// <summary>One answer of a batch after marking. A bad one never fails the rest.</summary>
/// <param name="Id">The client's name for it; absent where it could not be read.</param>
/// <param name="Status">200 where it was marked; 400 where it is no answer; 413 where its line is too long; 422 where marking it would take too much work.</param>
/// <param name="Errors">What is wrong with it; only where it was not marked.</param>
/// <param name="Grade">Its mark.</param>
internal sealed record GradedItemContract(string? Id, int Status, IReadOnlyList<ProblemIssue>? Errors = null, GradeContract? Grade = null)
{
    /// <summary>The result of an item.</summary>
    public static GradedItemContract Of(BatchResult result) => new(
        result.Id, result.Status, Errors: result.Problem is null ? null : [new ProblemIssue("invalid-answer", "#", result.Problem)],
        Grade: result.Problem is null ? GradeContract.Of(result.Grade, result.Incident) : null);
}

/// <summary>What a class got right and wrong.</summary>
/// <param name="Count">Answers that were looked at.</param>
/// <param name="Graded">Of those, the ones that were marked.</param>
/// <param name="Failed">Of those, the ones that were not.</param>
/// <param name="MeanScore">The mean score of the marked ones; only where there are any.</param>
/// <param name="Parts">Counts by part: values first, each in topological order.</param>
/// <param name="Misconceptions">In how many answers each misconception was found, in the order of the catalogue.</param>
internal sealed record ClassReportContract(
    int Count, int Graded, int Failed, double? MeanScore, IReadOnlyList<PartReportContract> Parts,
    IReadOnlyList<MisconceptionCountContract> Misconceptions)
{
    /// <summary>A report.</summary>
    public static ClassReportContract Of(ClassReport report) => new(
        report.Count, report.Graded, Failed: report.Count - report.Graded, MeanScore: report.Graded > 0 ? report.ScoreSum / report.Graded : null,
        Parts: [.. report.Parts.Select(PartReportContract.Of)],
        Misconceptions: [.. report.Misconceptions.Select(found => new MisconceptionCountContract(found.Misconception.Id, found.Misconception.Title, found.Answers))]);
}

/// <summary>Counts of one part.</summary>
/// <param name="Part">Its name, such as <c>gradients.x</c>.</param>
/// <param name="Verdicts">Answers by verdict.</param>
/// <param name="Misconceptions">Answers by misconception, the most frequent first; only where there are any.</param>
internal sealed record PartReportContract(
    string Part, IReadOnlyDictionary<Verdict, int> Verdicts, IReadOnlyDictionary<string, int>? Misconceptions = null)
{
    /// <summary>Counts of one part.</summary>
    public static PartReportContract Of(PartReport part) => new(
        part.Name,
        Verdicts: Enum.GetValues<Verdict>().Where(verdict => part.Verdicts[(int)verdict] > 0).ToDictionary(verdict => verdict, verdict => part.Verdicts[(int)verdict]),
        Misconceptions: part.Misconceptions.Count == 0
            ? null
            : part.Misconceptions.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal));
}

/// <summary>How often a misconception was found.</summary>
/// <param name="Id">The misconception's id: GET /v1/misconceptions lists all.</param>
/// <param name="Title">A short name for people.</param>
/// <param name="Answers">In how many answers it was found.</param>
internal sealed record MisconceptionCountContract(string Id, string Title, int Answers);
