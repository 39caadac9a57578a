using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.ExerciseAnalyses;

/// <summary>What an exercise shows and hides.</summary>
internal sealed record ExerciseAnalysisContract
{
    /// <summary>Whether every place was looked at; false for exercises over the limit on work.</summary>
    public required bool Complete { get; init; }

    /// <summary>Every misconception that can happen here, in the order of the catalogue.</summary>
    public required IReadOnlyList<VisibilityContract> Misconceptions { get; init; }

    /// <summary>The ids of those that can be seen nowhere.</summary>
    public required IReadOnlyList<string> Invisible { get; init; }

    /// <summary>Misconceptions that cannot be told apart.</summary>
    public required IReadOnlyList<ConfusionContract> Indistinguishable { get; init; }

    /// <summary>Saturation, cancellation, dead nodes and kinks.</summary>
    public required IReadOnlyList<WarningContract> Warnings { get; init; }

    /// <summary>Nearby inputs that show more, ready to be sent; only where some were found and needed.</summary>
    public IReadOnlyDictionary<string, WireTensor>? SuggestedInputs { get; init; }

    /// <summary>An analysis.</summary>
    public static ExerciseAnalysisContract Of(ExerciseAnalysis analysis) => new()
    {
        Complete = analysis.Complete,
        Misconceptions = [.. analysis.Misconceptions.Select(seen => new VisibilityContract { Id = seen.Misconception.Id, Places = seen.Places, Visible = seen.Visible, Hidden = seen.Hidden })],
        Invisible = [.. analysis.Misconceptions.Where(seen => seen.Visible == 0).Select(seen => seen.Misconception.Id)],
        Indistinguishable = [.. analysis.Confusions.Select(confusion => new ConfusionContract { Misconceptions = confusion.Misconceptions, Parts = confusion.Parts })],
        Warnings = [.. analysis.Warnings.Select(warning => new WarningContract { Code = warning.Code, Node = warning.Node, Detail = warning.Detail })],
        SuggestedInputs = analysis.SuggestedInputs?.ToDictionary(input => input.Key, input => new WireTensor(input.Value, null), StringComparer.Ordinal),
    };
}

/// <summary>How well an exercise shows one misconception.</summary>
internal sealed record VisibilityContract
{
    /// <summary>The misconception's id: GET /v1/misconceptions lists all.</summary>
    public required string Id { get; init; }

    /// <summary>In how many ways it can happen here.</summary>
    public required int Places { get; init; }

    /// <summary>In how many of them the answer differs from the key.</summary>
    public required int Visible { get; init; }

    /// <summary>The edges or nodes at which it cannot be seen.</summary>
    public required IReadOnlyList<string> Hidden { get; init; }
}

/// <summary>Misconceptions that give the same numbers.</summary>
internal sealed record ConfusionContract
{
    /// <summary>Two or more, by id.</summary>
    public required IReadOnlyList<string> Misconceptions { get; init; }

    /// <summary>The parts that they give the same numbers for.</summary>
    public required IReadOnlyList<string> Parts { get; init; }
}
