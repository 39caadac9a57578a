namespace Backprop.Domain.Graphs;

/// <summary>Places in a request's <c>graph</c> member.</summary>
public sealed class GraphLocator : ISpecLocator
{
    /// <inheritdoc/>
    public Place Nodes => Place.Whole["graph"]["nodes"];

    /// <inheritdoc/>
    public Place Output => Place.Whole["graph"]["output"];

    /// <inheritdoc/>
    public Place Node(int node) => Place.Whole["graph"]["nodes"][node];

    /// <inheritdoc/>
    public Place Member(int node, string member) => Place.Whole["graph"]["nodes"][node][member];

    /// <inheritdoc/>
    public Place Operand(int node, int position) => Place.Whole["graph"]["nodes"][node]["inputs"][position];

    /// <inheritdoc/>
    public Place Attribute(int node, string name) => Place.Whole["graph"]["nodes"][node]["attributes"][name];
}
