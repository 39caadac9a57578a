using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;

namespace Backprop.Domain.Grading;

/// <summary>
/// Where steps between were not answered, whole backward passes with one rule changed are compared with the answer, and every gradient
/// that was given has to match.
/// </summary>
internal sealed class WholeRuns
{
    // A single number is met by one of the many single slips too easily.
    private const int LeastEntriesForSlip = 2;

    private readonly Exercise _exercise;
    private readonly OwnWork _work;
    private readonly double[] _gradients;

    public WholeRuns(Exercise exercise, OwnWork work)
    {
        _exercise = exercise;
        _work = work;
        _gradients = new double[exercise.Gradients.Length];
    }

    /// <summary>Adds the mistakes whose run meets everything that was answered.</summary>
    public void Run(List<MarkedPart> answered, List<Finding> findings, ref long budget, CancellationToken cancellationToken)
    {
        var graph = _exercise.Graph;
        var cost = graph.Work + graph.Count + graph.EdgeCount;
        var wrongEntries = answered.Sum(p => p.Entries.Count(e => e == Verdict.Incorrect));
        var before = findings.Count;
        foreach (var group in Places())
        {
            foreach (var form in MisconceptionCatalog.AtEdges(group.Key))
            {
                if (!form.IsOfOneEdge && Spend(ref budget, cost, cancellationToken))
                {
                    Try(new ChangedEdges(this, form, group.Key, -1), form, null, group.Count > 1 ? MistakeScope.Systematic : MistakeScope.Slip);
                }
            }
        }

        foreach (var form in MisconceptionCatalog.AtNodes)
        {
            if (form.Misconception == GeneralMisconceptions.WrongSeed && Spend(ref budget, cost, cancellationToken))
            {
                var rule = new Reseeded(this, form);
                BackwardPass.Run(_work.Base, _exercise.Upstream, rule, cancellationToken);
                Compare(form.Misconception, null, null, MistakeScope.Slip);
            }
        }

        if (wrongEntries >= LeastEntriesForSlip && findings.Count == before)
        {
            foreach (var (operation, consumers) in Places().Where(p => p.Count > 1).SelectMany(p => p.Consumers.Select(c => (p.Key, c))))
            {
                foreach (var form in MisconceptionCatalog.AtEdges(operation))
                {
                    if (!form.Changed.Together && Spend(ref budget, cost, cancellationToken))
                    {
                        Try(new ChangedEdges(this, form, operation, consumers), form, consumers, MistakeScope.Slip);
                    }
                }
            }
        }

        // The passes above have overwritten r(u).
        BackwardPass.Run(_work.Base, _exercise.Upstream, new Restored(this), cancellationToken);

        void Try(ChangedEdges rule, EdgeForm form, int? consumer, MistakeScope scope)
        {
            BackwardPass.Run(_work.Base, _exercise.Upstream, rule, cancellationToken);
            Compare(form.Misconception, form, consumer, scope);
        }

        void Compare(Misconception misconception, EdgeForm? form, int? consumer, MistakeScope scope)
        {
            if (answered.TrueForAll(Matches))
            {
                findings.AddRange(answered.Where(p => p.Verdict == Verdict.Incorrect).Select(part => new Finding(part, misconception, form, consumer, null, scope)));
            }
        }
    }

    private static bool Spend(ref long budget, long cost, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        budget -= cost;
        return budget > 0;
    }

    private List<OperatorGroup> Places()
    {
        var graph = _exercise.Graph;
        var places = new List<OperatorGroup>();
        for (var node = 0; node < graph.Count; node++)
        {
            if (graph[node].Operator.IsLeaf || !graph.LeadsToOutput(node))
            {
                continue;
            }

            var place = places.Find(p => p.Key == graph[node].Operator);
            if (place is null)
            {
                places.Add(place = new OperatorGroup(graph[node].Operator, []));
            }

            place.Consumers.Add(node);
        }

        return places;
    }

    private bool Matches(MarkedPart part)
    {
        var gradient = _exercise.Slice(_gradients, part.Part.Node);
        var scale = _exercise.Slice(_exercise.Scales, part.Part.Node);
        for (var i = 0; i < gradient.Length; i++)
        {
            var margin = part.Entries[i] == Verdict.Incorrect
                ? DiagnosisMargin.Of(_exercise.Policy.Tolerance, part.Submitted![i], gradient[i], 0, 0)
                : _exercise.Policy.Tolerance.Margin(gradient[i], scale[i]);
            if (!(Math.Abs(part.Submitted![i] - gradient[i]) <= margin))
            {
                return false;
            }
        }

        return true;
    }

    private void Keep(int node, Span<double> gradient)
    {
        gradient.CopyTo(_exercise.Slice(_gradients, node));
        _work.Replace(node, gradient);
    }

    private sealed record OperatorGroup(Operators.Operator Key, List<int> Consumers)
    {
        public int Count => Consumers.Count;
    }

    /// <summary>A changed rule on every edge into nodes of an operator, or into one of them.</summary>
    private readonly struct ChangedEdges(WholeRuns runs, EdgeForm form, Operators.Operator operation, int consumer) : IBackwardRule
    {
        public void Complete(Tape tape, int node, Span<double> gradient) => runs.Keep(node, gradient);

        public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
        {
            if (!form.Changed.Together && (tape.Graph[node].Operator != operation || (consumer >= 0 && node != consumer)))
            {
                return;
            }

            var changed = contribution.Length <= 32 ? stackalloc double[contribution.Length] : new double[contribution.Length];
            if (form.Changed.Rule(new EdgeView(runs._exercise, tape, node, position, upstream, contribution), changed))
            {
                changed.CopyTo(contribution);
            }
        }
    }

    /// <summary>Another gradient of the output to start from.</summary>
    private readonly struct Reseeded(WholeRuns runs, NodeForm form) : IBackwardRule
    {
        public void Complete(Tape tape, int node, Span<double> gradient)
        {
            var changed = new double[gradient.Length];
            if (node == tape.Graph.Output && form.Changed.Rule(new NodeView(runs._exercise, tape, node, gradient), changed))
            {
                changed.CopyTo(gradient);
            }

            runs.Keep(node, gradient);
        }

        public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
        {
        }
    }

    /// <summary>The student's own work as it was.</summary>
    private readonly struct Restored(WholeRuns runs) : IBackwardRule
    {
        public void Complete(Tape tape, int node, Span<double> gradient) => runs._work.Replace(node, gradient);

        public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
        {
        }
    }
}
