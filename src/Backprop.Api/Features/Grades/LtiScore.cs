using Backprop.Domain.Grading;

namespace Backprop.Api.Features.Grades;

/// <summary>LTI Assignment and Grade Services 2.0, "Score publish service": application/vnd.ims.lis.v1.score+json.</summary>
internal sealed record LtiScore
{
    /// <summary>Whose score it is.</summary>
    public required string UserId { get; init; }

    /// <summary>When it was given.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The score.</summary>
    public required double ScoreGiven { get; init; }

    /// <summary>The largest score.</summary>
    public double ScoreMaximum { get; init; } = 1;

    /// <summary>How far the student is.</summary>
    public string ActivityProgress { get; init; } = "Completed";

    /// <summary>How far the grading is.</summary>
    public string GradingProgress { get; init; } = "FullyGraded";

    /// <summary>What the student is told, where the level of feedback has something to say.</summary>
    public string? Comment { get; init; }

    /// <summary>A grade as a score.</summary>
    public static LtiScore Of(Grade grade, string userId, string timestamp) => new()
    {
        UserId = userId,
        Timestamp = timestamp,
        ScoreGiven = grade.Score,
        Comment = PlatformFormat.SaidInAll(grade) is { Length: > 0 } comment ? comment : null,
    };
}
