using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Networks;

/// <summary>Where a node of a network's graph comes from in the request.</summary>
/// <param name="Pointer">The part of the request that made it.</param>
/// <param name="Given">The attributes that the client wrote for it; null for none.</param>
/// <param name="AttributePointer">Where those attributes stand.</param>
/// <param name="ValuePointer">Where its value stands; null where it was not written.</param>
internal sealed record NodeOrigin(string Pointer, IReadOnlyDictionary<string, AttributeValue>? Given = null, string? AttributePointer = null, string? ValuePointer = null);

/// <summary>Points from a network's graph back into the network as the client wrote it.</summary>
internal sealed class NetworkLocator(IReadOnlyList<NodeSpec> nodes, IReadOnlyList<NodeOrigin> origins, IReadOnlyDictionary<string, int> indices, string network) : ISpecLocator
{
    /// <inheritdoc/>
    public Location Nodes => new($"{network}/layers");

    /// <inheritdoc/>
    public Location Output => new(network);

    /// <inheritdoc/>
    public Location Node(int node) => new(origins[node].Pointer);

    /// <inheritdoc/>
    public Location Member(int node, string member) => new(member == "value" ? origins[node].ValuePointer ?? origins[node].Pointer : origins[node].Pointer);

    /// <summary>The value of the operand where the client wrote it, else the part that made the node: nobody wrote the edge between them.</summary>
    public Location Operand(int node, int position) => new(origins[indices[nodes[node].Inputs[position]]].ValuePointer ?? origins[node].Pointer);

    /// <inheritdoc/>
    public Location Attribute(int node, string name)
    {
        var origin = origins[node];
        var written = origin.Given?.Keys.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return written is null ? Node(node) : new Location($"{origin.AttributePointer}/{JsonPointer.Escape(written)}");
    }
}
