using Backprop.Domain.Differentiation;
using Backprop.Domain.Operators;
using Backprop.Domain.Randomness;

namespace Backprop.Domain.Checking;

// docs/decisions/0321-rounding-of-what-the-entry-does-not-move.md
/// <summary>
/// How far the computed gradients may lie from those of exact arithmetic: what becomes of them when every value on the way is moved by twice
/// its own rounding, with random signs (Monte Carlo arithmetic; D. S. Parker, 1997). Difference quotients do not see the rounding of values that
/// the entry does not move: it is the same at every point.
/// </summary>
internal static class GradientRounding
{
    private const int Runs = 4;

    /// <summary>How many roundings a value is moved by. The largest of the runs then stands for the bound of one rounding, with room.</summary>
    private const double RoundingsMoved = 2;

    /// <summary>Up to this many elements, each element's own rounding is asked for; beyond, the node's is shared out by magnitude.</summary>
    private const int ElementsAskedOneByOne = 64;

    private const long Seed = 1_997;

    /// <summary>Forward passes that the estimate costs about as much as; a backward pass counts as two.</summary>
    public const int Passes = 1 + (Runs * 4);

    /// <summary>A bound of each gradient element's rounding, laid out as the tape's gradients.</summary>
    /// <param name="tape">A tape after both passes; only read.</param>
    /// <param name="upstream">The gradient of the output.</param>
    /// <param name="cancellationToken">Polled at every node.</param>
    public static double[] Of(Tape tape, double[] upstream, CancellationToken cancellationToken)
    {
        var moves = Moves(tape, cancellationToken);
        var bounds = new double[tape.Gradients.Length];
        var moved = new Tape(tape.Graph);
        moved.CopyFrom(tape);
        var random = new SeededRandom(Seed);
        var (branches, isOnKink) = Branches(tape);
        for (var run = 0; run < Runs; run++)
        {
            Move(moved, moves, ref random, cancellationToken);
            if (isOnKink && Branches(moved).Signature != branches)
            {
                // Ties of equal numbers, such as max(a, a), are no matter of rounding: a run that breaks them says nothing.
                continue;
            }

            BackwardPass.Run(moved, upstream, cancellationToken);
            for (var i = 0; i < bounds.Length; i++)
            {
                var change = Math.Abs(moved.Gradients[i] - tape.Gradients[i]);
                bounds[i] = double.IsFinite(change) ? Math.Max(bounds[i], change) : bounds[i];
            }
        }

        return bounds;
    }

    private static (ulong Signature, bool IsOnKink) Branches(Tape tape)
    {
        var kinks = new List<int>();
        var recorder = new BranchRecorder(kinks);
        foreach (var node in tape.Graph.Nodes)
        {
            if (node.Kernel is { HasBranches: true } kernel)
            {
                kernel.Branches(tape.Frame(node.Index), recorder);
            }
        }

        return (recorder.Signature, kinks.Count > 0);
    }

    private static void Move(Tape tape, double[] moves, ref SeededRandom random, CancellationToken cancellationToken)
    {
        foreach (var node in tape.Graph.Nodes)
        {
            if (node.Kernel is null)
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            ForwardPass.Run(tape, [node.Index], cancellationToken);
            var value = tape.Value(node.Index);
            var most = moves.AsSpan(tape.Graph.Offsets[node.Index], value.Length);
            for (var i = 0; i < value.Length; i++)
            {
                value[i] += most[i] == 0 ? 0 : random.NextInt(2) == 0 ? most[i] : -most[i];
            }
        }
    }

    // How far each value is moved.
    private static double[] Moves(Tape tape, CancellationToken cancellationToken)
    {
        var graph = tape.Graph;
        var moves = new double[tape.Values.Length];
        var weights = new double[graph.Nodes.ToArray().Max(node => node.Shape.Count)];
        foreach (var node in graph.Nodes)
        {
            if (node.Kernel is not { } kernel)
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var value = tape.Value(node.Index);
            var own = moves.AsSpan(graph.Offsets[node.Index], value.Length);
            var frame = tape.Frame(node.Index);
            var upstream = weights.AsSpan(0, value.Length);
            if (value.Length <= ElementsAskedOneByOne && !kernel.IsElementwise)
            {
                upstream.Clear();
                for (var i = 0; i < value.Length; i++)
                {
                    upstream[i] = 1;
                    own[i] = kernel.Rounding(frame, upstream);
                    upstream[i] = 0;
                }
            }
            else
            {
                upstream.Fill(1);
                var share = kernel.Rounding(frame, upstream) / TensorPrimitives.SumOfMagnitudes<double>(value);
                TensorPrimitives.Abs(value, own);
                TensorPrimitives.Multiply(own, double.IsFinite(share) ? share : 0, own);
            }

            for (var i = 0; i < own.Length; i++)
            {
                own[i] = double.IsFinite(own[i]) ? own[i] * (RoundingsMoved * OutputAlongEntry.UnitRoundoff) : 0;
            }
        }

        return moves;
    }
}
