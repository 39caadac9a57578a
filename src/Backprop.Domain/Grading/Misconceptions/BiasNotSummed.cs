using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Bias gradient not summed over the batch.</summary>
internal static class BiasNotSummed
{
    public static readonly Misconception Declaration = new()
    {
        Id = "bias-not-summed",
        Title = "Bias gradient not summed over the batch",
        Explanation = "A bias is added to every example; its gradient is the sum over all of them, not their mean and not a separate row for each.",
        Message = "{node} is added to every example, so its gradient is summed over the batch: it is neither averaged nor left as separate rows.",
        Operators = [Arithmetic.Add, LinearAlgebra.Gemm],
        Rules = [Rules.Times(place => IsBias(place) ? 1.0 / Repeats(place) : null)],
    };

    /// <summary>How often a broadcast operand is used.</summary>
    private static long Repeats(EdgePlace place) => place.Graph[place.Consumer].Shape.Count / place.Graph[place.Operand].Shape.Count;

    /// <summary>Whether the operand is added to every row.</summary>
    private static bool IsBias(EdgePlace place) =>
        (ReferenceEquals(place.Operator, Arithmetic.Add) || place.Position == 2) && Repeats(place) > 1;
}
