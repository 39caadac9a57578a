using Backprop.Domain.Grading;

namespace Backprop.Api.Features.Grades;

/// <summary>LTI Assignment and Grade Services 2.0, "Score publish service": application/vnd.ims.lis.v1.score+json.</summary>
/// <param name="UserId">Whose score it is.</param>
/// <param name="Timestamp">When it was given.</param>
/// <param name="ScoreGiven">The score.</param>
/// <param name="ScoreMaximum">The largest score.</param>
/// <param name="ActivityProgress">How far the student is.</param>
/// <param name="GradingProgress">How far the grading is.</param>
/// <param name="Comment">What the student is told, where the level of feedback has something to say.</param>
internal sealed record LtiScore(
    string UserId, string Timestamp, double ScoreGiven, double ScoreMaximum, string ActivityProgress, string GradingProgress, string? Comment = null)
{
    /// <summary>A grade as a score.</summary>
    public static LtiScore Of(Grade grade, string userId, string timestamp) => new(
        userId, timestamp, grade.Score, ScoreMaximum: 1, "Completed", "FullyGraded", PlatformFormat.SaidInAll(grade) is { Length: > 0 } comment ? comment : null);
}
