using Backprop.Domain.Differentiation;
using Backprop.Domain.Operators;
using Backprop.Domain.Randomness;

namespace Backprop.Domain.Exercises;

// docs/decisions/0103-formulas-are-compared-on-one-branch.md
/// <summary>
/// Further inputs at which formulas are compared with the key, and the key there. They are drawn from a fixed seed, so that an exercise
/// always has the same ones; they lie on the same side of every kink as the exercise's own inputs, and inside every domain.
/// </summary>
internal static class FormulaPoints
{
    private const int Count = 20;
    private const int MostDraws = 400;
    private const int DrawsBeforeNarrowing = 10;
    private const long MostStored = 8_000_000;
    private const long MostWork = 2_000_000_000;
    private const long Seed = 20;

    /// <summary>Draws the points of an exercise: fewer where the graph is large or its domain small.</summary>
    public static IReadOnlyList<FormulaPoint> Draw(Exercise exercise)
    {
        var graph = exercise.Graph;
        var room = Math.Min(MostStored / Math.Max(1, 2 * exercise.Values.Length), MostWork / Math.Max(1, 3 * graph.Work));
        var wanted = (int)Math.Clamp(room, 1, Count);
        var movable = Movable(exercise);
        var points = new List<FormulaPoint>();
        var tape = new Tape(graph);
        ForwardPass.Run(tape, CancellationToken.None);
        var recorder = new BranchRecorder();
        var side = Side(exercise, tape, recorder);
        var random = new SeededRandom(Seed);
        var spread = 1.0;
        for (var draw = 1; movable.Count > 0 && draw <= MostDraws && points.Count < wanted; draw++)
        {
            foreach (var node in movable)
            {
                var own = exercise.Slice(exercise.Values, node);
                var value = tape.Value(node);
                for (var i = 0; i < value.Length; i++)
                {
                    value[i] = own[i] + (spread * Math.Max(1, Math.Abs(own[i])) * random.NextDouble(-1, 1));
                }
            }

            ForwardPass.Run(tape, CancellationToken.None);
            if (IsFinite(tape.Values) && Side(exercise, tape, recorder) == side)
            {
                BackwardPass.Run(tape, exercise.Upstream, CancellationToken.None);
                if (IsFinite(tape.Gradients))
                {
                    points.Add(new FormulaPoint(tape.Values.AsSpan().ToArray(), tape.Gradients.AsSpan().ToArray()));
                }
            }

            spread = draw % DrawsBeforeNarrowing == 0 && points.Count * DrawsBeforeNarrowing < draw * 2 ? spread / 2 : spread;
        }

        return points;
    }

    /// <summary>The leaves that may be moved: no index, condition or mask, and no target, whose entries hang together (a row of probabilities).</summary>
    public static List<int> Movable(Exercise exercise)
    {
        var graph = exercise.Graph;
        var isTarget = new bool[graph.Count];
        for (var node = 0; node < graph.Count; node++)
        {
            var operands = graph.Operands(node);
            for (var position = 0; position < operands.Length; position++)
            {
                isTarget[operands[position]] |= graph[node].Operator.OperandName(position) == "target";
            }
        }

        return [.. Enumerable.Range(0, graph.Count).Where(node => graph[node].IsVariable && exercise.IsReplaceable(node) && !isTarget[node])];
    }

    private static ulong Side(Exercise exercise, Tape tape, BranchRecorder recorder)
    {
        recorder.Reset();
        for (var node = 0; node < exercise.Graph.Count; node++)
        {
            if (exercise.Graph[node].Kernel is { HasBranches: true } kernel && !exercise.KinkNodes.Contains(node))
            {
                kernel.Branches(tape.Frame(node), recorder);
            }
        }

        return recorder.Signature;
    }

    private static bool IsFinite(double[] numbers) => !numbers.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
}

/// <summary>The key at one of the further points.</summary>
internal sealed record FormulaPoint(double[] Values, double[] Gradients);
