using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Gradient let through a clip.</summary>
internal static class ClipPasses
{
    public static readonly Misconception Declaration = new()
    {
        Id = "clip-passes",
        Title = "Gradient let through a clip",
        Explanation = "Outside its bounds, a clip is constant: no gradient passes.",
        Message = "Outside its bounds, {operator} is constant and lets no gradient through.",
        Operators = [Selection.Clip],
        Refines = [LocalSkipped.Declaration, NeighbourGradient.Declaration, AddedNotMultiplied.Declaration],
        Rules = [Rules.Element(e => e.Upstream)],
    };
}
