using System.ComponentModel.DataAnnotations;
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

    /// <summary>The examples <c>x</c> and targets <c>y</c>, one row per example. Exactly one of inputs and dataset is given.</summary>
    public TensorMap? Inputs { get; init; }

    /// <summary>A data set by name, in place of inputs.</summary>
    public DatasetContract? Dataset { get; init; }

    /// <summary>The optimizer: a name, or an object of its <c>type</c> and attributes such as <c>learningRate</c>.</summary>
    [Component("Optimizer")]
    public required ChoiceContract Optimizer { get; init; }

    /// <summary>Passes over the examples.</summary>
    [Range(1, int.MaxValue)]
    public required int Epochs { get; init; }

    /// <summary>Examples per step; the last batch of an epoch may be smaller. Default: all.</summary>
    [Range(1, int.MaxValue)]
    public int? BatchSize { get; init; }

    /// <summary>Whether the examples are put into a new random order for each epoch. Default false.</summary>
    public bool? Shuffle { get; init; }

    /// <summary>Seeds the order of the examples. Default 0.</summary>
    public long? Seed { get; init; }

    /// <summary>Epochs from one record of the history to the next. Default: as many as give about a hundred records.</summary>
    [Range(1, int.MaxValue)]
    public int? RecordEvery { get; init; }

    /// <summary>What the <c>progress</c> events of an event stream carry beside the record. Default: nothing.</summary>
    public ProgressContract? Progress { get; init; }

    /// <summary>How the learning rate falls: an object of a <c>type</c> and its attributes. Default: not at all.</summary>
    [Component("LearningRateDecay")]
    public ChoiceContract? LearningRateDecay { get; init; }

    /// <summary>The largest norm of the gradient over all parameters; a longer gradient is scaled to it. Default: no limit.</summary>
    public double? ClipNorm { get; init; }
}

/// <summary>What progress events carry.</summary>
internal sealed record ProgressContract
{
    /// <summary>Whether each holds the network as it stands, ready to be sent: for drawing a decision boundary while training goes on. Default false.</summary>
    public bool? Network { get; init; }
}

/// <summary>A data set by name.</summary>
internal sealed record DatasetContract
{
    /// <summary>Its name: GET /v1/datasets lists all.</summary>
    [Component("DatasetName")]
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

/// <summary>The rules of the request's own members.</summary>
internal sealed class TrainingRunsValidator : RequestValidator<TrainingRunsRequest>
{
    /// <summary>The rules.</summary>
    public TrainingRunsValidator()
    {
        RuleFor(request => request.Inputs)
            .Must((request, inputs) => inputs is not null || request.Dataset is not null)
            .WithErrorCode("exactly-one-data-source")
            .WithMessage("There are no examples. Give inputs with x and y, or a dataset.");
        RuleFor(request => request.Dataset)
            .Must((request, dataset) => dataset is null || request.Inputs is null)
            .WithErrorCode("exactly-one-data-source")
            .WithMessage("Both inputs and a dataset are given. Give only one of them.");
        RuleFor(request => request.Network).SetValidator(new NetworkValidator());
        RuleFor(request => request.RecordEvery)
            .Must((request, every) => every is null or < 1 || request.Epochs / every <= TrainingTask.MaxRecords)
            .IsRefusedAsOutOfRange(FormattableString.Invariant($"The history would have more than {TrainingTask.MaxRecords} records. Record less often."));
        RuleFor(request => request.ClipNorm).IsFiniteAndPositive("clipNorm");
    }
}
