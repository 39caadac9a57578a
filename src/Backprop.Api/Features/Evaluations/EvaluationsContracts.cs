using Backprop.Api.Contracts;
using Backprop.Api.Json;
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

/// <summary>Every node's value.</summary>
/// <param name="Output">The id of the output.</param>
/// <param name="Value">The output's value.</param>
/// <param name="Nodes">The nodes in topological order.</param>
/// <param name="Layers">The layers with the ids of their nodes; only where the computation was written as a network.</param>
/// <param name="Warnings">Numbers that are not finite.</param>
internal sealed record EvaluationContract(
    string Output, ResultTensor Value, IReadOnlyList<EvaluatedNode> Nodes, IReadOnlyList<LayerNodesContract>? Layers,
    IReadOnlyList<WarningContract> Warnings);
