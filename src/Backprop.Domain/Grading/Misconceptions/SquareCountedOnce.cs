using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>A node multiplied by itself, counted once.</summary>
internal static class SquareCountedOnce
{
    public static readonly Misconception Declaration = new()
    {
        Id = "square-counted-once",
        Title = "A node multiplied by itself, counted once",
        Explanation = "In x·x the node stands at two positions, and each of them contributes.",
        Message = "{node} stands at more than one position of {consumer}, and each of them contributes.",
        Operators = [Arithmetic.Mul],
        Refines = [PathOverwritten.Declaration, PathForgotten.Declaration],
        IsOfOneEdge = true,
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            changed.Clear();
            return edge.Graph.Operands(edge.Place.Consumer).Count(edge.Place.Operand) > 1;
        })],
    };
}
