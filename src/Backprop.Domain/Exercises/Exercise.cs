using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Exercises;

/// <summary>What compiling an exercise gives: the exercise, or every mistake in it.</summary>
public sealed record ExerciseResult(Exercise? Exercise, IReadOnlyList<Issue> Issues);

/// <summary>
/// A computation to be graded, its policy and its key: compiled once, used for any number of answers from any thread. The key is the
/// graph's own values and gradients; nothing about it comes from the client.
/// </summary>
public sealed class Exercise
{
    // A forward and a backward pass, and the magnitudes of the terms, which are another backward pass.
    private const int PassesOfCompiling = 6;

    private readonly Consumers _consumers;
    private readonly Dictionary<Part, double> _weights;
    private readonly bool[] _replaceable;
    private readonly string?[] _names;
    private readonly Lazy<byte[]> _identity;
    private readonly Lock _drawing = new();
    private volatile IReadOnlyList<FormulaPoint>? _points;

    private Exercise(Graph graph, FormulaBook formulas, double[] upstream, GradingPolicy policy, IReadOnlyList<Part> asked, Dictionary<Part, double> weights, Tape tape)
    {
        Graph = graph;
        Formulas = formulas;
        Upstream = upstream;
        Policy = policy;
        Asked = asked;
        _weights = weights;
        _consumers = Consumers.Differentiated(graph);
        _replaceable = FindReplaceable(graph);
        _names = new string?[2 * graph.Count];
        Passes = tape;
        Scales = Scale(tape);
        KinkNodes = FindKinks(tape);
        _identity = new Lazy<byte[]>(() => ResultIdentity.OfExercise(this));
    }

    /// <summary>The computation.</summary>
    public Graph Graph { get; }

    /// <summary>The gradient of the output that the backward pass starts from.</summary>
    public double[] Upstream { get; }

    /// <summary>How it is marked.</summary>
    public GradingPolicy Policy { get; }

    /// <summary>The parts that count even where they are not answered.</summary>
    public IReadOnlyList<Part> Asked { get; }

    /// <summary>The nodes that sit on a kink.</summary>
    public IReadOnlySet<int> KinkNodes { get; }

    /// <summary>The formulas that were written in answers to it.</summary>
    internal FormulaBook Formulas { get; }

    /// <summary>The two passes that the key comes from. Whoever runs another backward pass does so with gradients of their own.</summary>
    internal Tape Passes { get; }

    internal double[] Values => Passes.Values;

    internal double[] Gradients => Passes.Gradients;

    /// <summary>For every gradient the sum of the magnitudes of its terms.</summary>
    internal double[] Scales { get; }

    internal byte[] Identity => _identity.Value;

    /// <summary>What compiling an exercise over this graph takes: both passes, and the magnitudes of the terms of its gradients.</summary>
    public static long EstimateWork(Graph graph) => long.CreateSaturating(((Int128)graph.Work * PassesOfCompiling) + Enumerable.Range(0, graph.Count).Sum(node => 2 * (Magnitudes.BackwardCalls(graph[node]) - 1) * graph.WorkOf(node)));

    /// <summary>The bytes of an exercise over this graph, without points for formulas.</summary>
    public static long EstimateBytes(Graph graph) => Tape.EstimateBytes(graph, backward: true) + (sizeof(double) * graph.ElementCount);

    /// <summary>Further inputs and the key there, to compare formulas at. They are drawn when somebody first asks: once, whoever else asks meanwhile; a drawing that was stopped leaves nothing.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal IReadOnlyList<FormulaPoint> Points(CancellationToken cancellationToken)
    {
        if (_points is { } points)
        {
            return points;
        }

        lock (_drawing)
        {
            return _points ??= FormulaPoints.Draw(this, cancellationToken);
        }
    }

    /// <summary>Compiles an exercise: runs both passes once and resolves the parts that the policy names.</summary>
    /// <param name="graph">The computation with its inputs' values.</param>
    /// <param name="upstream">The gradient of the output, in its shape; null for 1.</param>
    /// <param name="parts">Names of the parts that are asked for, such as <c>gradients.x</c>; null for those that are answered or weighted.</param>
    /// <param name="policy">How it is marked.</param>
    /// <param name="cancellationToken">Stops the passes.</param>
    public static ExerciseResult Compile(Graph graph, double[]? upstream, IReadOnlyList<string>? parts, GradingPolicy policy, CancellationToken cancellationToken) =>
        Compile(new FormulaBook(graph), upstream, parts, policy, cancellationToken);

    /// <summary>Compiles an exercise over the graph that these formulas were read for.</summary>
    public static ExerciseResult Compile(FormulaBook formulas, double[]? upstream, IReadOnlyList<string>? parts, GradingPolicy policy, CancellationToken cancellationToken)
    {
        var graph = formulas.Graph;
        var issues = new List<Issue>();
        var (asked, weights) = Resolve(graph, parts, policy, issues);
        if (issues.Count > 0)
        {
            return new ExerciseResult(null, issues);
        }

        var tape = new Tape(graph);
        ForwardPass.Run(tape, cancellationToken);
        if (OperandFaults.Find(tape) is { Count: > 0 } faults)
        {
            return new ExerciseResult(null, faults);
        }

        var seed = upstream ?? [.. Enumerable.Repeat(1.0, (int)graph.OutputNode.Shape.Count)];
        BackwardPass.Run(tape, seed, cancellationToken);
        return new ExerciseResult(new Exercise(graph, formulas, seed, policy, [.. asked.OrderBy(p => p.Kind).ThenBy(p => p.Node)], weights, tape), []);
    }

    /// <summary>What is wrong with the parts that an exercise names, before anything is run.</summary>
    public static IReadOnlyList<Issue> FindIssues(Graph graph, IReadOnlyList<string>? parts, GradingPolicy policy)
    {
        var issues = new List<Issue>();
        Resolve(graph, parts, policy, issues);
        return issues;
    }

    /// <summary>A part's name.</summary>
    public string Name(Part part) => _names[(2 * part.Node) + (int)part.Kind] ??= PartName.Of(part.Kind, Graph[part.Node].Id);

    /// <summary>What a part counts.</summary>
    public double Weight(Part part) => _weights.Count == 0 ? 1 : _weights.GetValueOrDefault(part, 1);

    /// <summary>The right numbers of a part, in the node's shape.</summary>
    public ReadOnlySpan<double> Key(Part part) => KeyMemory(part).Span;

    /// <summary>The same numbers, to be kept.</summary>
    public ReadOnlyMemory<double> KeyMemory(Part part) => Graph.MemoryOf(part.Kind == PartKind.Value ? Values : Gradients, part.Node);

    /// <summary>The edges along which a node's gradient comes, by consumer in topological order.</summary>
    internal ArraySegment<PathEdge> Paths(int node) => _consumers.Of(node);

    /// <summary>Whether other numbers may be put in the node's place: it is nobody's index, condition or mask.</summary>
    internal bool IsReplaceable(int node) => _replaceable[node];

    internal Span<double> Slice(double[] arena, int node) => arena.AsSpan(Graph.Offsets[node], Graph.Offsets[node + 1] - Graph.Offsets[node]);

    private static (HashSet<Part> Asked, Dictionary<Part, double> Weights) Resolve(Graph graph, IReadOnlyList<string>? parts, GradingPolicy policy, List<Issue> issues)
    {
        var weights = new Dictionary<Part, double>();
        var asked = new HashSet<Part>();
        var named = policy.Weights.Keys.Select(name => (Name: name, Place: Place.Whole["policy"]["weights"][name])).Concat((parts ?? []).Select((name, i) => (name, Place.Whole["parts"][i])));
        foreach (var (name, place) in named)
        {
            if (issues.Count < IssueCollector.MaxIssues && Resolve(graph, name, place, issues) is { } part)
            {
                asked.Add(part);
                if (policy.Weights.TryGetValue(name, out var weight))
                {
                    weights[part] = weight;
                }
            }
        }

        return (asked, weights);
    }

    private static Part? Resolve(Graph graph, string name, Place place, List<Issue> issues)
    {
        if (!PartName.TryParse(name, out var kind, out var id))
        {
            issues.Add(new Issue("unknown-part", place, "A part is named by values. or gradients. followed by a node's id, such as gradients.x."));
            return null;
        }

        var (part, problem) = FindPart(graph, kind, id);
        if (problem is not null)
        {
            issues.Add(new Issue("unknown-part", place, problem));
        }

        return part;
    }

    /// <summary>The part of a node with this id, or why there is none.</summary>
    internal static (Part? Part, string? Problem) FindPart(Graph graph, PartKind kind, string id, bool suggests = true) =>
        !graph.TryFind(id, out var node) ? (null, NearestNames.Missing("node", id, suggests ? graph.Ids : []))
        : kind == PartKind.Gradient && graph[node].IsConstant ? (null, $"{Quotation.Of(id)} is a constant, which has no gradient.")
        : (new Part(kind, node), null);

    private static bool[] FindReplaceable(Graph graph)
    {
        bool[] replaceable = [.. Enumerable.Repeat(true, graph.Count)];
        for (var node = 0; node < graph.Count; node++)
        {
            var operands = graph.Operands(node);
            for (var position = 0; position < operands.Length; position++)
            {
                replaceable[operands[position]] &= graph[node].Kernel!.Differentiates(position);
            }
        }

        return replaceable;
    }

    private double[] Scale(Tape tape)
    {
        var scales = new double[Gradients.Length];
        for (var node = 0; node < Graph.Count; node++)
        {
            tape.Cancellation.ThrowIfCancellationRequested();
            foreach (var path in Paths(node))
            {
                Magnitudes.Add(tape, path.Consumer, path.Position, tape.Gradient(path.Consumer), Slice(scales, node));
            }
        }

        return scales;
    }

    private HashSet<int> FindKinks(Tape tape)
    {
        var nodes = new HashSet<int>();
        var kinks = new List<int>();
        var recorder = new BranchRecorder(kinks);
        for (var node = 0; node < Graph.Count; node++)
        {
            if (Graph[node].Kernel is { HasBranches: true } kernel && Graph.LeadsToOutput(node))
            {
                kinks.Clear();
                kernel.Branches(tape.Frame(node), recorder);
                if (kinks.Count > 0)
                {
                    nodes.Add(node);
                }
            }
        }

        return nodes;
    }
}
