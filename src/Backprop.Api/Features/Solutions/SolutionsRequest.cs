using System.ComponentModel.DataAnnotations;
using Backprop.Api.Contracts;
using Backprop.Api.Validation;
using FluentValidation;

namespace Backprop.Api.Features.Solutions;

/// <summary>A computation whose inputs are to be moved until its output meets a target.</summary>
internal sealed record SolutionsRequest : ComputationRequest
{
    /// <summary>The number that the output is to meet.</summary>
    public required double Target { get; init; }

    /// <summary>The ids of the input and parameter nodes that may be moved. Default: all inputs; all parameters where there is no input.</summary>
    public IReadOnlyList<string>? Wrt { get; init; }

    /// <summary>How far from the target the output may stay: |output − target|. Default 1e-10.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The most steps, from 1 to 1,000. Default 50.</summary>
    [Range(1, 1000)]
    public int? MaxIterations { get; init; }
}

/// <summary>Rules for the request's own values.</summary>
internal sealed class SolutionsValidator : ComputationValidator<SolutionsRequest>
{
    /// <summary>The rules.</summary>
    public SolutionsValidator()
    {
        RuleFor(request => request.Target).Must(double.IsFinite).IsRefusedAsOutOfRange("target must be a finite number.");
        RuleFor(request => request.Tolerance).IsFiniteAndNotNegative("tolerance");
        RuleFor(request => request.Wrt).NamesAVariable();
        RuleFor(request => request.Wrt).NamesEachNodeOnce();
    }
}
