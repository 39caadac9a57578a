using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators;

/// <summary>How a loss makes one number of its terms.</summary>
public enum LossReduction
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    MeanOverElements,

    /// <summary>Their sum along the last axis, the classes, and the mean of those sums.</summary>
    MeanOverRows,
}

/// <summary>What an operator is as a loss: how its terms are combined, what its targets may be, and when a prediction counts as right.</summary>
/// <param name="Reduction">How the terms become one number.</param>
public sealed record LossTraits(LossReduction Reduction)
{
    /// <summary>The position of the operand that holds the predictions.</summary>
    public const int Prediction = 0;

    /// <summary>The position of the operand that holds the targets.</summary>
    public const int Target = 1;

    /// <summary>Whether targets are class indices, one per row of predictions.</summary>
    public bool TakesClasses { get; init; }

    /// <summary>Whether predictions are logits that it applies the softmax to; targets then may also be rows of probabilities.</summary>
    public bool AppliesSoftmax { get; init; }

    /// <summary>Whether it squares the errors: the derivative brings down a factor of two.</summary>
    public bool IsSquare { get; init; }

    /// <summary>Whether its gradient is prediction minus target, up to a factor; of logits, their probabilities minus target.</summary>
    public bool GradientIsDifference { get; init; }

    /// <summary>Whether a prediction is right or wrong, so that there is an accuracy.</summary>
    public bool IsClassification { get; init; }

    /// <summary>The prediction above which the answer is yes; null where the largest of a row wins.</summary>
    public double? Boundary { get; init; }

    /// <summary>What one term counts in the result.</summary>
    public double Weight(Shape prediction) => Reduction switch
    {
        LossReduction.MeanOverElements => 1.0 / prediction.Count,
        LossReduction.MeanOverRows when prediction.Rank > 0 => (double)prediction[prediction.Rank - 1] / prediction.Count,
        _ => 1,
    };
}
