using Backprop.Api.Contracts;
using Backprop.Domain.Networks;
using Backprop.Domain.Training;

namespace Backprop.Api.Features.TrainingRuns;

/// <summary>What training gives.</summary>
/// <param name="History">The start, every so many epochs, and the end, each measured over all examples with the weights of that moment.</param>
/// <param name="Network">The trained network, ready to be sent again: that of the last record.</param>
/// <param name="Loss">Its loss; null where not even the first was finite.</param>
/// <param name="Warnings">Why the run ended early, and what kept layers from learning at the end.</param>
internal sealed record TrainingRunContract(
    IReadOnlyList<EpochContract> History, NetworkContract Network, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Loss,
    IReadOnlyList<WarningContract> Warnings)
{
    /// <summary>A run that has ended.</summary>
    public static TrainingRunContract Of(TrainingResult result) => new(
        [.. result.History.Select(EpochContract.Of)], NetworkContract.Of(result.Network), result.Loss, Warn(result));

    private static List<WarningContract> Warn(TrainingResult result)
    {
        List<WarningContract> warnings = [];
        if (result.Failure is { } failure)
        {
            var kept = result.History.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"The network is the one after epoch {result.History[^1].Epoch}.") : "The network is the one that was sent.";
            var (code, node, what) = failure.Parameter is { } parameter
                ? ("non-finite-weights", parameter, string.Create(CultureInfo.InvariantCulture, $"{parameter} was found not to be finite after epoch {failure.Epoch}, though the loss was {failure.Loss}."))
                : ("non-finite-loss", NetworkExpansion.LossNode, string.Create(CultureInfo.InvariantCulture, $"The loss stopped being finite in epoch {failure.Epoch}: it was {failure.Loss}."));
            warnings.Add(new WarningContract(code, node, Index: null, $"{what} {kept} A smaller learning rate, clipNorm or another initializer may help."));
        }

        return result.History.Count == 0 ? warnings : [.. warnings, .. result.History[^1].Findings.Select(WarningContract.Of)];
    }
}

/// <summary>Where training stood after so many epochs.</summary>
/// <param name="Epoch">Epochs that had passed; 0 for the start.</param>
/// <param name="Loss">The loss over all examples, penalty included.</param>
/// <param name="GradientNorm">The norm of the loss's gradient over all parameters; null where it is not finite.</param>
/// <param name="Accuracy">The share of examples that are classified right; only for classification losses.</param>
/// <param name="Warnings">What kept layers from learning, where anything did.</param>
/// <param name="Network">The network at that moment; only in progress events, where it was asked for.</param>
internal sealed record EpochContract(
    int Epoch, double Loss, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? GradientNorm, double? Accuracy = null,
    IReadOnlyList<WarningContract>? Warnings = null, NetworkContract? Network = null)
{
    /// <summary>A record of the history.</summary>
    public static EpochContract Of(EpochRecord record) => new(
        record.Epoch, record.Loss, GradientNorm: double.IsFinite(record.GradientNorm) ? record.GradientNorm : null, record.Accuracy,
        Warnings: record.Findings.Count == 0 ? null : [.. record.Findings.Select(WarningContract.Of)]);
}
