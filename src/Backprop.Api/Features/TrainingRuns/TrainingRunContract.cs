using Backprop.Api.Contracts;
using Backprop.Domain.Networks;
using Backprop.Domain.Training;

namespace Backprop.Api.Features.TrainingRuns;

/// <summary>What training gives.</summary>
internal sealed record TrainingRunContract
{
    /// <summary>The start, every so many epochs, and the end, each measured over all examples with the weights of that moment.</summary>
    public required IReadOnlyList<EpochContract> History { get; init; }

    /// <summary>The trained network, ready to be sent again: that of the last record.</summary>
    public required NetworkContract Network { get; init; }

    /// <summary>Its loss; null where not even the first was finite.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Loss { get; init; }

    /// <summary>Why the run ended early, and what kept layers from learning at the end.</summary>
    public required IReadOnlyList<WarningContract> Warnings { get; init; }

    /// <summary>A run that has ended.</summary>
    public static TrainingRunContract Of(TrainingResult result) => new()
    {
        History = [.. result.History.Select(EpochContract.Of)],
        Network = NetworkContract.Of(result.Network),
        Loss = result.Loss,
        Warnings = Warn(result),
    };

    private static List<WarningContract> Warn(TrainingResult result)
    {
        List<WarningContract> warnings = [];
        if (result.Failure is { } failure)
        {
            var kept = result.History.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"The network is the one after epoch {result.History[^1].Epoch}.") : "The network is the one that was sent.";
            warnings.Add(new WarningContract
            {
                Code = "non-finite-loss",
                Node = NetworkExpansion.LossNode,
                Detail = string.Create(CultureInfo.InvariantCulture, $"The loss stopped being finite in epoch {failure.Epoch}: it was {failure.Loss}. {kept} A smaller learning rate, clipNorm or another initializer may help."),
            });
        }

        return result.History.Count == 0 ? warnings : [.. warnings, .. result.History[^1].Findings.Select(WarningContract.Of)];
    }
}

/// <summary>Where training stood after so many epochs.</summary>
internal sealed record EpochContract
{
    /// <summary>Epochs that had passed; 0 for the start.</summary>
    public required int Epoch { get; init; }

    /// <summary>The loss over all examples, penalty included.</summary>
    public required double Loss { get; init; }

    /// <summary>The norm of the loss's gradient over all parameters; null where it is not finite.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? GradientNorm { get; init; }

    /// <summary>The share of examples that are classified right; only for classification losses.</summary>
    public double? Accuracy { get; init; }

    /// <summary>What kept layers from learning, where anything did.</summary>
    public IReadOnlyList<WarningContract>? Warnings { get; init; }

    /// <summary>The network at that moment; only in progress events, where it was asked for.</summary>
    public NetworkContract? Network { get; init; }

    /// <summary>A record of the history.</summary>
    public static EpochContract Of(EpochRecord record) => new()
    {
        Epoch = record.Epoch,
        Loss = record.Loss,
        GradientNorm = double.IsFinite(record.GradientNorm) ? record.GradientNorm : null,
        Accuracy = record.Accuracy,
        Warnings = record.Findings.Count == 0 ? null : [.. record.Findings.Select(WarningContract.Of)],
    };
}
