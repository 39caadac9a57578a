using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Tensor = Backprop.Domain.Tensors.Tensor;

namespace Backprop.Domain.Networks;

/// <summary>How a network's targets are shaped for its loss, and which of its predictions are right.</summary>
internal static class NetworkLoss
{
    /// <summary>
    /// The targets in the shape in which the loss takes them: targets of rank 0 or 1 for one example become a row; class indices become one per
    /// row of predictions. Null, with the mistake, where they do not fit.
    /// </summary>
    public static Tensor? Fit(Operator loss, Tensor targets, Shape prediction, out string? mistake)
    {
        mistake = null;
        var batch = prediction[0];
        var rank = targets.Shape.Rank;
        if (loss.Loss!.TakesClasses)
        {
            var classes = prediction[prediction.Rank - 1];
            var rows = prediction.Count / classes;
            var oneRow = rank == 1 && rows == 1 && targets.Shape.Count == classes && classes != 1;
            if (loss.Loss.AppliesSoftmax && (oneRow || targets.Shape.Equals(prediction)))
            {
                return targets with { Shape = Shape.Of((int)rows, classes) };
            }

            if (rank < 2 ? targets.Shape.Count == rows : LeadingAxesMatch(targets.Shape, prediction))
            {
                return targets with { Shape = Shape.Of((int)rows) };
            }

            mistake = $"{loss.Name} takes one class index per prediction: predictions of shape {prediction} need {Shape.Of(prediction.Dimensions[..^1])}, but y has the shape {targets.Shape}.";
            return null;
        }

        var fitted = rank < 2 && batch == 1 && targets.Shape.Count == prediction.Count ? targets with { Shape = prediction } : targets;
        if (fitted.Shape.Equals(prediction))
        {
            return fitted;
        }

        mistake = $"y has the shape {targets.Shape}, but the predictions have {prediction}: the targets must have the same shape.";
        if (rank == 1 && prediction.Rank == 2 && prediction[1] == 1 && targets.Shape[0] == batch)
        {
            mistake += " Write one row per example: [[0], [1], …] in place of [0, 1, …].";
        }

        return null;
    }

    /// <summary>
    /// Whether a row of predictions is classified right: the largest score is that of the class, or of the largest target; a single
    /// probability is on the target's side of one half, a single score on the target's side of zero.
    /// </summary>
    public static bool IsRight(LossTraits traits, ReadOnlySpan<double> scores, ReadOnlySpan<double> target)
    {
        if (traits.Boundary is { } boundary)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                if (scores[i] > boundary != target[i] > 0.5)
                {
                    return false;
                }
            }

            return true;
        }

        var winner = TensorPrimitives.IndexOfMax(scores);
        return winner == (target.Length == scores.Length && scores.Length > 1 ? TensorPrimitives.IndexOfMax(target) : (int)target[0]);
    }

    private static bool LeadingAxesMatch(Shape targets, Shape prediction) =>
        targets.Rank == prediction.Rank - 1 && targets.Dimensions.SequenceEqual(prediction.Dimensions[..^1]);
}
