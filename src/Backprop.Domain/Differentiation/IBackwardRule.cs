namespace Backprop.Domain.Differentiation;

// docs/decisions/0100-mistakes-run-in-the-one-backward-pass.md
/// <summary>
/// What a backward pass does otherwise than the chain rule says: a student's own gradient in a node's place, or a contribution with a
/// mistake built in. A struct, so that the pass is compiled for each rule and the plain pass pays nothing.
/// </summary>
public interface IBackwardRule
{
    /// <summary>
    /// Called once for every node that leads to the output, after all of its consumers and before its own operands: the gradient is
    /// complete, and what is written to it is passed on in its place.
    /// </summary>
    void Complete(Tape tape, int node, Span<double> gradient);

    /// <summary>Called with what an edge contributes to its operand's gradient, before it is added; what is written to it is added in its place.</summary>
    void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution);
}

/// <summary>The chain rule as it is.</summary>
internal readonly struct ChainRule : IBackwardRule
{
    public void Complete(Tape tape, int node, Span<double> gradient)
    {
    }

    public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
    }
}
