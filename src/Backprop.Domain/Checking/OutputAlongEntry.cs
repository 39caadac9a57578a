using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Checking;

/// <summary>
/// The output as a function of one element of one leaf, everything else held at the point of the check. Evaluates only what is downstream of
/// the leaf, and allocates nothing per evaluation. Belongs to one thread.
/// </summary>
internal sealed class OutputAlongEntry
{
    private readonly Tape _original;
    private readonly Tape _tape;
    private readonly Graph _graph;
    private readonly DownstreamMap _map;
    private readonly DownstreamNodes _nodes;
    private readonly double[] _upstream;
    private readonly double[] _roundings;
    private readonly List<int> _kinks = [];
    private readonly BranchRecorder _recorder = new();
    private readonly BranchRecorder _kinkRecorder;
    private readonly CancellationToken _cancellationToken;
    private readonly double[] _moved;
    private int _leaf;
    private int _element;

    /// <param name="original">A tape after both passes; only read.</param>
    /// <param name="map">What depends on what.</param>
    /// <param name="upstream">The gradient of the output.</param>
    /// <param name="roundings">Each node's rounding as seen at the output, in units of 2⁻⁵³.</param>
    /// <param name="cancellationToken">Polled at every evaluation.</param>
    public OutputAlongEntry(Tape original, DownstreamMap map, double[] upstream, double[] roundings, CancellationToken cancellationToken)
    {
        _original = original;
        _graph = original.Graph;
        _tape = new Tape(_graph);
        _tape.CopyFrom(original);
        _map = map;
        _nodes = new DownstreamNodes(_graph);
        _upstream = upstream;
        _roundings = roundings;
        _moved = new double[_graph.Nodes.ToArray().Max(node => node.Shape.Count)];
        _kinkRecorder = new BranchRecorder(_kinks);
        _cancellationToken = cancellationToken;
    }

    /// <summary>The element's value at the point of the check.</summary>
    public double X { get; private set; }

    /// <summary>The branch signature at the point of the check.</summary>
    public ulong SignatureAtPoint { get; private set; }

    /// <summary>The branch signature of the last evaluation.</summary>
    public ulong Signature { get; private set; }

    /// <summary>Whether a node downstream of the leaf sits exactly on a kink at the point of the check.</summary>
    public bool OnKink { get; private set; }

    /// <summary>ε_f: the first-order rounding error of a change of the output. What is not downstream of the leaf rounds alike at every point and cancels.</summary>
    public double Rounding { get; private set; }

    /// <summary>How often the output was evaluated.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Whether the output depends on the leaf at all.</summary>
    public bool Reaches { get; private set; }

    /// <summary>Turns to a leaf.</summary>
    public void Enter(int leaf)
    {
        _leaf = leaf;
        Reaches = _map.Reaches(leaf);
        _map.Collect(leaf, _nodes);
        _kinks.Clear();
        SignatureAtPoint = Sign(_kinkRecorder, _nodes.Branching);
        OnKink = _kinks.Count > 0;
        Rounding = 0;
        foreach (var node in _nodes.All)
        {
            Rounding += _roundings[node];
        }

        Rounding *= UnitRoundoff;
    }

    /// <summary>Turns to an element of the leaf.</summary>
    public void Select(int element)
    {
        _element = element;
        X = _tape.Value(_leaf)[element];
        Evaluations = 0;
    }

    /// <summary>2⁻¹⁰⁷⁴, the smallest number, in units of 2⁻⁵³.</summary>
    private const double Underflow = 4.4501477170144028e-308;

    /// <summary>2⁻⁵³, the largest relative error of one rounding.</summary>
    public const double UnitRoundoff = 1.1102230246251565e-16;

    /// <summary>
    /// upstream · (output with the element at <paramref name="x"/> − output at the point of the check). The difference is taken element by
    /// element, where it is nearly exact, before it is multiplied and summed.
    /// </summary>
    public double ChangeAt(double x)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _tape.Value(_leaf)[_element] = x;
        ForwardPass.Run(_tape, _nodes.All, _cancellationToken);
        Evaluations++;
        Signature = Sign(_recorder, _nodes.Branching);
        var there = _tape.Value(_graph.Output);
        var here = _original.Value(_graph.Output);
        if (there.Length == 1)
        {
            return _upstream[0] * (there[0] - here[0]);
        }

        var change = 0.0;
        for (var i = 0; i < there.Length; i++)
        {
            change += _upstream[i] * (there[i] - here[i]);
        }

        return change;
    }

    /// <summary>The gradient that the graph computes with the element at <paramref name="x"/>.</summary>
    public double GradientAt(double x)
    {
        ChangeAt(x);
        BackwardPass.Run(_tape, _upstream, _cancellationToken);
        return _tape.Gradient(_leaf)[_element];
    }

    /// <summary>ε_f by a backward pass at the last evaluated point: where gradients vanish at the point of the check, first-order rounding there says nothing.</summary>
    public double RoundingAtLastPoint()
    {
        BackwardPass.Run(_tape, _upstream, _cancellationToken);
        var rounding = 0.0;
        foreach (var node in _nodes.All)
        {
            rounding += RoundingOf(_tape, node);
        }

        return rounding * UnitRoundoff;
    }

    /// <summary>
    /// ε_f of the elements alone that move with the entry to <paramref name="x"/>: one row of a batch does not suffer the rounding of the others.
    /// </summary>
    public double RoundingOfWhatMovesTo(double x)
    {
        ChangeAt(x);
        var rounding = 0.0;
        foreach (var node in _nodes.All)
        {
            if (_roundings[node] == 0)
            {
                continue;
            }

            var here = _original.Value(node);
            var there = _tape.Value(node);
            var upstream = _moved.AsSpan(0, here.Length);
            _original.Gradient(node).CopyTo(upstream);
            for (var i = 0; i < here.Length; i++)
            {
                upstream[i] = here[i].Equals(there[i]) ? 0 : upstream[i];
            }

            // What an operand's move does not show in has been rounded away here: it counts in full.
            rounding += Moved(node) || !OperandMoved(node) ? RoundingOf(_tape, node, upstream) : _roundings[node];
        }

        return rounding * UnitRoundoff;
    }

    /// <summary>The nodes that sit on a kink at the point of the check and leave it when the element moves to one of the two places, in topological order.</summary>
    public IReadOnlyList<int> KinksLeftBetween(double left, double right)
    {
        ChangeAt(X);
        var onKink = new List<(int Node, ulong Signature)>();
        foreach (var node in _nodes.Branching)
        {
            _kinks.Clear();
            var signature = Sign(_kinkRecorder, node);
            if (_kinks.Count > 0)
            {
                onKink.Add((node, signature));
            }
        }

        var moved = new SortedSet<int>();
        foreach (var x in (ReadOnlySpan<double>)[left, right])
        {
            ChangeAt(x);
            moved.UnionWith(onKink.Where(kink => Sign(_recorder, kink.Node) != kink.Signature).Select(kink => kink.Node));
        }

        return [.. moved];
    }

    /// <summary>Puts the element back; the nodes downstream stay where the last evaluation left them.</summary>
    public void Deselect() => _tape.Value(_leaf)[_element] = X;

    /// <summary>Puts everything downstream of the leaf back.</summary>
    public void Leave() => _tape.Restore(_original, _nodes.All);

    /// <summary>A node's rounding as seen at the output, in units of 2⁻⁵³.</summary>
    public static double RoundingOf(Tape tape, int node) => RoundingOf(tape, node, tape.Gradient(node));

    private static double RoundingOf(Tape tape, int node, ReadOnlySpan<double> upstream)
    {
        if (tape.Graph[node].Kernel is not { } kernel)
        {
            return 0;
        }

        // Beside the roundings of its own: what underflows loses up to 2⁻¹⁰⁷⁴, whatever its size.
        var rounding = kernel.Rounding(tape.Frame(node), upstream);
        var underflow = Underflow * TensorPrimitives.SumOfMagnitudes(upstream);

        // 0 · ∞: a value that is not finite on a path that is not taken.
        return (double.IsNaN(rounding) ? 0 : rounding) + (double.IsFinite(underflow) ? underflow : 0);
    }

    private bool Moved(int node) => !_original.Value(node).SequenceEqual(_tape.Value(node));

    private bool OperandMoved(int node)
    {
        foreach (var operand in _graph.Operands(node))
        {
            if (Moved(operand))
            {
                return true;
            }
        }

        return false;
    }

    private ulong Sign(BranchRecorder recorder, params ReadOnlySpan<int> nodes)
    {
        recorder.Reset();
        foreach (var node in nodes)
        {
            _graph[node].Kernel!.Branches(_tape.Frame(node), recorder);
        }

        return recorder.Signature;
    }
}
