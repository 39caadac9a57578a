using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Gradient split at a plus.</summary>
internal static class AddSplits
{
    public static readonly Misconception Declaration = new()
    {
        Id = "add-splits",
        Title = "Gradient split at a plus",
        Explanation = "A sum passes its whole upstream gradient on to every operand; it does not split it among them.",
        Message = "A plus passes the whole upstream gradient on to each operand, not half of it.",
        Operators = [Arithmetic.Add],
        Rules = [Rules.Element(e => 0.5 * e.Upstream)],
    };
}
