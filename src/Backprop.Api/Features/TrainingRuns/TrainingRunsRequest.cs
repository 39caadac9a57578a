using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Api.Validation;
using Backprop.Domain.Training;
using FluentValidation;

namespace Backprop.Api.Features.TrainingRuns;

/// <summary>A network to be trained, and how.</summary>
internal sealed record TrainingRunsRequest
{
    /// <summary>The network; it needs a loss.</summary>
    public required NetworkContract Network { get; init; }

    /// <summary>The examples <c>x</c> and targets <c>y</c>, one row an example. Exactly one of inputs and dataset is given.</summary>
    public TensorMap? Inputs { get; init; }

    /// <summary>A data set by name, in place of inputs.</summary>
    public DatasetContract? Dataset { get; init; }

    /// <summary>The optimizer: <c>sgd</c>, <c>momentum</c>, <c>rmsProp</c> or <c>adam</c>, or an object of its <c>type</c> and attributes such as <c>learningRate</c>.</summary>
    public required ChoiceContract Optimizer { get; init; }

    /// <summary>Passes over the examples.</summary>
    [Range(1, int.MaxValue)]
    public required int Epochs { get; init; }

    /// <summary>Examples a step; the last batch of an epoch may be smaller. Default: all.</summary>
    [Range(1, int.MaxValue)]
    public int? BatchSize { get; init; }

    /// <summary>Whether the examples are put into a new random order for each epoch. Default false.</summary>
    [DefaultValue(false)]
    public bool? Shuffle { get; init; }

    /// <summary>Seeds the order of the examples. Default 0.</summary>
    [DefaultValue(0L)]
    public long? Seed { get; init; }

    /// <summary>Epochs from one record of the history to the next. Default: as many as give about a hundred records.</summary>
    [Range(1, int.MaxValue)]
    public int? RecordEvery { get; init; }

    /// <summary>What the <c>progress</c> events of an event stream carry beside the record. Default: nothing.</summary>
    public ProgressContract? Progress { get; init; }

    /// <summary>How the learning rate falls: an object of a <c>type</c>, <c>exponential</c> (<c>rate</c>), <c>inverseTime</c> (<c>rate</c>) or <c>step</c> (<c>factor</c>, <c>every</c>). Default: not at all.</summary>
    public ChoiceContract? LearningRateDecay { get; init; }

    /// <summary>The largest norm of the gradient over all parameters; a longer gradient is scaled to it. Default: no limit.</summary>
    public double? ClipNorm { get; init; }
}

/// <summary>What progress events carry.</summary>
internal sealed record ProgressContract
{
    /// <summary>Whether each holds the network as it stands, ready to be sent: for drawing a decision boundary while training goes on. Default false.</summary>
    [DefaultValue(false)]
    public bool? Network { get; init; }
}

/// <summary>A data set by name.</summary>
internal sealed record DatasetContract
{
    /// <summary>Its name: GET /v1/datasets lists all.</summary>
    public required string Name { get; init; }

    /// <summary>The number of points.</summary>
    public double? Size { get; init; }

    /// <summary>The standard deviation of the noise.</summary>
    public double? Noise { get; init; }

    /// <summary>Seeds the noise.</summary>
    public double? Seed { get; init; }

    /// <summary>How classes are written: <c>column</c> ([[0], [1], …], the default) or <c>classes</c> ([0, 1, …]).</summary>
    public string? Targets { get; init; }
}

/// <summary>What training gives.</summary>
internal sealed record TrainingRunAnswer
{
    /// <summary>The start, every so many epochs, and the end, each measured over all examples with the weights of that moment.</summary>
    public required IReadOnlyList<EpochContract> History { get; init; }

    /// <summary>The trained network, ready to be sent again: that of the last record.</summary>
    public required NetworkContract Network { get; init; }

    /// <summary>Its loss; null where not even the first was finite.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Loss { get; init; }

    /// <summary>Why the run ended early, and what kept layers from learning at the end.</summary>
    public required IReadOnlyList<TrainingWarning> Warnings { get; init; }
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
    public IReadOnlyList<TrainingWarning>? Warnings { get; init; }

    /// <summary>The network at that moment; only in progress events, where it was asked for.</summary>
    public NetworkContract? Network { get; init; }
}

/// <summary>Something that a client should know about a training run.</summary>
internal sealed record TrainingWarning
{
    /// <summary><c>non-finite-loss</c>, <c>vanishing-gradient</c>, <c>exploding-gradient</c>, <c>saturated-units</c> or <c>dead-units</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The node's id.</summary>
    public required string Node { get; init; }

    /// <summary>What the matter is.</summary>
    public required string Detail { get; init; }
}

/// <summary>The rules of the request's own members.</summary>
internal sealed class TrainingRunsValidator : AbstractValidator<TrainingRunsRequest>
{
    /// <summary>The rules.</summary>
    public static readonly TrainingRunsValidator Instance = new();

    private TrainingRunsValidator()
    {
        RuleFor(request => request.Inputs)
            .Must((request, inputs) => inputs is not null || request.Dataset is not null)
            .WithErrorCode("exactly-one-data-source")
            .WithMessage("There are no examples. Give inputs with x and y, or a dataset.");
        RuleFor(request => request.Dataset)
            .Must((request, dataset) => dataset is null || request.Inputs is null)
            .WithErrorCode("exactly-one-data-source")
            .WithMessage("There are inputs and a dataset. Give one of them.");
        RuleFor(request => request.Epochs).IsInDeclaredRange();
        RuleFor(request => request.BatchSize).IsInDeclaredRange();
        RuleFor(request => request.RecordEvery).IsInDeclaredRange();
        RuleFor(request => request.RecordEvery)
            .Must((request, every) => every is null or < 1 || request.Epochs / every <= TrainingTask.MaxRecords)
            .IsRefusedAsOutOfRange(FormattableString.Invariant($"The history would have more than {TrainingTask.MaxRecords} records. Record less often."));
        RuleFor(request => request.ClipNorm).IsFiniteAndPositive("clipNorm");
    }
}

/// <summary>Serialisation metadata of training runs.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(TrainingRunsRequest))]
[JsonSerializable(typeof(TrainingRunAnswer))]
[JsonSerializable(typeof(EpochContract))]
[JsonSerializable(typeof(object))]
internal sealed partial class TrainingRunsJson : JsonSerializerContext;
