using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Grading;

/// <summary>What grading takes at most, known before anything of it is run.</summary>
public static class GradingCost
{
    /// <summary>The work of compiling an exercise over a graph: its key, and the magnitudes of the terms of its gradients.</summary>
    public static long OfCompiling(Graph graph) => Exercise.EstimateWork(graph);

    /// <summary>The work of drawing the further points at which an exercise's formulas are compared: once for all of its answers.</summary>
    public static long OfDrawing(Graph graph) => FormulaPoints.EstimateWork(graph);

    /// <summary>Whether the further points are needed to mark an answer.</summary>
    public static bool NeedsDrawing(Answer answer) => answer.Parts.Any(part => part.Submission is Submission.Formula);

    /// <summary>The bytes of an exercise and of one that marks answers to it: the arenas of the key, of the student's own passes and of the mistakes that are tried.</summary>
    /// <param name="graph">The computation.</param>
    /// <param name="drawing">Whether the further points are needed.</param>
    public static long Bytes(Graph graph, bool drawing)
    {
        var forward = Tape.EstimateBytes(graph, backward: false);
        var both = Tape.EstimateBytes(graph, backward: true);

        // Own, printed and aside; the student's own backward pass and that of the mistakes; results, implied gradients, magnitudes and intervals.
        return Exercise.EstimateBytes(graph) + (3 * forward) + (2 * both) + (8 * sizeof(double) * graph.ElementCount) + (drawing ? FormulaPoints.EstimateBytes(graph) : 0);
    }
}
