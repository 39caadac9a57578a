using Backprop.Api.Contracts;
using Backprop.Api.Json;

namespace Backprop.Api.Features.Gradients;

/// <summary>Every node's value and gradient.</summary>
/// <param name="Output">The id of the output.</param>
/// <param name="Value">The output's value.</param>
/// <param name="Nodes">The nodes in topological order.</param>
/// <param name="Layers">The layers with the ids of their nodes; only where the computation was written as a network.</param>
/// <param name="Warnings">Numbers that are not finite, and nodes that sit exactly on a kink.</param>
internal sealed record GradientsContract(
    string Output, ResultTensor Value, IReadOnlyList<DifferentiatedNode> Nodes, IReadOnlyList<LayerNodesContract>? Layers,
    IReadOnlyList<WarningContract> Warnings);
