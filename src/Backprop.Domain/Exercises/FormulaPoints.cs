using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
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
    private const long MostStored = 2_000_000;

    // The whole of the drawing: half a second.
    private const long MostWork = 2_000_000_000;

    // What an element of a draw costs beside the forward pass: a random number, a look at its branch, a look whether it is finite.
    private const long WorkAnElement = 40;
    private const long Seed = 20;

    /// <summary>What drawing the points of an exercise over this graph takes at most.</summary>
    public static long EstimateWork(Graph graph)
    {
        var (draw, key) = (WorkOfDraw(graph), WorkOfKey(graph));
        return long.CreateSaturating(graph.Work + Int128.Max(draw + key, Int128.Min((MostDraws * draw) + (MostPoints(graph) * key), MostWork + key)));
    }

    /// <summary>The bytes that the points of an exercise over this graph take at most, and drawing them.</summary>
    public static long EstimateBytes(Graph graph) => (MostPoints(graph) * 2 * sizeof(double) * graph.ElementCount) + Tape.EstimateBytes(graph, backward: true);

    /// <summary>Draws the points of an exercise: fewer where the graph is large or its domain small.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<FormulaPoint> Draw(Exercise exercise, CancellationToken cancellationToken)
    {
        var graph = exercise.Graph;
        var wanted = MostPoints(graph);
        var movable = Movable(exercise);
        var points = new List<FormulaPoint>();
        var tape = new Tape(graph);
        ForwardPass.Run(tape, cancellationToken);
        var recorder = new BranchRecorder();
        var side = Side(exercise, tape, recorder);
        var random = new SeededRandom(Seed);
        var spread = 1.0;
        var work = Int128.Zero;
        for (var draw = 1; movable.Count > 0 && draw <= MostDraws && points.Count < wanted && (draw == 1 || work + WorkOfDraw(graph) <= MostWork); draw++)
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

            ForwardPass.Run(tape, cancellationToken);
            work += WorkOfDraw(graph);
            if (IsFinite(tape.Values) && Side(exercise, tape, recorder) == side)
            {
                BackwardPass.Run(tape, exercise.Upstream, cancellationToken);
                work += WorkOfKey(graph);
                if (IsFinite(tape.Gradients))
                {
                    points.Add(new FormulaPoint(tape.Values.AsSpan().ToArray(), tape.Gradients.AsSpan().ToArray()));
                }
            }

            spread = draw % DrawsBeforeNarrowing == 0 && points.Count * DrawsBeforeNarrowing < draw * 2 ? spread / 2 : spread;
        }

        return points;
    }

    /// <summary>How many points there are at most.</summary>
    public static int MostPoints(Graph graph) =>
        (int)Int128.Clamp(Int128.Min(MostStored / Math.Max(1, 2 * graph.ElementCount), MostWork / Int128.Max(1, WorkOfDraw(graph) + WorkOfKey(graph))), 1, Count);

    private static Int128 WorkOfDraw(Graph graph) => (Int128)graph.Work + (WorkAnElement * graph.ElementCount);

    private static Int128 WorkOfKey(Graph graph) => (Int128)2 * graph.Work;

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
