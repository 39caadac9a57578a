using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Where an expression has the penalty of a weight.</summary>
internal static class Penalty
{
    /// <summary>What penalties are made of.</summary>
    public static readonly IReadOnlyList<Operator> Operators = [Arithmetic.Square, Reductions.ReduceSumSquare, Reductions.ReduceL2, Reductions.ReduceL1, Arithmetic.Abs];

    /// <summary>Whether a leaf's norm is taken beside another use of it: that is how a penalty is written.</summary>
    public static bool IsAt(EdgePlace place)
    {
        var paths = place.Paths;
        return place.Graph[place.Operand].IsVariable && paths[0].Consumer != paths[^1].Consumer;
    }
}
