using Backprop.Api.Contracts;
using Backprop.Api.Validation;

namespace Backprop.Api.Features.Evaluations;

/// <summary>A computation to be run forward.</summary>
internal sealed record EvaluationsRequest : ComputationRequest
{
    /// <summary>The ids of the nodes to return; default all. Each once; they are returned in topological order.</summary>
    public IReadOnlyList<string>? Select { get; init; }
}

/// <summary>The rules of the request's own members.</summary>
internal sealed class EvaluationsValidator : ComputationValidator<EvaluationsRequest>
{
    /// <summary>The rules.</summary>
    public EvaluationsValidator() => RuleFor(request => request.Select).NamesEachNodeOnce();
}
