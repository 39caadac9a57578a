using Backprop.Api.Contracts;
using Backprop.Api.Json;

namespace Backprop.Api.Features.Evaluations;

/// <summary>Every node's value.</summary>
/// <param name="Output">The id of the output.</param>
/// <param name="Value">The output's value.</param>
/// <param name="Nodes">The nodes in topological order.</param>
/// <param name="Layers">The layers with the ids of their nodes; only where the computation was written as a network.</param>
/// <param name="Warnings">Numbers that are not finite.</param>
internal sealed record EvaluationContract(
    string Output, ResultTensor Value, IReadOnlyList<EvaluatedNode> Nodes, IReadOnlyList<LayerNodesContract>? Layers,
    IReadOnlyList<WarningContract> Warnings);
