namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>The probabilities that a loss makes of its logits, row by row.</summary>
internal static class SoftmaxRows
{
    /// <summary>The length of a row.</summary>
    public static int Classes(in EdgeView edge) => edge.Operand.Shape.Rank == 0 ? 1 : edge.Operand.Shape[edge.Operand.Shape.Rank - 1];

    /// <summary>The softmax of a row.</summary>
    public static void Probabilities(ReadOnlySpan<double> logits, Span<double> p)
    {
        var largest = TensorPrimitives.Max(logits);
        for (var i = 0; i < p.Length; i++)
        {
            p[i] = Math.Exp(logits[i] - largest);
        }

        TensorPrimitives.Divide(p, TensorPrimitives.Sum<double>(p), p);
    }
}
