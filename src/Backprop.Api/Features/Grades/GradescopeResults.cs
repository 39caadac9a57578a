using Backprop.Domain.Grading;

namespace Backprop.Api.Features.Grades;

/// <summary>Gradescope, "Autograder Specifications": results.json.</summary>
internal sealed record GradescopeResults
{
    /// <summary>The points in all; only where not every part has a test of its own, for Gradescope sums those.</summary>
    public double? Score { get; init; }

    /// <summary>What is said of the answer as a whole.</summary>
    public required string Output { get; init; }

    /// <summary>How that is written.</summary>
    [JsonPropertyName("output_format")]
    public string OutputFormat { get; init; } = "text";

    /// <summary>When students see it.</summary>
    public string Visibility { get; init; } = "visible";

    /// <summary>When students see what the autograder printed.</summary>
    [JsonPropertyName("stdout_visibility")]
    public string StdoutVisibility { get; init; } = "hidden";

    /// <summary>A test a part; one for all where the level of feedback shows no parts.</summary>
    public required IReadOnlyList<GradescopeTest> Tests { get; init; }

    /// <summary>A grade as Gradescope takes it.</summary>
    public static GradescopeResults Of(Grade grade)
    {
        var parts = PlatformFormat.Shown(grade);
        var weight = grade.Parts.Sum(part => part.Weight);
        return new()
        {
            Score = parts.Count < grade.Parts.Count ? grade.Score * weight : null,
            Output = Feedback.Summary(grade) ?? "",
            Tests = parts.Count == 0
                ? [new() { Name = "Answer", Score = grade.Score * weight, MaxScore = weight }]
                : [.. parts.Select(part => GradescopeTest.Of(grade, part))],
        };
    }
}

/// <summary>A part as Gradescope shows it.</summary>
internal sealed record GradescopeTest
{
    /// <summary>The part.</summary>
    public required string Name { get; init; }

    /// <summary>How its name is written.</summary>
    [JsonPropertyName("name_format")]
    public string? NameFormat { get; init; }

    /// <summary>The points that it earns.</summary>
    public required double Score { get; init; }

    /// <summary>What it counts.</summary>
    [JsonPropertyName("max_score")]
    public required double MaxScore { get; init; }

    /// <summary><c>passed</c> or <c>failed</c>.</summary>
    public string? Status { get; init; }

    /// <summary>What the student is told.</summary>
    public string? Output { get; init; }

    /// <summary>How that is written.</summary>
    [JsonPropertyName("output_format")]
    public string? OutputFormat { get; init; }

    /// <summary>When students see it.</summary>
    public string Visibility { get; init; } = "visible";

    /// <summary>A part as Gradescope shows it.</summary>
    public static GradescopeTest Of(Grade grade, MarkedPart part) => new()
    {
        Name = PlatformFormat.Cut(part.Name),
        NameFormat = "text",
        Score = part.Credit * part.Weight,
        MaxScore = part.Weight,
        Status = part.Credit >= 1 ? "passed" : "failed",
        Output = PlatformFormat.Said(grade, part),
        OutputFormat = "text",
    };
}
