using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Exercises;

/// <summary>A part that a name in a formula stands for.</summary>
internal readonly record struct FormulaSource(string Name, Part Part);

/// <summary>A formula that was read for a part: what it computes, and from which parts; or why it is no answer.</summary>
/// <param name="Graph">What it computes; null where it is no answer.</param>
/// <param name="Sources">The parts that its names stand for.</param>
/// <param name="Problem">Why it is no answer; null where it is one.</param>
internal sealed record Formula(Graph? Graph, IReadOnlyList<FormulaSource> Sources, string? Problem)
{
    // What a number costs that is put in for a name or compared with the key.
    private const long WorkANumber = 40;

    /// <summary>The work of running it at the exercise's own inputs and at so many further points.</summary>
    public Int128 EstimateWork(Graph exercise, int points) =>
        Graph is null ? 0 : (1 + points) * ((Int128)Graph.Work + (WorkANumber * (Graph.OutputNode.Shape.Count + Sources.Sum(source => exercise[source.Part.Node].Shape.Count))));

    /// <summary>The bytes of running it.</summary>
    public long EstimateBytes() => Graph is null ? 0 : Tape.EstimateBytes(Graph, backward: false);
}
