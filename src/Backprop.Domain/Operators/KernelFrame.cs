namespace Backprop.Domain.Operators;

/// <summary>One node's window on a run's arenas: its operands' values, its own value, what forward saved for backward, and scratch space.</summary>
public readonly ref struct KernelFrame
{
    private readonly double[] _values;
    private readonly ReadOnlySpan<int> _operands;
    private readonly int[] _offsets;

    /// <summary>A window for the node whose value is <paramref name="value"/>.</summary>
    /// <param name="values">The arena of values.</param>
    /// <param name="offsets">Where each node's value starts in the arena; one more entry than nodes.</param>
    /// <param name="operands">The node's operands.</param>
    /// <param name="value">The node's own value.</param>
    /// <param name="saved">What forward leaves for backward.</param>
    /// <param name="scratch">Space for intermediate results.</param>
    public KernelFrame(double[] values, int[] offsets, ReadOnlySpan<int> operands, Span<double> value, Span<double> saved, Span<double> scratch)
    {
        _values = values;
        _offsets = offsets;
        _operands = operands;
        Value = value;
        Saved = saved;
        Scratch = scratch;
    }

    /// <summary>The number of operands.</summary>
    public int OperandCount => _operands.Length;

    /// <summary>The node's value.</summary>
    public Span<double> Value { get; }

    /// <summary>What the forward call leaves for the backward call.</summary>
    public Span<double> Saved { get; }

    /// <summary>Space for intermediate results; holds anything at the start of a call.</summary>
    public Span<double> Scratch { get; }

    /// <summary>The value of the operand at a position.</summary>
    public ReadOnlySpan<double> Operand(int position)
    {
        var node = _operands[position];
        var offset = _offsets[node];
        return _values.AsSpan(offset, _offsets[node + 1] - offset);
    }
}
