using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Graphs;

/// <summary>A computation as somebody wrote it, in any order and with any mistakes.</summary>
/// <param name="Nodes">The nodes, in the order in which they were declared.</param>
/// <param name="Output">The id of the output; null where it is the one node that feeds no other.</param>
/// <param name="Locator">Where each part stands in the client's request.</param>
public sealed record GraphSpec(IReadOnlyList<NodeSpec> Nodes, string? Output, ISpecLocator Locator);

// docs/decisions/0300-a-graph-of-nodes-costs-few-objects.md
/// <summary>A node as somebody wrote it.</summary>
/// <param name="Id">Its name, unique in the graph.</param>
/// <param name="Op">The operator's name in any letter case.</param>
/// <param name="Inputs">The ids of its operands, in order.</param>
/// <param name="Attributes">Attributes by name in any letter case; null for none.</param>
/// <param name="Value">The value of a constant, or the default of an input or parameter.</param>
/// <param name="Label">Text for people; null for none.</param>
/// <param name="IsUnnamed">Whether it is a part of an expression that nobody named, so that its id says nothing to a reader.</param>
public readonly record struct NodeSpec(
    string Id, string Op, IReadOnlyList<string> Inputs, IReadOnlyDictionary<string, AttributeValue>? Attributes = null,
    Tensor? Value = null, string? Label = null, bool IsUnnamed = false);

/// <summary>Says where a part of a <see cref="GraphSpec"/> stands in the client's request. One for each way to write a computation.</summary>
public interface ISpecLocator
{
    /// <summary>The nodes as a whole.</summary>
    Place Nodes { get; }

    /// <summary>The name of the output.</summary>
    Place Output { get; }

    /// <summary>A node.</summary>
    Place Node(int node);

    /// <summary>A member of a node: <c>id</c>, <c>op</c>, <c>value</c>.</summary>
    Place Member(int node, string member);

    /// <summary>The operand at a position.</summary>
    Place Operand(int node, int position);

    /// <summary>An attribute, by the name that the client wrote.</summary>
    Place Attribute(int node, string name);
}

/// <summary>A mistake in a request.</summary>
/// <param name="Code">A stable, machine-readable name of the kind of mistake.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Detail">What is wrong and what to do.</param>
public sealed record Issue(string Code, Place Place, string Detail);

/// <summary>What a graph may cost.</summary>
/// <param name="MaxNodes">Nodes.</param>
/// <param name="MaxRank">Axes of one tensor.</param>
/// <param name="MaxTensorElements">Elements of one tensor.</param>
/// <param name="MaxTotalElements">Elements of all values together; again of all recorded contributions together.</param>
/// <param name="MaxWork">Estimated work of one request, in quarters of a nanosecond of one core.</param>
public sealed record GraphLimits(int MaxNodes, int MaxRank, long MaxTensorElements, long MaxTotalElements, long MaxWork)
{
    /// <summary>What a service can afford for one request.</summary>
    public static readonly GraphLimits Default = new(200_000, 16, 1_000_000, 4_000_000, 20_000_000_000);
}
