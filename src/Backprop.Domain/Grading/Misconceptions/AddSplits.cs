using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Gradient shared out at a plus.</summary>
internal static class AddSplits
{
    public static readonly Misconception Declaration = new()
    {
        Id = "add-splits",
        Title = "Gradient shared out at a plus",
        Explanation = "A sum passes its whole upstream gradient to every operand; it does not share it out.",
        Message = "A plus passes the whole upstream gradient to each operand, not half of it.",
        Operators = [Arithmetic.Add],
        Rules = [Rules.Element(e => 0.5 * e.Upstream)],
    };
}
