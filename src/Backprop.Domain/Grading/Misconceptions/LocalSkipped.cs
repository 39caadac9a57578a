namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Local derivative skipped.</summary>
internal static class LocalSkipped
{
    public static readonly Misconception Declaration = new()
    {
        Id = "local-skipped",
        Title = "Local derivative skipped",
        Explanation = "The upstream gradient was passed through unchanged, as if the node's local derivative were 1.",
        Message = "The upstream gradient was passed through {consumer} unchanged: multiply it by the local derivative of {operator}.",
        Refines = [NeighbourGradient.Declaration],
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            if (edge.Consumer.Kernel!.IsElementwise)
            {
                edge.Reduce(edge.Upstream, changed);
                return true;
            }

            return edge.Upstream.Length == changed.Length && edge.Upstream.TryCopyTo(changed);
        })],
    };
}
