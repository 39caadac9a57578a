using System.Numerics.Tensors;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Mistakes at the loss: factors, the mean over the batch, softmax with cross entropy, penalties.</summary>
internal static class LossMisconceptions
{
    private static readonly string[] Penalties = ["square", "reduceSumSquare", "reduceL2", "reduceL1", "abs"];

    public static readonly Misconception BatchMean = new()
    {
        Id = "batch-mean",
        Title = "Mean over the batch",
        Explanation = "A loss that is a mean divides its gradient by the number of its terms, once.",
        Message = "{consumer} is a mean: its gradient is divided by the number of terms once, neither left out nor done twice.",
        Operators = ["reduceMean", "meanSquaredError", "meanAbsoluteError", "huber", "binaryCrossEntropy", "binaryCrossEntropyWithLogits", "crossEntropy", "softmaxCrossEntropy", "multiclassHinge"],
        Rules =
        [
            Rules.Times(place => Terms(place) is var terms and > 1 ? terms : null),
            Rules.Times(place => Terms(place) is var terms and > 1 ? 1.0 / terms : null),
            Rules.Times(place => Batch(place) is var rows and > 1 && rows != Terms(place) ? rows : null),
            Rules.Times(place => Batch(place) is var rows and > 1 && rows != Terms(place) ? 1.0 / rows : null),
        ],
    };

    public static readonly Misconception LossFactor = new()
    {
        Id = "loss-factor",
        Title = "Factor of the squared error",
        Explanation = "The square brings down a factor of two, which a loss with a half in front cancels.",
        Message = "Look at the factor that the square brings down, and at whether the loss has a half in front that cancels it.",
        Operators = ["sumSquaredError", "halfSquaredError", "meanSquaredError", "reduceSumSquare"],
        Rules = [Rules.Times(place => Penalties.Contains(place.Operator.Name) && IsPenalty(place) ? null : 0.5), Rules.Times(place => Penalties.Contains(place.Operator.Name) && IsPenalty(place) ? null : 2)],
    };

    public static readonly Misconception SoftmaxTwice = new()
    {
        Id = "softmax-twice",
        Title = "Softmax differentiated twice",
        Explanation = "p − y is already the gradient with respect to the logits; the Jacobian of the softmax is inside it.",
        Message = "The difference of probabilities and targets already holds the derivative of the softmax: do not multiply by it again.",
        Operators = ["softmaxCrossEntropy"],
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            if (edge.Place.Position != 0)
            {
                return false;
            }

            var classes = Classes(edge);
            var p = new double[classes];
            for (var start = 0; start < edge.Length; start += classes)
            {
                Probabilities(edge.ValueAt(0).Slice(start, classes), p);
                var gradient = edge.Contribution.Slice(start, classes);
                var mean = 0.0;
                for (var i = 0; i < classes; i++)
                {
                    mean += p[i] * gradient[i];
                }

                for (var i = 0; i < classes; i++)
                {
                    changed[start + i] = p[i] * (gradient[i] - mean);
                }
            }

            return true;
        })],
    };

    public static readonly Misconception TargetOmitted = new()
    {
        Id = "target-omitted",
        Title = "Target left out",
        Explanation = "The gradient is prediction minus target; the target is missing.",
        Message = "The prediction alone is not the gradient of {consumer}: the target is subtracted from it.",
        Operators = ["sumSquaredError", "halfSquaredError", "meanSquaredError", "binaryCrossEntropyWithLogits", "softmaxCrossEntropy"],
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            if (edge.Place.Position != 0)
            {
                return false;
            }

            if (edge.Place.Operator.Name != "softmaxCrossEntropy")
            {
                edge.Backward(1, new double[edge.ValueAt(1).Length], changed);
                return true;
            }

            var classes = Classes(edge);
            var p = new double[classes];
            var factor = edge.Upstream[0] * classes / edge.Length;
            for (var start = 0; start < edge.Length; start += classes)
            {
                Probabilities(edge.ValueAt(0).Slice(start, classes), p);
                for (var i = 0; i < classes; i++)
                {
                    changed[start + i] = factor * p[i];
                }
            }

            return true;
        })],
    };

    public static readonly Misconception PenaltyMissing = new()
    {
        Id = "penalty-missing",
        Title = "Regularizer left out",
        Explanation = "A weight that a penalty also depends on gets a second contribution from it.",
        Message = "{node} is also penalised: the penalty's contribution is missing.",
        Operators = Penalties,
        Refines = ["path-forgotten", "path-overwritten"],
        Rules = [Rules.Times(place => IsPenalty(place) ? 0 : null)],
    };

    public static readonly Misconception PenaltyFactor = new()
    {
        Id = "penalty-factor",
        Title = "Factor of the regularizer",
        Explanation = "A penalty λ‖w‖² gives 2λw, and ½λ‖w‖² gives λw.",
        Message = "Look at the factor of the penalty's contribution to {node}.",
        Operators = Penalties,
        Rules = [Rules.Times(place => IsPenalty(place) ? 0.5 : null), Rules.Times(place => IsPenalty(place) ? 2 : null)],
    };

    /// <summary>Whether a leaf's norm is taken beside another use of it: that is how a penalty is written.</summary>
    private static bool IsPenalty(EdgePlace place)
    {
        var paths = place.Paths;
        return place.Graph[place.Operand].IsVariable && paths[0].Consumer != paths[^1].Consumer;
    }

    /// <summary>The number of terms that a mean is taken over.</summary>
    private static long Terms(EdgePlace place)
    {
        var shape = place.Graph[place.Operand].Shape;
        return place.Operator.Name switch
        {
            "reduceMean" => shape.Count / place.Graph[place.Consumer].Shape.Count,
            "crossEntropy" or "softmaxCrossEntropy" or "multiclassHinge" => Rows(place),
            _ => shape.Count,
        };
    }

    private static long Batch(EdgePlace place) => place.Graph[place.Operand].Shape.Rank > 1 ? Rows(place) : 1;

    private static long Rows(EdgePlace place)
    {
        var shape = place.Graph[place.Operand].Shape;
        return shape.Rank == 0 ? 1 : shape.Count / shape[shape.Rank - 1];
    }

    private static int Classes(in EdgeView edge) => edge.Operand.Shape.Rank == 0 ? 1 : edge.Operand.Shape[edge.Operand.Shape.Rank - 1];

    private static void Probabilities(ReadOnlySpan<double> logits, Span<double> p)
    {
        var largest = TensorPrimitives.Max(logits);
        for (var i = 0; i < p.Length; i++)
        {
            p[i] = Math.Exp(logits[i] - largest);
        }

        TensorPrimitives.Divide(p, TensorPrimitives.Sum<double>(p), p);
    }
}
