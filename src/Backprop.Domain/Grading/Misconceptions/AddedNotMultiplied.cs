namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Added where the chain rule multiplies.</summary>
internal static class AddedNotMultiplied
{
    public static readonly Misconception Declaration = new()
    {
        Id = "added-not-multiplied",
        Title = "Added where the chain rule multiplies",
        Explanation = "Local derivative and upstream gradient were added. Along a path they are multiplied; only different paths are added.",
        Message = "Along a path, local derivative and upstream gradient are multiplied, not added.",
        Rules = [Rules.Element(e => e.Local + e.Upstream)],
    };
}
