using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.GradeBatches;

/// <summary>The marks of a class.</summary>
internal sealed record GradeBatchContract
{
    /// <summary>The marks, one an answer, in the order of the answers.</summary>
    public required IEnumerable<GradedItemContract> Items { get; init; }

    /// <summary>Counts for the class.</summary>
    public required ClassReportContract Summary { get; init; }
}

/// <summary>The last line of a batch in NDJSON.</summary>
internal sealed record BatchSummaryContract
{
    /// <summary>Counts for the class.</summary>
    public required ClassReportContract Summary { get; init; }
}

/// <summary>One answer of a batch after marking. A bad one never fails the rest.</summary>
internal sealed record GradedItemContract
{
    /// <summary>The client's name for it; absent where it could not be read.</summary>
    public string? Id { get; init; }

    /// <summary>200 where it was marked; 400 where it is no answer; 413 where its line is too long.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong with it; only where it was not marked.</summary>
    public IReadOnlyList<ProblemIssue>? Errors { get; init; }

    /// <summary>Its mark.</summary>
    public GradeContract? Grade { get; init; }

    /// <summary>The result of an item.</summary>
    public static GradedItemContract Of(BatchResult result) => new()
    {
        Id = result.Id,
        Status = result.Status,
        Errors = result.Problem is null ? null : [new ProblemIssue("invalid-answer", "#", result.Problem)],
        Grade = result.Problem is null ? GradeContract.Of(result.Grade, result.Incident) : null,
    };
}

/// <summary>What a class got right and wrong.</summary>
internal sealed record ClassReportContract
{
    /// <summary>Answers that were looked at.</summary>
    public required int Count { get; init; }

    /// <summary>Of those, the ones that were marked.</summary>
    public required int Graded { get; init; }

    /// <summary>Of those, the ones that were not.</summary>
    public required int Failed { get; init; }

    /// <summary>The mean score of the marked ones; only where there are any.</summary>
    public double? MeanScore { get; init; }

    /// <summary>Counts by part: values first, each in topological order.</summary>
    public required IReadOnlyList<PartReportContract> Parts { get; init; }

    /// <summary>In how many answers each misconception was found, in the order of the catalogue.</summary>
    public required IReadOnlyList<MisconceptionCountContract> Misconceptions { get; init; }

    /// <summary>A report.</summary>
    public static ClassReportContract Of(ClassReport report) => new()
    {
        Count = report.Count,
        Graded = report.Graded,
        Failed = report.Count - report.Graded,
        MeanScore = report.Graded > 0 ? report.ScoreSum / report.Graded : null,
        Parts = [.. report.Parts.Select(PartReportContract.Of)],
        Misconceptions = [.. report.Misconceptions.Select(found => new MisconceptionCountContract { Id = found.Misconception.Id, Title = found.Misconception.Title, Answers = found.Answers })],
    };
}

/// <summary>Counts of one part.</summary>
internal sealed record PartReportContract
{
    /// <summary>Its name, such as <c>gradients.x</c>.</summary>
    public required string Part { get; init; }

    /// <summary>Answers by verdict.</summary>
    public required IReadOnlyDictionary<Verdict, int> Verdicts { get; init; }

    /// <summary>Answers by misconception, the most frequent first; only where there are any.</summary>
    public IReadOnlyDictionary<string, int>? Misconceptions { get; init; }

    /// <summary>Counts of one part.</summary>
    public static PartReportContract Of(PartReport part) => new()
    {
        Part = part.Name,
        Verdicts = Enum.GetValues<Verdict>().Where(verdict => part.Verdicts[(int)verdict] > 0).ToDictionary(verdict => verdict, verdict => part.Verdicts[(int)verdict]),
        Misconceptions = part.Misconceptions.Count == 0
            ? null
            : part.Misconceptions.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
    };
}

/// <summary>How often a misconception was found.</summary>
internal sealed record MisconceptionCountContract
{
    /// <summary>The misconception's id: GET /v1/misconceptions lists all.</summary>
    public required string Id { get; init; }

    /// <summary>A short name for people.</summary>
    public required string Title { get; init; }

    /// <summary>In how many answers it was found.</summary>
    public required int Answers { get; init; }
}
