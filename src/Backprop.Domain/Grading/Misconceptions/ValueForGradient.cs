namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Value given instead of gradient.</summary>
internal static class ValueForGradient
{
    public static readonly Misconception Declaration = new()
    {
        Id = "value-for-gradient",
        Title = "Value given instead of gradient",
        Explanation = "The node's forward value was given where its gradient was asked for.",
        Message = "This is the value of {node}; the question asks for its gradient.",
        Rules = [Rules.Node((in NodeView node, Span<double> changed) => node.Value.TryCopyTo(changed))],
    };
}
