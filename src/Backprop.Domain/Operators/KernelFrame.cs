namespace Backprop.Domain.Operators;

/// <summary>One node's window on a run's arenas: its operands' values, its own value, what forward saved for backward, and scratch space.</summary>
/// <param name="values">The arena of values.</param>
/// <param name="offsets">Where each node's value starts in the arena; one more entry than nodes.</param>
/// <param name="operands">The node's operands.</param>
/// <param name="value">The node's own value.</param>
/// <param name="saved">What forward leaves for backward.</param>
/// <param name="scratch">Space for intermediate results.</param>
/// <param name="cancellationToken">Stops the run.</param>
public readonly ref struct KernelFrame(
    double[] values, int[] offsets, ReadOnlySpan<int> operands, Span<double> value, Span<double> saved, Span<double> scratch, CancellationToken cancellationToken)
{
    private readonly ReadOnlySpan<int> _operands = operands;

    /// <summary>The number of operands.</summary>
    public int OperandCount => _operands.Length;

    /// <summary>The node's value.</summary>
    public Span<double> Value { get; } = value;

    /// <summary>What the forward call leaves for the backward call.</summary>
    public Span<double> Saved { get; } = saved;

    /// <summary>Space for intermediate results; holds anything at the start of a call.</summary>
    public Span<double> Scratch { get; } = scratch;

    /// <summary>Stops the run: polled by kernels whose one call may take long, by way of a <see cref="Tensors.Pace"/>.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The value of the operand at a position.</summary>
    public ReadOnlySpan<double> Operand(int position)
    {
        var node = _operands[position];
        var offset = offsets[node];
        return values.AsSpan(offset, offsets[node + 1] - offset);
    }
}
