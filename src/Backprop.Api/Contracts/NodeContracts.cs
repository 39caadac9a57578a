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
internal sealed record PartialContract
{
    /// <summary>The operand's id.</summary>
    public required string Input { get; init; }

    /// <summary>The operand's place among the node's operands, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>∂node/∂operand, of the node's shape; only where the node is elementwise in this operand.</summary>
    public ResultTensor? Local { get; init; }

    /// <summary>What this edge adds to the operand's gradient, in the operand's shape.</summary>
    public required ResultTensor Contribution { get; init; }
}

/// <summary>A layer of the network that a computation was written as.</summary>
internal sealed record LayerNodesContract
{
    /// <summary>Its place, from 1; it ends the ids of its nodes.</summary>
    public required int Number { get; init; }

    /// <summary>Its type.</summary>
    public required string Type { get; init; }

    /// <summary>Its own name, where it has one.</summary>
    public string? Name { get; init; }

    /// <summary>The ids of its nodes, in order.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>A layer.</summary>
    public static LayerNodesContract Of(LayerNodes layer) => new() { Number = layer.Number, Type = layer.Type.Name, Name = layer.Name, Nodes = layer.Nodes };
}

/// <summary>Something that a client should know about a result.</summary>
internal sealed record WarningContract
{
    /// <summary>The kind of warning, such as <c>non-finite</c> or <c>kink</c>; <c>more-warnings</c> where there are too many to list.</summary>
    public required string Code { get; init; }

    /// <summary>The node's id.</summary>
    public string? Node { get; init; }

    /// <summary>The index of the element; empty for a single number.</summary>
    public IReadOnlyList<int>? Index { get; init; }

    /// <summary>What the matter is: <c>ln(0) = -Infinity</c>.</summary>
    public required string Detail { get; init; }

    /// <summary>What keeps a layer from learning.</summary>
    public static WarningContract Of(LayerFinding finding) => new() { Code = finding.Code, Node = finding.Node, Detail = finding.Detail };
}
