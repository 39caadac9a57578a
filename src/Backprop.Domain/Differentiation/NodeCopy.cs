using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Differentiation;

/// <summary>One node and its operands, copied off a tape, to ask what its rules give for other operands.</summary>
internal sealed class NodeCopy
{
    private readonly Graph _graph;
    private readonly int _node;
    private readonly CancellationToken _cancellationToken;
    private readonly double[] _values;
    private readonly int[] _offsets;
    private readonly int[] _indices;

    /// <summary>A copy of a node with the operands that the tape has for it.</summary>
    public NodeCopy(Tape tape, int node)
    {
        (_graph, _node, _cancellationToken) = (tape.Graph, node, tape.Cancellation);
        var operands = _graph.Operands(node);
        _indices = [.. Enumerable.Range(0, operands.Length)];
        _offsets = new int[operands.Length + 1];
        for (var position = 0; position < operands.Length; position++)
        {
            _offsets[position + 1] = _offsets[position] + tape.Value(operands[position]).Length;
        }

        _values = new double[_offsets[^1]];
        for (var position = 0; position < operands.Length; position++)
        {
            tape.Value(operands[position]).CopyTo(Operand(position));
        }
    }

    /// <summary>The operand at a position.</summary>
    public Span<double> Operand(int position) => _values.AsSpan(_offsets[position], _offsets[position + 1] - _offsets[position]);

    /// <summary>Sets an element of an operand at every position where that operand stands.</summary>
    public void SetElement(int position, int element, double value)
    {
        var operands = _graph.Operands(_node);
        foreach (var other in _indices)
        {
            if (operands[other] == operands[position])
            {
                Operand(other)[element] = value;
            }
        }
    }

    /// <summary>Runs the node forward and its rule backward: what an upstream gradient contributes to the operand at a position.</summary>
    public void Backward(int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var kernel = _graph[_node].Kernel!;
        var frame = new KernelFrame(_values, _offsets, _indices, new double[upstream.Length], new double[kernel.SavedLength], new double[kernel.ScratchLength], _cancellationToken);
        kernel.Forward(frame);
        kernel.Backward(frame, position, upstream, contribution);
    }
}
