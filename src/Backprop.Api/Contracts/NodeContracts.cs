using Backprop.Api.Json;
using Backprop.Domain.Networks;

namespace Backprop.Api.Contracts;

/// <summary>A node after the forward pass.</summary>
internal record EvaluatedNode
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>Its operator.</summary>
    public required string Op { get; init; }

    /// <summary>Its source text, where it has one.</summary>
    public string? Label { get; init; }

    /// <summary>The ids of its operands; absent on leaves.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>The extents of its axes; empty for a single number.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>Its value.</summary>
    public required ResultTensor Value { get; init; }
}

/// <summary>A node after the backward pass.</summary>
internal sealed record DifferentiatedNode : EvaluatedNode
{
    /// <summary>The derivative of the output with respect to the node, summed over every edge that leaves it; 0 where no path leads to the output; absent on constants.</summary>
    [JsonPropertyOrder(1)]
    public ResultTensor? Gradient { get; init; }

    /// <summary>The node's edges to its operands, one entry per position; constants and operands that are not differentiated have none. Absent on leaves, or without partials.</summary>
    [JsonPropertyOrder(2)]
    public IReadOnlyList<PartialContract>? Partials { get; init; }
}

/// <summary>An edge from a node to one of its operands.</summary>
/// <param name="Input">The operand's id.</param>
/// <param name="Position">The operand's place among the node's operands, from 0.</param>
/// <param name="Local">∂node/∂operand, of the node's shape; only where the node is elementwise in this operand.</param>
/// <param name="Contribution">What this edge adds to the operand's gradient, in the operand's shape.</param>
internal sealed record PartialContract(string Input, int Position, ResultTensor? Local, ResultTensor Contribution);

/// <summary>A layer of the network that a computation was written as.</summary>
/// <param name="Number">Its place, from 1; it ends the ids of its nodes.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its own name, where it has one.</param>
/// <param name="Nodes">The ids of its nodes, in order.</param>
internal sealed record LayerNodesContract(int Number, string Type, string? Name, IReadOnlyList<string> Nodes)
{
    /// <summary>A layer.</summary>
    public static LayerNodesContract Of(LayerNodes layer) => new(layer.Number, layer.Type.Name, layer.Name, layer.Nodes);
}

/// <summary>Something that a client should know about a result.</summary>
/// <param name="Code">The kind of warning, such as <c>non-finite</c> or <c>kink</c>; <c>more-warnings</c> where there are too many to list.</param>
/// <param name="Node">The node's id.</param>
/// <param name="Index">The index of the element; empty for a single number, left out where it is about the node as a whole.</param>
/// <param name="Detail">What the matter is: <c>ln(0) = -Infinity</c>.</param>
internal sealed record WarningContract(string Code, string? Node, IReadOnlyList<int>? Index, string Detail)
{
    /// <summary>What keeps a layer from learning.</summary>
    public static WarningContract Of(LayerFinding finding) => new(finding.Code, finding.Node, Index: null, finding.Detail);
}
