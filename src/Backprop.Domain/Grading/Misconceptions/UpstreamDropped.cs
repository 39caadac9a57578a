namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Upstream gradient forgotten.</summary>
internal static class UpstreamDropped
{
    public static readonly Misconception Declaration = new()
    {
        Id = "upstream-dropped",
        Title = "Upstream gradient forgotten",
        Explanation = "The local derivative was given in place of the gradient. The chain rule multiplies it by the gradient that arrives from upstream.",
        Message = "This is only the local derivative of {consumer}: it still has to be multiplied by the upstream gradient.",
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            var ones = edge.Upstream.Length <= 64 ? stackalloc double[edge.Upstream.Length] : new double[edge.Upstream.Length];
            ones.Fill(1);
            edge.Backward(ones, changed);
            return true;
        })],
    };
}
