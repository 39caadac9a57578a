namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>One path left out.</summary>
internal static class PathForgotten
{
    public static readonly Misconception Declaration = new()
    {
        Id = "path-forgotten",
        Title = "One path left out",
        Explanation = "The gradient of a node is the sum over every path to the output. One of them is missing.",
        Message = "A path from {node} to the output is missing: every node that uses {node} contributes.",
        IsOfOneEdge = true,
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            var consumer = edge.Place.Consumer;
            changed.Clear();
            return edge.Place.Paths.Any(path => path.Consumer != consumer);
        })],
    };
}
