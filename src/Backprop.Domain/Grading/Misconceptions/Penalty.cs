using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Mistakes about the penalty of a weight, and where an expression has one.</summary>
internal static class Penalty
{
    /// <summary>What penalties are made of.</summary>
    private static readonly IReadOnlyList<Operator> Operators = [Arithmetic.Square, Reductions.ReduceSumSquare, Reductions.ReduceL2, Reductions.ReduceL1, Arithmetic.Abs];

    /// <summary>Regularizer left out.</summary>
    public static readonly Misconception LeftOut = new()
    {
        Id = "penalty-missing",
        Title = "Regularizer left out",
        Explanation = "A weight on which a penalty also depends gets a second contribution from it.",
        Message = "{node} is also penalised, and the penalty's contribution is missing.",
        Operators = Operators,
        Refines = [PathForgotten.Declaration, PathOverwritten.Declaration],
        Rules = [Rules.Times(place => IsAt(place) ? 0 : null)],
    };

    /// <summary>Factor of the regularizer.</summary>
    public static readonly Misconception Factor = new()
    {
        Id = "penalty-factor",
        Title = "Factor of the regularizer",
        Explanation = "A penalty λ‖w‖² contributes 2λw, and ½λ‖w‖² contributes λw.",
        Message = "Check the factor of the penalty's contribution to {node}.",
        Operators = Operators,
        Rules = [Rules.Times(place => IsAt(place) ? 0.5 : null), Rules.Times(place => IsAt(place) ? 2 : null)],
    };

    /// <summary>Whether a leaf's norm is taken beside another use of it: that is how a penalty is written.</summary>
    public static bool IsAt(EdgePlace place)
    {
        var paths = place.Paths;
        return place.Graph[place.Operand].IsVariable && paths[0].Consumer != paths[^1].Consumer;
    }
}
