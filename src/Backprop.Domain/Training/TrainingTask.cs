using Backprop.Domain.Networks;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Training;

/// <summary>A training run as somebody asked for it, with any mistakes.</summary>
/// <param name="Network">The network; it needs a loss.</param>
/// <param name="Inputs">The examples <c>x</c> and targets <c>y</c>, one row per example, and any parameter.</param>
/// <param name="Optimizer">The optimizer.</param>
/// <param name="Epochs">Passes over the examples.</param>
/// <param name="BatchSize">Examples per step; null for all.</param>
/// <param name="ShuffleSeed">Seeds the order of the examples, drawn anew for each epoch; null for the given order.</param>
/// <param name="RecordEvery">Epochs from one record to the next; null for as many as give about a hundred records.</param>
/// <param name="LearningRateDecay">How the learning rate falls; null for not at all.</param>
/// <param name="ClipNorm">The largest norm of the gradient over all parameters: a longer gradient is scaled to it (Pascanu et al. 2013); null for no limit.</param>
public sealed record TrainingTask(
    NetworkSpec Network,
    IReadOnlyDictionary<string, Tensor> Inputs,
    NamedChoice Optimizer,
    int Epochs,
    int? BatchSize = null,
    long? ShuffleSeed = null,
    int? RecordEvery = null,
    NamedChoice? LearningRateDecay = null,
    double? ClipNorm = null)
{
    /// <summary>The most records that a history may have.</summary>
    public const int MaxRecords = 10_000;
}

/// <summary>Where training stands after so many epochs, measured over all examples with the weights of that moment.</summary>
/// <param name="Epoch">Epochs that have passed; 0 for the start.</param>
/// <param name="Loss">The loss, penalty included.</param>
/// <param name="GradientNorm">The norm of the loss's gradient over all parameters.</param>
/// <param name="Accuracy">The share of examples (of rows of scores) that are classified right; null where the loss is no classification loss.</param>
/// <param name="Findings">What keeps layers from learning, seen in one batch.</param>
public sealed record EpochRecord(int Epoch, double Loss, double GradientNorm, double? Accuracy, IReadOnlyList<LayerFinding> Findings);

/// <summary>What training gives.</summary>
/// <param name="History">Every record, the start first.</param>
/// <param name="Network">The network with the weights of the last record, ready to be sent again.</param>
/// <param name="Loss">Its loss; null where not even the first was finite.</param>
/// <param name="Failure">Why the run ended early; null where it did not.</param>
public sealed record TrainingResult(IReadOnlyList<EpochRecord> History, NetworkSpec Network, double? Loss, TrainingFailure? Failure);

/// <summary>The loss stopped being finite, or weights did behind a loss that is: units that are saturated or dead hide them.</summary>
/// <param name="Epoch">The epoch in which the loss did, from 1, or after which weights were found to have; 0 for the start.</param>
/// <param name="Loss">What the loss was.</param>
/// <param name="Parameter">The node of the weights; null where it was the loss.</param>
public sealed record TrainingFailure(int Epoch, double Loss, string? Parameter = null);
