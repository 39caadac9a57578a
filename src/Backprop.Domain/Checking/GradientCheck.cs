using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Checking;

/// <summary>Compares gradients, computed or claimed, with numeric derivatives of the output.</summary>
public static class GradientCheck
{
    /// <summary>Evaluations beside those of the entries that disputes may take, as long as they are little work.</summary>
    private const int SpareEvaluations = 1000;
    private const long SpareWork = 200_000_000;

    /// <summary>Entries that one thread takes at a time: they share a list of nodes to evaluate.</summary>
    private const int EntriesAtOnce = 64;

    /// <summary>Below this much work one thread is faster than several.</summary>
    private const long WorkWorthThreads = 8_000_000;

    /// <summary>The number of entries of these nodes' gradients.</summary>
    public static long CountEntries(Graph graph, IEnumerable<int> wrt) => wrt.Sum(node => graph[node].Shape.Count);

    /// <summary>
    /// Estimated work of a check of these nodes' gradients: for each entry, everything downstream of it as often as the method evaluates it. Stops
    /// adding once it is over <paramref name="enough"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static long EstimateWork(Graph graph, IReadOnlyList<int> wrt, CheckMethod method, long enough, CancellationToken cancellationToken)
    {
        var evaluations = method switch { CheckMethod.Adaptive => AdaptiveCheck.Evaluations, CheckMethod.Central => 2, _ => 1 };
        var map = new DownstreamMap(graph);
        var nodes = new DownstreamNodes(graph);
        var work = (double)graph.Work * (method == CheckMethod.Adaptive ? 1 + GradientRounding.Passes : 1);
        foreach (var node in wrt)
        {
            cancellationToken.ThrowIfCancellationRequested();
            work += evaluations * graph[node].Shape.Count * map.Work(node, nodes);
            if (work > enough)
            {
                break;
            }
        }

        work += method == CheckMethod.Adaptive ? Spare(graph) * (double)graph.Work : 0;
        return work >= long.MaxValue ? long.MaxValue : (long)work;
    }

    private static long Spare(Graph graph) => Math.Min(SpareEvaluations, SpareWork / Math.Max(1, graph.Work));

    /// <summary>Checks the gradients at the point that a tape is at after its forward pass; runs the backward pass on it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static GradientCheckResult Run(Tape tape, GradientCheckOptions options, CancellationToken cancellationToken)
    {
        var graph = tape.Graph;
        var upstream = options.Upstream?.Data ?? CheckDirection.For((int)graph.OutputNode.Shape.Count);
        BackwardPass.Run(tape, upstream, cancellationToken);
        (int Node, int Element)[] places = [.. options.Wrt.SelectMany(node => Enumerable.Range(0, (int)graph[node].Shape.Count).Select(element => (node, element)))];
        var (entries, evaluations) = ReasonAgainst(tape) is { } reason
            ? ([.. places.Select(p => new CheckedEntry(p.Node, p.Element, Analytic(tape, options, p.Node, p.Element), CheckVerdict.Inconclusive) { Reason = reason })], 0)
            : CheckEntries(tape, options, upstream, places, cancellationToken);
        return new GradientCheckResult(Overall(entries), options.Method, 1 + evaluations, LargestRelativeError(entries), upstream, entries);
    }

    private static (CheckedEntry[] Entries, long Evaluations) CheckEntries(Tape tape, GradientCheckOptions options, double[] upstream, (int Node, int Element)[] places, CancellationToken cancellationToken)
    {
        var entries = new CheckedEntry[places.Length];
        var graph = tape.Graph;
        var map = new DownstreamMap(graph);
        var magnitude = upstream.Select((weight, i) => Math.Abs(weight * tape.Value(graph.Output)[i])).Sum();
        var bounds = options.Method == CheckMethod.Adaptive ? GradientRounding.Of(tape, upstream, cancellationToken) : null;
        double[] roundings = [.. Enumerable.Range(0, graph.Count).Select(node => OutputAlongEntry.RoundingOf(tape, node))];
        var blocks = (entries.Length + EntriesAtOnce - 1) / EntriesAtOnce;
        var work = EstimateWork(graph, options.Wrt, options.Method, WorkWorthThreads, cancellationToken);
        var workers = work < WorkWorthThreads ? 1 : Math.Clamp(options.Workers, 1, Math.Max(1, blocks));
        var nextBlock = -1;
        var evaluations = 0L;

        // Which thread takes which entries does not matter: each entry starts from the same values.
        void Work()
        {
            var output = new OutputAlongEntry(tape, map, upstream, roundings, cancellationToken);
            var check = EntryCheck.For(options, output, magnitude, Spare(graph));
            var own = 0L;
            for (var block = Interlocked.Increment(ref nextBlock); block < blocks; block = Interlocked.Increment(ref nextBlock))
            {
                var entered = -1;
                for (var index = block * EntriesAtOnce; index < Math.Min(entries.Length, (block + 1) * EntriesAtOnce); index++)
                {
                    var (node, element) = places[index];
                    if (entered != node)
                    {
                        if (entered >= 0)
                        {
                            output.Leave();
                        }

                        output.Enter(node);
                        entered = node;
                    }

                    output.Select(element);
                    entries[index] = check.Check(node, element, Analytic(tape, options, node, element), new ComputedGradient(tape.Gradient(node)[element], bounds?[graph.Offsets[node] + element] ?? 0));
                    own += output.Evaluations;
                    output.Deselect();
                }

                output.Leave();
            }

            Interlocked.Add(ref evaluations, own);
        }

        if (workers == 1)
        {
            Work();
        }
        else
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, _ => Work());
        }

        return (entries, evaluations);
    }

    private static double Analytic(Tape tape, GradientCheckOptions options, int node, int element)
    {
        var analytic = options.Claims.TryGetValue(node, out var claim) ? claim.Data[element] : tape.Gradient(node)[element];
        return analytic == 0 ? 0 : analytic;
    }

    private static string? ReasonAgainst(Tape tape)
    {
        var output = tape.Value(tape.Graph.Output);
        return TensorPrimitives.IsNaNAny<double>(output) ? CheckReason.Domain : TensorPrimitives.IsInfinityAny<double>(output) ? CheckReason.Overflow : null;
    }

    private static CheckVerdict Overall(CheckedEntry[] entries) => entries.Select(entry => entry.Verdict).Append(CheckVerdict.Pass)
        .MaxBy(verdict => verdict switch { CheckVerdict.Fail => 3, CheckVerdict.Kink => 2, CheckVerdict.Inconclusive => 1, _ => 0 });

    private static double LargestRelativeError(CheckedEntry[] entries) => entries
        .Where(e => e.Verdict is CheckVerdict.Pass or CheckVerdict.Fail && e.Numeric is { } numeric && Math.Max(Math.Abs(e.Analytic), Math.Abs(numeric)) > (e.ErrorBound ?? 0))
        .Aggregate(0.0, (largest, e) => Math.Max(largest, e.RelativeError ?? 0));
}
