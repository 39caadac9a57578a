using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Not summed over broadcast axes.</summary>
internal static class BroadcastNotReduced
{
    public static readonly Misconception Declaration = new()
    {
        Id = "broadcast-not-reduced",
        Title = "Not summed over broadcast axes",
        Explanation = "An operand that was broadcast is used once for each element of the result that it was stretched to; its gradient is the sum over all of them, not a single slice.",
        Message = "{node} is broadcast: its gradient is the sum over everything it was stretched to, not a single slice.",
        Rules = [Slice(last: false), Slice(last: true)],
    };

    private static ChangedRule Slice(bool last) => Rules.Edge((in EdgeView edge, Span<double> changed) =>
    {
        var kernel = edge.Consumer.Kernel!;
        var bias = ReferenceEquals(edge.Place.Operator, LinearAlgebra.Gemm) && edge.Place.Position == 2;
        if ((!kernel.IsElementwise && !bias) || edge.Upstream.Length == edge.Length || edge.Upstream.Length % edge.Length != 0)
        {
            return false;
        }

        // Everything but one of the elements that the operand was stretched to is silenced: the sum then is a slice.
        var upstream = new double[edge.Upstream.Length];
        var taken = new double[edge.Length];
        var owner = new double[edge.Upstream.Length];
        double[] positions = [.. Enumerable.Range(0, edge.Length).Select(i => (double)i)];
        StridedView.Broadcast(edge.Operand.Shape, edge.Consumer.Shape).CopyLeftToRight(positions, owner);
        for (var step = 0; step < upstream.Length; step++)
        {
            var i = last ? upstream.Length - 1 - step : step;
            ref var already = ref taken[(int)owner[i]];
            upstream[i] = already == 0 ? edge.Upstream[i] : 0;
            already = 1;
        }

        edge.Backward(upstream, changed);
        return true;
    });
}
