using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Mean over the batch.</summary>
internal static class BatchMean
{
    public static readonly Misconception Declaration = new()
    {
        Id = "batch-mean",
        Title = "Mean over the batch",
        Explanation = "A loss that is a mean divides its gradient by the number of its terms, exactly once.",
        Message = "{consumer} is a mean: divide its gradient by the number of terms, exactly once.",
        Operators = [Reductions.ReduceMean, .. OperatorCatalog.All.Where(o => o.Loss is { Reduction: not LossReduction.Sum })],
        Rules =
        [
            Rules.Times(place => Terms(place) is var terms and > 1 ? terms : null),
            Rules.Times(place => Terms(place) is var terms and > 1 ? 1.0 / terms : null),
            Rules.Times(place => Batch(place) is var rows and > 1 && rows != Terms(place) ? rows : null),
            Rules.Times(place => Batch(place) is var rows and > 1 && rows != Terms(place) ? 1.0 / rows : null),
        ],
    };

    /// <summary>The number of terms that a mean is taken over.</summary>
    private static long Terms(EdgePlace place)
    {
        var shape = place.Graph[place.Operand].Shape;
        return place.Operator.Loss switch
        {
            null => shape.Count / place.Graph[place.Consumer].Shape.Count,
            { Reduction: LossReduction.MeanOverRows } => Rows(place),
            _ => shape.Count,
        };
    }

    private static long Batch(EdgePlace place) => place.Graph[place.Operand].Shape.Rank > 1 ? Rows(place) : 1;

    private static long Rows(EdgePlace place)
    {
        var shape = place.Graph[place.Operand].Shape;
        return shape.Rank == 0 ? 1 : shape.Count / shape[shape.Rank - 1];
    }
}
