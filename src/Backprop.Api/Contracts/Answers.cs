using System.Text.Json.Serialization;

namespace Backprop.Api.Contracts;

// Answers as clients see them. The service writes them straight from its arenas (NodesAnswer); these types describe what it writes, to OpenAPI and to the
// tests, which read answers strictly into them.

/// <summary>A number or nested arrays of numbers that the service computed; a number that is not finite is <c>null</c>, and a warning says what it was.</summary>
[JsonConverter(typeof(ResultTensorConverter))]
internal sealed record ResultTensor(IReadOnlyList<double?> Numbers, IReadOnlyList<int> Shape);

/// <summary>Every node's value.</summary>
internal sealed record EvaluationAnswer
{
    /// <summary>The id of the output.</summary>
    public required string Output { get; init; }

    /// <summary>The output's value.</summary>
    public required ResultTensor Value { get; init; }

    /// <summary>The nodes in topological order.</summary>
    public required IReadOnlyList<EvaluatedNode> Nodes { get; init; }

    /// <summary>Numbers that are not finite.</summary>
    public required IReadOnlyList<WarningContract> Warnings { get; init; }
}

/// <summary>A node after the forward pass.</summary>
internal record EvaluatedNode
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>Its operator.</summary>
    public required string Op { get; init; }

    /// <summary>Its source text, where it has one.</summary>
    public string? Label { get; init; }

    /// <summary>The ids of its operands; not there on leaves.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>The extents of its axes; empty for a single number.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>Its value.</summary>
    public required ResultTensor Value { get; init; }
}

/// <summary>Every node's value and gradient.</summary>
internal sealed record GradientsAnswer
{
    /// <summary>The id of the output.</summary>
    public required string Output { get; init; }

    /// <summary>The output's value.</summary>
    public required ResultTensor Value { get; init; }

    /// <summary>The nodes in topological order.</summary>
    public required IReadOnlyList<DifferentiatedNode> Nodes { get; init; }

    /// <summary>Numbers that are not finite, and nodes that sit exactly on a kink.</summary>
    public required IReadOnlyList<WarningContract> Warnings { get; init; }
}

/// <summary>A node after the backward pass.</summary>
internal sealed record DifferentiatedNode : EvaluatedNode
{
    /// <summary>The derivative of the output with respect to the node, summed over every edge that leaves it; 0 where no path leads to the output; not there on constants.</summary>
    public ResultTensor? Gradient { get; init; }

    /// <summary>The node's edges to its operands, one entry a position; constants and operands that are not differentiated have none. Not there on leaves, or without partials.</summary>
    public IReadOnlyList<PartialContract>? Partials { get; init; }
}

/// <summary>An edge from a node to one of its operands.</summary>
internal sealed record PartialContract
{
    /// <summary>The operand's id.</summary>
    public required string Input { get; init; }

    /// <summary>∂node/∂operand, of the node's shape; only where the node is elementwise in this operand.</summary>
    public ResultTensor? Local { get; init; }

    /// <summary>What this edge adds to the operand's gradient, in the operand's shape.</summary>
    public required ResultTensor Contribution { get; init; }
}

/// <summary>Something that a client should know about a result's numbers.</summary>
internal sealed record WarningContract
{
    /// <summary>The kind of warning: <c>non-finite</c>, <c>kink</c>, or <c>more-warnings</c> where there are too many to list.</summary>
    public required string Code { get; init; }

    /// <summary>The node's id.</summary>
    public string? Node { get; init; }

    /// <summary>The index of the element; empty for a single number.</summary>
    public IReadOnlyList<int>? Index { get; init; }

    /// <summary>What it was: <c>ln(0) = -Infinity</c>.</summary>
    public required string Detail { get; init; }
}
