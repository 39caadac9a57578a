using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Api.Validation;
using Backprop.Domain.Checking;
using FluentValidation;

namespace Backprop.Api.Features.GradientChecks;

/// <summary>A computation whose gradients are to be compared with numeric derivatives.</summary>
internal sealed record GradientChecksRequest : ComputationRequest
{
    /// <summary>
    /// The ids of the input and parameter nodes to check, in the order of the answer. Default: the nodes of <c>gradients</c> where it is given, else
    /// all. A node without a claim is checked with its computed gradient.
    /// </summary>
    public IReadOnlyList<string>? Wrt { get; init; }

    /// <summary>Claimed gradients by node id, each of its node's shape: these are checked instead of the computed ones.</summary>
    public TensorMap? Gradients { get; init; }

    /// <summary>
    /// <c>adaptive</c> (default): extrapolated central differences with steps and an error bound from the graph itself. <c>central</c>:
    /// (f(x + h) − f(x − h)) / 2h. <c>forward</c>: (f(x + h) − f(x)) / h.
    /// </summary>
    [JsonConverter(typeof(ChoiceConverter<CheckMethod>))]
    public CheckMethod? Method { get; init; }

    /// <summary>The step h of <c>central</c> (default 1e-5) and <c>forward</c> (default 1e-7). <c>adaptive</c> chooses its own.</summary>
    public double? Step { get; init; }

    /// <summary>
    /// What difference passes. The textbook methods use relative 1e-4 and absolute 1e-7 where it is left out; <c>adaptive</c> then decides by its own
    /// error bound: give a tolerance for claims that were typed with few digits.
    /// </summary>
    public CheckToleranceContract? Tolerance { get; init; }

    /// <summary>The gradient of the output, in its shape. Default 1; an output that is no single number is checked along a fixed direction without it, but claims need it.</summary>
    public WireTensor? Upstream { get; init; }
}

/// <summary>What passes: |analytic − numeric| ≤ absolute + relative · max(|analytic|, |numeric|).</summary>
internal sealed record CheckToleranceContract
{
    /// <summary>The relative part. Default 1e-4.</summary>
    public double? Relative { get; init; }

    /// <summary>The absolute part. Default 1e-7.</summary>
    public double? Absolute { get; init; }
}

/// <summary>Rules for the request's own values.</summary>
internal sealed class GradientChecksValidator : ComputationValidator<GradientChecksRequest>
{
    /// <summary>The rules.</summary>
    public GradientChecksValidator()
    {
        RuleFor(request => request.Step).IsFiniteAndPositive("step");
        RuleFor(request => request.Step)
            .Must((request, step) => step is null || request.Method is CheckMethod.Central or CheckMethod.Forward)
            .WithErrorCode("unused-option")
            .WithMessage("adaptive chooses its own steps. Leave step out, or set method to central or forward.");
        RuleFor(request => request.Tolerance!.Relative).IsFiniteAndNotNegative("relative").When(request => request.Tolerance is not null);
        RuleFor(request => request.Tolerance!.Absolute).IsFiniteAndNotNegative("absolute").When(request => request.Tolerance is not null);
        RuleFor(request => request.Wrt).NamesAVariable();
    }
}
