using Backprop.Domain.Exercises;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>−η·gradient and w − η·gradient in place of the gradient of a leaf, one rule for each of the exercise's learning rates in turn.</summary>
internal static class StepForGradient
{
    public static readonly Misconception Declaration = new()
    {
        Id = "step-for-gradient",
        Title = "Update given instead of gradient",
        Explanation = "A step of gradient descent, or the updated parameter, was given where the gradient was asked for.",
        Message = "The question asks for the gradient itself, not for a step of gradient descent or the updated value.",
        Rules = [.. Enumerable.Range(0, GradingPolicy.MaximumLearningRates).SelectMany(rate => new[] { Step(rate, updated: false), Step(rate, updated: true) })],
    };

    private static ChangedRule Step(int index, bool updated) => Rules.Node((in NodeView node, Span<double> changed) =>
    {
        var rates = node.Exercise.Policy.LearningRates;
        if (!node.Node.IsVariable || index >= rates.Count)
        {
            return false;
        }

        TensorPrimitives.Multiply(node.Gradient, -rates[index], changed);
        if (updated)
        {
            TensorPrimitives.Add(node.Value, changed, changed);
        }

        // A zero shows nothing about a step.
        return changed.ContainsAnyExcept(0.0);
    });
}
