using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Mistakes about the derivative of the ReLU.</summary>
internal static class ReluDerivative
{
    /// <summary>ReLU mask from the upstream gradient.</summary>
    public static readonly Misconception MaskFromUpstream = new()
    {
        Id = "relu-mask-from-upstream",
        Title = "ReLU mask from the upstream gradient",
        Explanation = "The ReLU lets a gradient through where its input is positive, not where the gradient is positive.",
        Message = "Whether the ReLU lets the gradient through depends on the sign of its input, not of the gradient.",
        Operators = [Activations.Relu],
        Refines = [LocalSkipped.Declaration, NeighbourGradient.Declaration, AddedNotMultiplied.Declaration],
        Rules = [Rules.Local(e => e.Upstream > 0 ? 1 : 0)],
    };

    /// <summary>ReLU's value as its derivative.</summary>
    public static readonly Misconception Value = new()
    {
        Id = "relu-value-as-derivative",
        Title = "ReLU's value as its derivative",
        Explanation = "The derivative of the ReLU is 1 or 0, not its value.",
        Message = "The derivative of the ReLU is not its value.",
        Operators = [Activations.Relu],
        Rules = [Rules.Local(e => e.Output)],
    };
}
