using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.ExerciseAnalyses;

/// <summary>What an exercise shows and hides.</summary>
/// <param name="Complete">Whether every place was looked at; false for exercises over the limit on work.</param>
/// <param name="Misconceptions">Every misconception that can happen here, in the order of the catalogue.</param>
/// <param name="Invisible">The ids of those that can be seen nowhere.</param>
/// <param name="Indistinguishable">Misconceptions that cannot be told apart.</param>
/// <param name="Warnings">Saturation, cancellation, dead nodes and kinks.</param>
/// <param name="SuggestedInputs">Nearby inputs that show more, ready to be sent; only where some were found and needed.</param>
internal sealed record ExerciseAnalysisContract(
    bool Complete, IReadOnlyList<VisibilityContract> Misconceptions, IReadOnlyList<string> Invisible,
    IReadOnlyList<ConfusionContract> Indistinguishable, IReadOnlyList<WarningContract> Warnings,
    IReadOnlyDictionary<string, WireTensor>? SuggestedInputs = null)
{
    /// <summary>An analysis.</summary>
    public static ExerciseAnalysisContract Of(ExerciseAnalysis analysis) => new(
        analysis.Complete,
        Misconceptions: [.. analysis.Misconceptions.Select(seen => new VisibilityContract(seen.Misconception.Id, seen.Places, seen.Visible, seen.Hidden))],
        Invisible: [.. analysis.Misconceptions.Where(seen => seen.Visible == 0).Select(seen => seen.Misconception.Id)],
        Indistinguishable: [.. analysis.Confusions.Select(confusion => new ConfusionContract(confusion.Misconceptions, confusion.Parts))],
        Warnings: [.. analysis.Warnings.Select(warning => new WarningContract(warning.Code, warning.Node, Index: null, warning.Detail))],
        SuggestedInputs: analysis.SuggestedInputs?.ToDictionary(input => input.Key, input => new WireTensor(input.Value, null), StringComparer.Ordinal));
}

/// <summary>How well an exercise shows one misconception.</summary>
/// <param name="Id">The misconception's id: GET /v1/misconceptions lists all.</param>
/// <param name="Places">In how many ways it can happen here.</param>
/// <param name="Visible">In how many of them the answer differs from the key.</param>
/// <param name="Hidden">The edges or nodes at which it cannot be seen.</param>
internal sealed record VisibilityContract(string Id, int Places, int Visible, IReadOnlyList<string> Hidden);

/// <summary>Misconceptions that give the same numbers.</summary>
/// <param name="Misconceptions">Two or more, by id.</param>
/// <param name="Parts">The parts that they give the same numbers for.</param>
internal sealed record ConfusionContract(IReadOnlyList<string> Misconceptions, IReadOnlyList<string> Parts);
