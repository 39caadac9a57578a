using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>ReLU mask from the upstream gradient.</summary>
internal static class ReluMaskFromUpstream
{
    public static readonly Misconception Declaration = new()
    {
        Id = "relu-mask-from-upstream",
        Title = "ReLU mask from the upstream gradient",
        Explanation = "The ReLU lets a gradient through where its input is positive, not where the gradient is positive.",
        Message = "Whether the ReLU lets the gradient through depends on the sign of its input, not of the gradient.",
        Operators = [Activations.Relu],
        Refines = [LocalSkipped.Declaration, NeighbourGradient.Declaration, AddedNotMultiplied.Declaration],
        Rules = [Rules.Local(e => e.Upstream > 0 ? 1 : 0)],
    };
}
