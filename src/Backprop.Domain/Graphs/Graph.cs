using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Graphs;

/// <summary>A node of a <see cref="Graph"/>.</summary>
/// <param name="Index">Its place in topological order.</param>
/// <param name="Id">Its name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Attributes">Its attributes, defaults filled in.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Kernel">What computes it; null for leaves.</param>
/// <param name="Value">A constant's value; a leaf's value where none is loaded.</param>
/// <param name="Label">Text for people.</param>
/// <param name="SpecIndex">Its place in the order of declaration.</param>
/// <param name="IsUnnamed">Whether it is a part of an expression that nobody named, so that its id says nothing to a reader.</param>
public sealed record Node(int Index, string Id, Operator Operator, NodeAttributes Attributes, Shape Shape, Kernel? Kernel, Tensor? Value, string? Label, int SpecIndex, bool IsUnnamed)
{
    /// <summary>Whether it is a constant, which has no gradient.</summary>
    public bool IsConstant => ReferenceEquals(Operator, Leaves.Constant);

    /// <summary>Whether it is a number written in an expression, which is shown as that number.</summary>
    public bool IsLiteral => IsConstant && IsUnnamed;

    /// <summary>Whether it is an input or a parameter, with respect to which gradients are checked.</summary>
    public bool IsVariable => Operator.IsLeaf && !IsConstant;

    /// <summary>Whether edges to it carry a gradient: it is no constant and no outcome of a comparison.</summary>
    public bool CarriesGradient => !IsConstant && !Operator.IsOutcome;
}

// docs/decisions/0001-one-graph-one-arena.md
/// <summary>An immutable computation in topological order, checked and compiled: made once by <see cref="GraphBuilder"/>, run any number of times, from any thread.</summary>
public sealed class Graph
{
    // What the passes do at a node of numbers and at one of tensors, and for each operand.
    private const int WorkOfScalar = 30;
    private const int WorkOfScalarOperand = 15;
    private const int WorkOfTensor = 250;
    private const int WorkOfTensorOperand = 150;

    private readonly Node[] _nodes;
    private readonly int[] _operandStarts;
    private readonly int[] _operands;
    private readonly Dictionary<string, int> _indices;
    private readonly bool[] _active;
    private readonly bool[] _first;

    internal Graph(Node[] nodes, int[] operandStarts, int[] operands, Dictionary<string, int> indices, int output, GraphSpec spec, long work)
    {
        (_nodes, _operandStarts, _operands, _indices) = (nodes, operandStarts, operands, indices);
        (Output, Spec, Work) = (output, spec, work);
        Offsets = new int[nodes.Length + 1];
        SavedOffsets = new int[nodes.Length + 1];
        for (var node = 0; node < nodes.Length; node++)
        {
            Offsets[node + 1] = Offsets[node] + (int)nodes[node].Shape.Count;
            SavedOffsets[node + 1] = SavedOffsets[node] + (int)(nodes[node].Kernel?.SavedLength ?? 0);
            ScratchLength = Math.Max(ScratchLength, (int)(nodes[node].Kernel?.ScratchLength ?? 0));
        }

        Steps = Step.Compile(this);
        (_active, _first, SpareLength) = TraceEdges();
    }

    /// <summary>The nodes in topological order; among those that could go next, the order of declaration.</summary>
    public ReadOnlySpan<Node> Nodes => _nodes;

    /// <summary>The number of nodes.</summary>
    public int Count => _nodes.Length;

    /// <summary>The number of edges: operand positions of all nodes.</summary>
    public int EdgeCount => _operands.Length;

    /// <summary>The elements of all values together.</summary>
    public long ElementCount => Offsets[^1];

    /// <summary>The index of the output.</summary>
    public int Output { get; }

    /// <summary>The node that the backward pass starts from.</summary>
    public Node OutputNode => _nodes[Output];

    /// <summary>What the graph was made from.</summary>
    public GraphSpec Spec { get; }

    /// <summary>What a forward pass takes, in quarters of a nanosecond of one core; a backward pass takes about twice as much.</summary>
    public long Work { get; }

    /// <summary>The part of <see cref="Work"/> that a node takes.</summary>
    public long WorkOf(int node)
    {
        var largest = 0L;
        foreach (var operand in Operands(node))
        {
            largest = Math.Max(largest, _nodes[operand].Shape.Count);
        }

        return WorkOf(_nodes[node].Kernel, Operands(node).Length, largest);
    }

    /// <summary>What a node's backward rule takes for one of its operands.</summary>
    public double BackwardWorkOf(int node) => 2.0 * WorkOf(node) / Math.Max(1, Operands(node).Length);

    // docs/decisions/0150-nothing-grows-with-the-square-of-operands.md
    /// <summary>
    /// What a node takes: its kernel's own estimate, and no less than its largest operand's elements (a slice of one element has a gradient of
    /// them all), beside what the passes themselves do at any node and for each of its operands.
    /// </summary>
    internal static long WorkOf(Kernel? kernel, int operands, long largestOperand) =>
        kernel is null ? 0
        : kernel is UnaryKernel { Shape.IsScalar: true } or BinaryKernel { Shape.IsScalar: true } ? long.CreateSaturating((Int128)kernel.Work + WorkOfScalar + (WorkOfScalarOperand * operands))
        : long.CreateSaturating(Int128.Max(kernel.Work, 2 * largestOperand) + WorkOfTensor + (WorkOfTensorOperand * operands));

    /// <summary>The node at an index.</summary>
    public Node this[int index] => _nodes[index];

    /// <summary>The indices of a node's operands, by position.</summary>
    public ReadOnlySpan<int> Operands(int node) => _operands.AsSpan(_operandStarts[node], _operandStarts[node + 1] - _operandStarts[node]);

    /// <summary>The number of the edge from a node to its operand at a position.</summary>
    public int Edge(int node, int position) => _operandStarts[node] + position;

    /// <summary>Every node's id.</summary>
    public IReadOnlyCollection<string> Ids => _indices.Keys;

    /// <summary>The index of the node with this id.</summary>
    public bool TryFind(string id, out int index) => _indices.TryGetValue(id, out index);

    /// <summary>The index of the node with this id, which the graph has.</summary>
    public int IndexOf(string id) => _indices[id];

    /// <summary>The part of an arena (all nodes' numbers, one node after another) that belongs to a node.</summary>
    public ReadOnlySpan<double> PartOf(double[] arena, int node) => arena.AsSpan(Offsets[node], Offsets[node + 1] - Offsets[node]);

    /// <summary>The same part, to be kept.</summary>
    public ReadOnlyMemory<double> MemoryOf(double[] arena, int node) => arena.AsMemory(Offsets[node], Offsets[node + 1] - Offsets[node]);

    /// <summary>Whether a path of differentiable edges leads from the node to the output.</summary>
    public bool LeadsToOutput(int node) => Steps[node].LeadsToOutput;

    /// <summary>Whether an edge carries a gradient: its operand is no constant and no outcome of a comparison, and its operator differentiates that operand.</summary>
    public bool IsActive(int node, int position) => _active[Edge(node, position)];

    /// <summary>Whether no other edge contributes to the operand's gradient before this one, so that it can write instead of add.</summary>
    internal bool IsFirst(int edge) => _first[edge];

    /// <summary>The length of the longest contribution that has to be added.</summary>
    internal int SpareLength { get; }

    /// <summary>Where each node's value and gradient start in their arenas; one more entry than nodes.</summary>
    internal int[] Offsets { get; }

    /// <summary>Where what each node saves for the backward pass starts; one more entry than nodes.</summary>
    internal int[] SavedOffsets { get; }

    internal int ScratchLength { get; }

    internal Step[] Steps { get; }

    // docs/decisions/0020-outcomes-carry-no-gradient.md
    private (bool[] Active, bool[] First, int SpareLength) TraceEdges()
    {
        var active = new bool[EdgeCount];
        var first = new bool[EdgeCount];
        var written = new bool[Count];
        var spare = 0;
        Steps[Output].LeadsToOutput = true;
        written[Output] = true;
        for (var node = Count - 1; node >= 0; node--)
        {
            var operands = Operands(node);
            for (var position = 0; position < operands.Length; position++)
            {
                var operand = operands[position];
                var edge = Edge(node, position);
                active[edge] = _nodes[operand].CarriesGradient && _nodes[node].Kernel!.Differentiates(position);
                if (!active[edge] || !Steps[node].LeadsToOutput)
                {
                    continue;
                }

                Steps[operand].LeadsToOutput = true;
                first[edge] = !written[operand];
                written[operand] = true;
                if (!first[edge])
                {
                    spare = Math.Max(spare, Offsets[operand + 1] - Offsets[operand]);
                }
            }
        }

        return (active, first, spare);
    }
}
