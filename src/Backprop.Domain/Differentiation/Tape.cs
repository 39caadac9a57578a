using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Differentiation;

// docs/decisions/0001-one-graph-one-arena.md
/// <summary>
/// The arenas of one run of a graph: every node's value and gradient, what forward saved for backward, and scratch space. Made once,
/// run many times; belongs to one thread at a time.
/// </summary>
public sealed class Tape
{
    private readonly double[] _saved;
    private readonly double[] _scratch;
    private int[]? _contributionOffsets;

    /// <summary>A tape with the values of the graph's constants and defaults in place.</summary>
    public Tape(Graph graph)
        : this(graph, new double[graph.Offsets[^1]], graph.SavedOffsets[^1] == 0 ? [] : new double[graph.SavedOffsets[^1]])
    {
        foreach (var node in graph.Nodes)
        {
            node.Value?.Data.CopyTo(Values.AsSpan(graph.Offsets[node.Index]));
        }
    }

    private Tape(Graph graph, double[] values, double[] saved)
    {
        (Graph, Values, _saved) = (graph, values, saved);
        _scratch = graph.ScratchLength == 0 ? [] : new double[graph.ScratchLength];
    }

    /// <summary>The graph that runs.</summary>
    public Graph Graph { get; }

    /// <summary>The arena of values.</summary>
    internal double[] Values { get; }

    /// <summary>The arena of gradients, made by the first backward pass: a tape that only runs forward has none.</summary>
    internal double[] Gradients => field ??= new double[Values.Length];

    /// <summary>The arena of contributions, one operand's length per edge; null until <see cref="RecordContributions"/>.</summary>
    internal double[]? Contributions { get; private set; }

    /// <summary>
    /// Each node's own result, where that is not what its consumers read (rounded or replaced values); null where it is. An operator that
    /// selects (a maximum) has to find its result among its operands.
    /// </summary>
    internal double[]? Results { get; set; }

    private double[] Space => field ??= new double[Graph.SpareLength];

    /// <summary>Bytes of the arenas of a run.</summary>
    /// <param name="graph">The graph that is to run.</param>
    /// <param name="backward">Whether it runs backward too.</param>
    /// <param name="contributions">Whether what each edge contributes is kept.</param>
    public static long EstimateBytes(Graph graph, bool backward, bool contributions = false)
    {
        var numbers = graph.ElementCount + graph.SavedOffsets[^1] + graph.ScratchLength;
        numbers += backward ? graph.ElementCount + graph.SpareLength : 0;
        for (var node = 0; contributions && node < graph.Count; node++)
        {
            foreach (var operand in graph.Operands(node))
            {
                numbers += graph[operand].Shape.Count;
            }
        }

        return sizeof(double) * numbers;
    }

    /// <summary>What stops the pass that runs, or ran last: kernels poll it by way of their frames.</summary>
    internal CancellationToken Cancellation { get; set; }

    /// <summary>A node's value.</summary>
    public Span<double> Value(int node) => Values.AsSpan(Graph.Offsets[node], Graph.Offsets[node + 1] - Graph.Offsets[node]);

    /// <summary>A node's gradient: the derivative of upstream · output with respect to it. Zero where no path leads to the output.</summary>
    public Span<double> Gradient(int node) => Gradients.AsSpan(Graph.Offsets[node], Graph.Offsets[node + 1] - Graph.Offsets[node]);

    /// <summary>A node's value, to be kept until the next forward pass.</summary>
    public ReadOnlyMemory<double> ValueMemory(int node) => Graph.MemoryOf(Values, node);

    /// <summary>What the edge from a node to its operand at a position added to the operand's gradient, in the operand's shape.</summary>
    public ReadOnlySpan<double> Contribution(int node, int position)
    {
        if (Contributions is null)
        {
            throw new InvalidOperationException("Contributions are recorded only after RecordContributions().");
        }

        return ContributionSlot(Graph.Edge(node, position));
    }

    /// <summary>Sets an input's or parameter's value.</summary>
    public void Load(int node, Tensor value) => value.Data.CopyTo(Value(node));

    /// <summary>Whether backward passes keep what each edge contributed.</summary>
    public bool RecordsContributions => Contributions is not null;

    /// <summary>Makes every later backward pass keep what each edge contributed.</summary>
    public void RecordContributions()
    {
        if (Contributions is not null)
        {
            return;
        }

        _contributionOffsets = new int[Graph.EdgeCount + 1];
        for (int node = 0, edge = 0; node < Graph.Count; node++)
        {
            foreach (var operand in Graph.Operands(node))
            {
                _contributionOffsets[edge + 1] = _contributionOffsets[edge] + (Graph.Offsets[operand + 1] - Graph.Offsets[operand]);
                edge++;
            }
        }

        Contributions = new double[_contributionOffsets[^1]];
    }

    /// <summary>The window on these arenas that a node's kernel works through.</summary>
    public KernelFrame Frame(int node) => new(
        Values,
        Graph.Offsets,
        Graph.Operands(node),
        Results is { } results && Graph[node].Kernel!.HasBranches ? results.AsSpan(Graph.Offsets[node], Graph.Offsets[node + 1] - Graph.Offsets[node]) : Value(node),
        _saved.AsSpan(Graph.SavedOffsets[node], Graph.SavedOffsets[node + 1] - Graph.SavedOffsets[node]),
        _scratch,
        Cancellation);

    /// <summary>A tape over the same forward pass, which it only reads, with gradients and working space of its own.</summary>
    internal Tape WithOwnGradients() => new(Graph, Values, _saved) { Results = Results, Cancellation = Cancellation };

    /// <summary>Takes every value, and what forward saved, from another tape of the same graph.</summary>
    internal void CopyFrom(Tape other)
    {
        other.Values.CopyTo(Values, 0);
        other._saved.CopyTo(_saved, 0);
    }

    /// <summary>Takes the values of these nodes, and what forward saved for them, from another tape of the same graph.</summary>
    internal void Restore(Tape other, ReadOnlySpan<int> nodes)
    {
        foreach (var node in nodes)
        {
            other.Value(node).CopyTo(Value(node));
            var saved = Graph.SavedOffsets[node];
            other._saved.AsSpan(saved, Graph.SavedOffsets[node + 1] - saved).CopyTo(_saved.AsSpan(saved));
        }
    }

    /// <summary>Space for a contribution that is about to be added.</summary>
    internal Span<double> Spare(int length) => Space.AsSpan(0, length);

    internal Span<double> ContributionSlot(int edge) =>
        Contributions.AsSpan(_contributionOffsets![edge], _contributionOffsets[edge + 1] - _contributionOffsets[edge]);
}
