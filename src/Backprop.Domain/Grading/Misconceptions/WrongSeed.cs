namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Wrong start of the backward pass.</summary>
internal static class WrongSeed
{
    public static readonly Misconception Declaration = new()
    {
        Id = "wrong-seed",
        Title = "Wrong start of the backward pass",
        Explanation = "The backward pass starts from the derivative of the output with respect to itself, not from the output's value, from 0, or from that derivative with its sign flipped.",
        Message = "The backward pass starts from the derivative of the output with respect to itself, not from its value or any other number.",
        Refines = [ValueForGradient.Declaration],
        Rules = [Seed((_, output) => output), Seed((_, _) => 0), Seed((seed, _) => -seed)],
    };

    private static ChangedRule Seed(Func<double, double, double> start) => Rules.Node((in NodeView node, Span<double> changed) =>
    {
        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] = start(node.Gradient[i], node.Value[i]);
        }

        return node.Index == node.Graph.Output;
    });
}
