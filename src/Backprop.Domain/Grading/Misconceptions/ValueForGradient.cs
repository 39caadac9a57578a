namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Value given for gradient.</summary>
internal static class ValueForGradient
{
    public static readonly Misconception Declaration = new()
    {
        Id = "value-for-gradient",
        Title = "Value given for gradient",
        Explanation = "The node's forward value was given where its gradient was asked.",
        Message = "This is the value of {node}; its gradient is asked.",
        Rules = [Rules.Node((in NodeView node, Span<double> changed) => node.Value.TryCopyTo(changed))],
    };
}
