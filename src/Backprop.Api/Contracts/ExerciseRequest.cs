using System.ComponentModel.DataAnnotations;
using Backprop.Api.Json;
using Backprop.Domain.Exercises;

namespace Backprop.Api.Contracts;

/// <summary>An exercise: a computation, what is asked about it, and how answers are marked.</summary>
internal abstract record ExerciseRequest : ComputationRequest
{
    /// <summary>The gradient of the output, in its shape. Default 1; required where the output is not a single number.</summary>
    public WireTensor? Upstream { get; init; }

    /// <summary>The parts that are asked, such as <c>gradients.x</c>; a part that is not answered is then missing. Default: those that are answered or have a weight.</summary>
    public IReadOnlyList<string>? Parts { get; init; }

    /// <summary>How answers are marked.</summary>
    public PolicyContract? Policy { get; init; }
}

/// <summary>How answers are marked.</summary>
internal sealed record PolicyContract
{
    /// <summary>How far an answer may be off. Default: relative 0.01, absolute 1e-8.</summary>
    public ToleranceContract? Tolerance { get; init; }

    /// <summary>Which forward values local derivatives are judged with: the key's, the student's own, or the key's as the question printed them. Default <c>key</c>.</summary>
    [JsonConverter(typeof(ChoiceConverter<ForwardBase>))]
    public ForwardBase? ForwardBase { get; init; }

    /// <summary>For <c>printed</c>: the significant digits that the question showed. Default 4.</summary>
    [Range(1, 15)]
    public int? PrintedDigits { get; init; }

    /// <summary>Credit for entries that are not right by the key.</summary>
    public CreditContract? Credit { get; init; }

    /// <summary>The weights of the parts, by name; 1 where a part has none.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; init; }

    /// <summary>How much the student is told, each level including all before it. Default <c>diagnosis</c>.</summary>
    [JsonConverter(typeof(ChoiceConverter<FeedbackLevel>))]
    public FeedbackLevel? Feedback { get; init; }

    /// <summary>What is right at kinks: anything inside the subdifferential, or the catalogue's convention alone. Default <c>subdifferential</c>.</summary>
    [JsonConverter(typeof(ChoiceConverter<KinkRule>))]
    public KinkRule? Kinks { get; init; }

    /// <summary>The learning rates with which a step of gradient descent given for a gradient is recognised, five at most. Default 0.5, 0.1, 0.01.</summary>
    public IReadOnlyList<double>? LearningRates { get; init; }
}

/// <summary>How far an answer may be off: relative and absolute, or significant digits, or decimals.</summary>
internal sealed record ToleranceContract
{
    /// <summary>By what share of the number, or of the terms that it sums, an answer may be off. Default 0.01.</summary>
    [Range(0.0, 1.0)]
    public double? Relative { get; init; }

    /// <summary>By how much an answer may be off near zero. Default 1e-8.</summary>
    [Range(0.0, 1e300)]
    public double? Absolute { get; init; }

    /// <summary>Right to so many significant digits: half a unit of the last.</summary>
    [Range(1, 15)]
    public int? SignificantDigits { get; init; }

    /// <summary>Right to so many digits after the point: half a unit of the last.</summary>
    [Range(0, 15)]
    public int? Decimals { get; init; }
}

/// <summary>Credit, 0 to 1, for entries that are not right by the key.</summary>
internal sealed record CreditContract
{
    /// <summary>For an entry that follows from the student's own earlier steps. Default 1.</summary>
    [Range(0.0, 1.0)]
    public double? FollowThrough { get; init; }

    /// <summary>For an entry that is wrong by a named mistake. Default 0.</summary>
    [Range(0.0, 1.0)]
    public double? Diagnosed { get; init; }
}
