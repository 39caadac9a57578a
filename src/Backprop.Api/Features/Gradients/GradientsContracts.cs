using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Api.Validation;

namespace Backprop.Api.Features.Gradients;

/// <summary>A computation to be run forward and backward.</summary>
internal sealed record GradientsRequest : ComputationRequest
{
    /// <summary>The gradient of the output, in its shape. Default 1; required where the output is not a single number.</summary>
    public WireTensor? Upstream { get; init; }

    /// <summary>Whether every edge's local derivative and contribution are returned. Default true.</summary>
    public bool? Partials { get; init; }

    /// <summary>The ids of the nodes to return; default all. Each once; they are returned in topological order.</summary>
    public IReadOnlyList<string>? Select { get; init; }
}

/// <summary>The rules of the request's own members.</summary>
internal sealed class GradientsValidator : ComputationValidator<GradientsRequest>
{
    /// <summary>The rules.</summary>
    public GradientsValidator() => RuleFor(request => request.Select).NamesEachNodeOnce();
}

/// <summary>Every node's value and gradient.</summary>
/// <param name="Output">The id of the output.</param>
/// <param name="Value">The output's value.</param>
/// <param name="Nodes">The nodes in topological order.</param>
/// <param name="Layers">The layers with the ids of their nodes; only where the computation was written as a network.</param>
/// <param name="Warnings">Numbers that are not finite, and nodes that sit exactly on a kink.</param>
internal sealed record GradientsContract(
    string Output, ResultTensor Value, IReadOnlyList<DifferentiatedNode> Nodes, IReadOnlyList<LayerNodesContract>? Layers,
    IReadOnlyList<WarningContract> Warnings);
