using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Grading;

/// <summary>
/// Which gradients are possible where nodes sit on kinks: for every node the interval that the subdifferentials of its consumers allow,
/// given the choices that the student has made further up. The one-sided derivatives are found by moving an operand off the kink.
/// </summary>
internal sealed class Subgradients
{
    /// <summary>Operands of more elements are not moved off their kinks.</summary>
    public const int MostElements = 256;

    // Far enough to leave the kink in double precision, near enough to change nothing else that shows.
    private const double Step = 1e-7;

    private readonly Exercise _exercise;
    private readonly OwnGradients _own;
    private readonly WorkBudget _budget;
    private readonly double[] _low;
    private readonly double[] _high;

    /// <summary>Finds the intervals of all nodes for the choices in a student's own work.</summary>
    public Subgradients(Exercise exercise, OwnGradients own, WorkBudget budget, CancellationToken cancellationToken)
    {
        _exercise = exercise;
        _own = own;
        _budget = budget;
        _low = new double[exercise.Gradients.Length];
        _high = new double[exercise.Gradients.Length];
        var graph = exercise.Graph;
        for (var node = graph.Output; node >= 0; node--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!graph.LeadsToOutput(node))
            {
                continue;
            }

            var low = exercise.Slice(_low, node);
            var high = exercise.Slice(_high, node);
            if (node == graph.Output)
            {
                exercise.Upstream.CopyTo(low);
                exercise.Upstream.CopyTo(high);
            }

            foreach (var path in exercise.Paths(node))
            {
                Add(path, low, high);
            }
        }
    }

    /// <summary>The work of moving every element of an operand off the kink to both sides.</summary>
    public static long WorkOfKink(Graph graph, int consumer, long elements) => long.CreateSaturating((Int128)graph.WorkOf(consumer) * 6 * elements);

    /// <summary>The interval of a node's gradient.</summary>
    public (double Low, double High) this[int node, int element] => (_exercise.Slice(_low, node)[element], _exercise.Slice(_high, node)[element]);

    /// <summary>
    /// Whether tied winners share their gradient: each may have any share of it, but together they have all of it once. False only where every
    /// operand of a tie was answered and feeds nothing else.
    /// </summary>
    public bool SharesAddUp(int node) => _exercise.Paths(node).All(path =>
        !_exercise.KinkNodes.Contains(path.Consumer) || _exercise.Graph[path.Consumer].Operator.Ties == TieRule.None || SharesAddUpAt(path.Consumer));

    private bool SharesAddUpAt(int consumer)
    {
        double given = 0, key = 0, margin = 0;
        foreach (var operand in _exercise.Graph.Operands(consumer).ToArray().Distinct())
        {
            if (_exercise.Paths(operand).Any(path => path.Consumer != consumer) || _own.Answered(operand) is not { } answered)
            {
                return true;
            }

            var right = _exercise.Slice(_exercise.Gradients, operand);
            for (var i = 0; i < answered.Length; i++)
            {
                given += answered[i];
                key += right[i];
                margin += _exercise.Policy.Tolerance.Margin(Math.Max(Math.Abs(answered[i]), Math.Abs(right[i])), 0);
            }
        }

        return Math.Abs(given - key) <= margin;
    }

    private void Add(PathEdge path, Span<double> low, Span<double> high)
    {
        var answered = _own.Answered(path.Consumer);
        ReadOnlySpan<double> upstreamLow = answered ?? _exercise.Slice(_low, path.Consumer);
        ReadOnlySpan<double> upstreamHigh = answered ?? _exercise.Slice(_high, path.Consumer);
        var least = new double[low.Length];
        var most = new double[low.Length];
        Array.Fill(least, double.PositiveInfinity);
        Array.Fill(most, double.NegativeInfinity);
        Widen(_own.Tape, path, upstreamLow, least, most);
        if (!upstreamLow.SequenceEqual(upstreamHigh))
        {
            Widen(_own.Tape, path, upstreamHigh, least, most);
            WidenByRadius(_own.Tape, path, upstreamLow, upstreamHigh, least, most);
        }

        TensorPrimitives.Add(low, least, low);
        TensorPrimitives.Add(high, most, high);
    }

    private void Widen(Tape tape, PathEdge path, ReadOnlySpan<double> upstream, double[] least, double[] most)
    {
        var contribution = new double[least.Length];
        _exercise.Graph[path.Consumer].Kernel!.Backward(tape.Frame(path.Consumer), path.Position, upstream, contribution);
        TensorPrimitives.Min(least, contribution, least);
        TensorPrimitives.Max(most, contribution, most);
        if (_exercise.KinkNodes.Contains(path.Consumer) && contribution.Length <= MostElements && _budget.Spend(WorkOfKink(_exercise.Graph, path.Consumer, contribution.Length)))
        {
            WidenByKink(tape, path, upstream, least, most);
        }
    }

    private void WidenByKink(Tape tape, PathEdge path, ReadOnlySpan<double> upstream, double[] least, double[] most)
    {
        var copy = new NodeCopy(tape, path.Consumer);
        var exact = tape.Value(_exercise.Graph.Operands(path.Consumer)[path.Position]);
        var contribution = new double[least.Length];
        for (var i = 0; i < contribution.Length; i++)
        {
            for (var side = -1; side <= 1; side += 2)
            {
                copy.SetElement(path.Position, i, exact[i] + (side * Step * Math.Max(1, Math.Abs(exact[i]))));
                copy.Backward(path.Position, upstream, contribution);
                least[i] = Math.Min(least[i], contribution[i]);
                most[i] = Math.Max(most[i], contribution[i]);
            }

            copy.SetElement(path.Position, i, exact[i]);
        }
    }

    /// <summary>J·[low, high] lies within J·middle ± |J|·radius.</summary>
    private static void WidenByRadius(Tape tape, PathEdge path, ReadOnlySpan<double> low, ReadOnlySpan<double> high, double[] least, double[] most)
    {
        var middle = new double[low.Length];
        var radius = new double[low.Length];
        for (var i = 0; i < middle.Length; i++)
        {
            middle[i] = (low[i] + high[i]) / 2;
            radius[i] = Math.Abs(high[i] - low[i]) / 2;
        }

        var centre = new double[least.Length];
        var reach = new double[least.Length];
        tape.Graph[path.Consumer].Kernel!.Backward(tape.Frame(path.Consumer), path.Position, middle, centre);
        Magnitudes.Add(tape, path.Consumer, path.Position, radius, reach);
        for (var i = 0; i < centre.Length; i++)
        {
            least[i] = Math.Min(least[i], centre[i] - reach[i]);
            most[i] = Math.Max(most[i], centre[i] + reach[i]);
        }
    }
}
