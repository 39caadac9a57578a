using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Target left out.</summary>
internal static class TargetOmitted
{
    public static readonly Misconception Declaration = new()
    {
        Id = "target-omitted",
        Title = "Target left out",
        Explanation = "The gradient is the prediction minus the target; the target is missing.",
        Message = "The prediction alone is not the gradient of {consumer}: the target is subtracted from it.",
        Operators = [.. OperatorCatalog.All.Where(o => o.Loss is { GradientIsDifference: true })],
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            if (edge.Place.Position != LossTraits.Prediction)
            {
                return false;
            }

            if (!edge.Place.Operator.Loss!.AppliesSoftmax)
            {
                edge.Backward(LossTraits.Target, new double[edge.ValueAt(LossTraits.Target).Length], changed);
                return true;
            }

            var classes = SoftmaxRows.Classes(edge);
            var p = new double[classes];
            var factor = edge.Upstream[0] * classes / edge.Length;
            for (var start = 0; start < edge.Length; start += classes)
            {
                SoftmaxRows.Probabilities(edge.ValueAt(LossTraits.Prediction).Slice(start, classes), p);
                TensorPrimitives.Multiply(p, factor, changed.Slice(start, classes));
            }

            return true;
        })],
    };
}
