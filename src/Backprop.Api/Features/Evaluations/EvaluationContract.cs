using Backprop.Api.Contracts;
using Backprop.Api.Json;

namespace Backprop.Api.Features.Evaluations;

/// <summary>Every node's value.</summary>
internal sealed record EvaluationContract
{
    /// <summary>The id of the output.</summary>
    public required string Output { get; init; }

    /// <summary>The output's value.</summary>
    public required ResultTensor Value { get; init; }

    /// <summary>The nodes in topological order.</summary>
    public required IReadOnlyList<EvaluatedNode> Nodes { get; init; }

    /// <summary>The layers with the ids of their nodes; only where the computation was written as a network.</summary>
    public IReadOnlyList<LayerNodesContract>? Layers { get; init; }

    /// <summary>Numbers that are not finite.</summary>
    public required IReadOnlyList<WarningContract> Warnings { get; init; }
}
