namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Sign flipped.</summary>
internal static class SignFlipped
{
    public static readonly Misconception Declaration = new()
    {
        Id = "sign-flipped",
        Title = "Sign flipped",
        Explanation = "The contribution has the wrong sign: a minus was lost, or target minus output was differentiated as if it were output minus target.",
        Message = "The sign is flipped: check the sign of the local derivative of {operator}.",
        Rules = [Rules.Times(_ => -1)],
    };
}
