using Backprop.Domain.Checking;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.CheckStudy;

/// <summary>
/// How often a check is wrong: random graphs with gradients known to 20 digits, offered to the check as claims — right, and wrong by a given share.
/// </summary>
internal sealed class Study
{
    private readonly CheckMethod _method;
    private int _wrongSign = 1;

    public Study(CheckMethod method) => _method = method;

    /// <summary>Entries whose derivative exists and is finite.</summary>
    public int Smooth { get; private set; }

    /// <summary>Entries where the derivatives from left and right differ.</summary>
    public int Kinks { get; private set; }

    /// <summary>Jumps, and entries whose float64 output is on another branch.</summary>
    public int Unknown { get; private set; }

    /// <summary>Entries called kinks where exact arithmetic has the kink within four numbers of x.</summary>
    public int BesideKink { get; private set; }

    public int RightRejected { get; private set; }

    public int ComputedRejected { get; private set; }

    public int RightCalledKink { get; private set; }

    public int Inconclusive { get; private set; }

    public int KinksFound { get; private set; }

    public int KinksPassed { get; private set; }

    public int KinksFailed { get; private set; }

    /// <summary>Smooth entries whose derivative is not zero.</summary>
    public int Changeable { get; private set; }

    public int MilliAccepted { get; private set; }

    public int MilliCaught { get; private set; }

    public int MicroAccepted { get; private set; }

    public int MicroCaught { get; private set; }

    /// <summary>Entries of any verdict whose true derivative is outside the bound that is shown.</summary>
    public int BoundsBroken { get; private set; }

    public long Evaluations { get; private set; }

    public Dictionary<string, int> Reasons { get; } = [];

    public List<string> Mistakes { get; } = [];

    /// <summary>A graph of <see cref="StudyGraph"/>.</summary>
    public void AddRandom(long seed)
    {
        var graph = StudyGraph.Make(seed);
        Add(graph, [.. Enumerable.Range(0, graph.Count).Where(node => graph[node].IsVariable)], $"seed {seed} {Describe(graph)}", (tape, upstream) =>
        {
            var reference = new ReferenceEvaluator(tape, upstream);
            return (reference.Differentiate, reference.SlopeAt);
        });
    }

    /// <summary>A computation of <see cref="HardPoint"/>.</summary>
    public void AddHard(long seed)
    {
        var point = HardPoint.Make(seed);
        Add(point.Graph, point.Inputs, $"hard {seed} {point}", (_, upstream) => (
            (node, element) => point.Differentiate(point.Inputs.IndexOf(node), element, upstream),
            (node, element, x) => point.SlopeAt(point.Inputs.IndexOf(node), element, upstream, x)));
    }

    private void Add(Graph graph, List<int> wrt, string name, Func<Tape, double[], (Func<int, int, ReferenceDerivative> Differentiate, Func<int, int, double, double> SlopeAt)> reference)
    {
        var tape = new Tape(graph);
        ForwardPass.Run(tape, CancellationToken.None);
        if (tape.Value(graph.Output).IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) >= 0)
        {
            return;
        }

        var upstream = CheckDirection.For((int)graph.OutputNode.Shape.Count);
        var (differentiate, slopeAt) = reference(tape, upstream);
        var truth = wrt.ToDictionary(node => node, node => Enumerable.Range(0, (int)graph[node].Shape.Count).Select(i => differentiate(node, i)).ToArray());
        var sign = _wrongSign = -_wrongSign;
        var computed = Check(tape, wrt, []);
        var right = Check(tape, wrt, Claims(graph, truth, 0));
        var milli = Check(tape, wrt, Claims(graph, truth, sign * 1e-3));
        var micro = Check(tape, wrt, Claims(graph, truth, sign * 1e-6));
        Evaluations += computed.Evaluations - 1;
        for (var i = 0; i < right.Entries.Count; i++)
        {
            var (node, element) = (right.Entries[i].Node, right.Entries[i].Element);
            if (!truth[node][element].IsCorner && right.Entries[i].Verdict == CheckVerdict.Kink && IsBesideKink(right.Entries[i], graph[node].Value!.Data[element], x => slopeAt(node, element, x)))
            {
                BesideKink++;
                continue;
            }

            Count(truth[node][element], computed.Entries[i], right.Entries[i], milli.Entries[i], micro.Entries[i], $"{name} {graph[node].Id}[{element}]");
        }
    }

    // Whether the slopes that the check gives are those a few numbers to the left and to the right: float64 sits on a kink, x in exact arithmetic just beside it.
    private static bool IsBesideKink(CheckedEntry entry, double x, Func<double, double> slopeAt)
    {
        var few = 4 * (Math.BitIncrement(Math.Abs(x)) - Math.Abs(x));
        return Close(slopeAt(x - few), entry.Left) && Close(slopeAt(x + few), entry.Right);

        static bool Close(double slope, double? given) => given is { } value && Math.Abs(slope - value) <= 1e-6 * Math.Max(Math.Abs(slope), Math.Abs(value)) + 1e-9;
    }

    private static string Describe(Graph graph)
    {
        var tape = new Tape(graph);
        ForwardPass.Run(tape, CancellationToken.None);
        return string.Join("; ", graph.Nodes.ToArray().Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Id}[{string.Join(" ", tape.Value(n.Index).ToArray().Select(v => v.ToString("G4", CultureInfo.InvariantCulture)))}] = {n.Operator.Name}({string.Join(", ", graph.Operands(n.Index).ToArray().Select(o => graph[o].Id))})")));
    }

    private GradientCheckResult Check(Tape tape, List<int> wrt, Dictionary<int, Tensor> claims) =>
        GradientCheck.Run(tape, new GradientCheckOptions { Wrt = wrt, Claims = claims, Method = _method, Workers = 1 }, CancellationToken.None);

    private static Dictionary<int, Tensor> Claims(Graph graph, Dictionary<int, ReferenceDerivative[]> truth, double wrongBy) =>
        truth.Where(t => t.Value.All(d => double.IsFinite(d.Central))).ToDictionary(t => t.Key, t => new Tensor(graph[t.Key].Shape, [.. t.Value.Select(d => d.Central * (1 + wrongBy))]));

    private void Count(ReferenceDerivative truth, CheckedEntry computed, CheckedEntry right, CheckedEntry milli, CheckedEntry micro, string place)
    {
        if (!truth.IsKnown)
        {
            Unknown++;
            return;
        }

        if (truth.IsCorner)
        {
            Kinks++;
            KinksFound += computed.Verdict == CheckVerdict.Kink ? 1 : 0;
            KinksPassed += computed.Verdict == CheckVerdict.Pass ? 1 : 0;
            KinksFailed += computed.Verdict == CheckVerdict.Fail ? 1 : 0;
            if (computed.Verdict is not CheckVerdict.Kink)
            {
                Note("kink not found", truth, computed, place);
            }

            return;
        }

        Smooth++;
        RightRejected += right.Verdict == CheckVerdict.Fail ? 1 : 0;
        ComputedRejected += computed.Verdict == CheckVerdict.Fail ? 1 : 0;
        RightCalledKink += right.Verdict == CheckVerdict.Kink ? 1 : 0;
        Inconclusive += right.Verdict == CheckVerdict.Inconclusive ? 1 : 0;
        if (right.Reason is { } reason)
        {
            Note("inconclusive " + reason, truth, right, place);
            Reasons[reason] = Reasons.GetValueOrDefault(reason) + 1;
        }

        if (right is { ErrorBound: { } bound, Numeric: { } numeric } && Math.Abs(numeric - truth.Central) > bound + (1e-12 * Math.Abs(truth.Central)))
        {
            BoundsBroken++;
            Note($"truth outside the bound: {right.Verdict}", truth, right, place);
        }

        if (right.Verdict is CheckVerdict.Fail or CheckVerdict.Kink || computed.Verdict == CheckVerdict.Fail)
        {
            Note($"right gradient: {right.Verdict}, computed: {computed.Verdict}", truth, computed, place);
        }

        if (truth.Central == 0)
        {
            return;
        }

        Changeable++;
        MilliAccepted += milli.Verdict == CheckVerdict.Pass ? 1 : 0;
        MilliCaught += milli.Verdict == CheckVerdict.Fail ? 1 : 0;
        MicroAccepted += micro.Verdict == CheckVerdict.Pass ? 1 : 0;
        MicroCaught += micro.Verdict == CheckVerdict.Fail ? 1 : 0;
        if (milli.Verdict == CheckVerdict.Pass)
        {
            Note("wrong by 1e-3 accepted", truth, milli, place);
        }
    }

    private void Note(string what, ReferenceDerivative truth, CheckedEntry entry, string place) => Mistakes.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"{place}: {what}; left {truth.Left:R}, right {truth.Right:R}, analytic {entry.Analytic:R}, numeric {entry.Numeric:R} ± {entry.ErrorBound:G3}, {entry.Reason}"));
}
