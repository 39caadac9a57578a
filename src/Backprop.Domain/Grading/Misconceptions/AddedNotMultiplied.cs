namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Added where the chain rule multiplies.</summary>
internal static class AddedNotMultiplied
{
    public static readonly Misconception Declaration = new()
    {
        Id = "added-not-multiplied",
        Title = "Added where the chain rule multiplies",
        Explanation = "The local derivative and the upstream gradient were added. Along a path they are multiplied; only the contributions of different paths are added.",
        Message = "Along a path, the local derivative and the upstream gradient are multiplied, not added.",
        Rules = [Rules.Element(e => e.Local + e.Upstream)],
    };
}
