using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Softmax differentiated twice.</summary>
internal static class SoftmaxTwice
{
    public static readonly Misconception Declaration = new()
    {
        Id = "softmax-twice",
        Title = "Softmax differentiated twice",
        Explanation = "p − y is already the gradient with respect to the logits; it already contains the Jacobian of the softmax.",
        Message = "The difference of probabilities and targets already contains the derivative of the softmax: do not multiply by it again.",
        Operators = [.. OperatorCatalog.All.Where(o => o.Loss is { AppliesSoftmax: true })],
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            if (edge.Place.Position != LossTraits.Prediction)
            {
                return false;
            }

            var classes = SoftmaxRows.Classes(edge);
            var p = new double[classes];
            for (var start = 0; start < edge.Length; start += classes)
            {
                SoftmaxRows.Probabilities(edge.ValueAt(LossTraits.Prediction).Slice(start, classes), p);
                var gradient = edge.Contribution.Slice(start, classes);
                var row = changed.Slice(start, classes);
                TensorPrimitives.Subtract(gradient, TensorPrimitives.Dot(p, gradient), row);
                TensorPrimitives.Multiply(row, p, row);
            }

            return true;
        })],
    };
}
