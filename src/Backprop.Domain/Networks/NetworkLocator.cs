using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Networks;

/// <summary>Where a node of a network's graph comes from in the request.</summary>
/// <param name="Place">The part of the request that made it.</param>
/// <param name="Given">The attributes that the client wrote for it; null for none.</param>
/// <param name="AttributePlace">Where those attributes stand.</param>
/// <param name="ValuePlace">Where its value stands; null where it was not written.</param>
internal sealed record NodeOrigin(Place Place, IReadOnlyDictionary<string, AttributeValue>? Given = null, Place? AttributePlace = null, Place? ValuePlace = null);

/// <summary>Points from a network's graph back into the network as the client wrote it.</summary>
internal sealed class NetworkLocator(IReadOnlyList<NodeSpec> nodes, IReadOnlyList<NodeOrigin> origins, IReadOnlyDictionary<string, int> indices, Place network) : ISpecLocator
{
    public Place Nodes => network["layers"];

    public Place Output => network;

    public Place Node(int node) => origins[node].Place;

    public Place Member(int node, string member) => member == "value" ? origins[node].ValuePlace ?? origins[node].Place : origins[node].Place;

    /// <summary>The value of the operand where the client wrote it, else the part that made the node: nobody wrote the edge between them.</summary>
    public Place Operand(int node, int position) => origins[indices[nodes[node].Inputs[position]]].ValuePlace ?? origins[node].Place;

    public Place Attribute(int node, string name)
    {
        var origin = origins[node];
        var written = origin.Given?.Keys.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return written is null ? Node(node) : origin.AttributePlace![written];
    }
}
