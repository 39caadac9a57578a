using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Only the diagonal of the softmax.</summary>
internal static class SoftmaxDiagonal
{
    public static readonly Misconception Declaration = new()
    {
        Id = "softmax-diagonal",
        Title = "Only the diagonal of the softmax",
        Explanation = "Every output of a softmax depends on every input; s(1 − s) is only the diagonal of its Jacobian.",
        Message = "Every output of the softmax depends on every input: s(1 − s) is only the diagonal.",
        Operators = [Softmaxes.Softmax],
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            TensorPrimitives.Subtract(1, edge.Output, changed);
            TensorPrimitives.Multiply(changed, edge.Output, changed);
            TensorPrimitives.Multiply(changed, edge.Upstream, changed);
            return true;
        })],
    };
}
