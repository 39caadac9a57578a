using System.Globalization;

namespace Backprop.Domain.Graphs;

/// <summary>Places in a request's <c>graph</c> member.</summary>
public sealed class GraphLocator : ISpecLocator
{
    /// <inheritdoc/>
    public Location Nodes => new("#/graph/nodes");

    /// <inheritdoc/>
    public Location Output => new("#/graph/output");

    /// <inheritdoc/>
    public Location Node(int node) => new(string.Create(CultureInfo.InvariantCulture, $"#/graph/nodes/{node}"));

    /// <inheritdoc/>
    public Location Member(int node, string member) => new(string.Create(CultureInfo.InvariantCulture, $"#/graph/nodes/{node}/{member}"));

    /// <inheritdoc/>
    public Location Operand(int node, int position) => new(string.Create(CultureInfo.InvariantCulture, $"#/graph/nodes/{node}/inputs/{position}"));

    /// <inheritdoc/>
    public Location Attribute(int node, string name) => new(string.Create(CultureInfo.InvariantCulture, $"#/graph/nodes/{node}/attributes/{JsonPointer.Escape(name)}"));
}
