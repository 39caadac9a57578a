using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.Grades;

/// <summary>PrairieLearn, "External grading": results.json.</summary>
internal sealed record PrairieLearnResults
{
    /// <summary>Whether there is a mark.</summary>
    public required bool Gradable { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>What is said of the answer as a whole.</summary>
    public required string Message { get; init; }

    /// <summary>What the grader printed.</summary>
    public string Output { get; init; } = "";

    /// <summary>A test a part, where the level of feedback shows parts.</summary>
    public required IReadOnlyList<PrairieLearnTest> Tests { get; init; }

    /// <summary>A grade as PrairieLearn takes it.</summary>
    public static PrairieLearnResults Of(Grade grade) => new()
    {
        Gradable = true,
        Score = grade.Score,
        Message = Feedback.Summary(grade) ?? "",
        Tests = [.. PlatformFormat.Shown(grade).Select(part => new PrairieLearnTest
        {
            Name = PlatformFormat.Cut(part.Name),
            Description = part.Part.Kind == PartKind.Value ? "The value of this node" : "The gradient of the output with respect to this node",
            Points = part.Credit * part.Weight,
            MaxPoints = part.Weight,
            Message = PlatformFormat.Said(grade, part),
        })],
    };
}

/// <summary>A part as PrairieLearn shows it.</summary>
internal sealed record PrairieLearnTest
{
    /// <summary>The part.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks for.</summary>
    public required string Description { get; init; }

    /// <summary>The points that it earns.</summary>
    public required double Points { get; init; }

    /// <summary>What it counts.</summary>
    [JsonPropertyName("max_points")]
    public required double MaxPoints { get; init; }

    /// <summary>What the student is told.</summary>
    public required string Message { get; init; }

    /// <summary>What the test printed.</summary>
    public string Output { get; init; } = "";
}
