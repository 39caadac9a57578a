using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Grading;

/// <summary>
/// Where steps between were not answered, whole backward passes with one rule changed are compared with the answer, and every gradient
/// that was given has to match. They run on a tape of their own.
/// </summary>
internal sealed class WholeRuns(Exercise exercise, OwnGradients own, IReadOnlyList<ComparedPart> answered, WorkBudget budget)
{
    // A single number is met by one of the many single slips too easily.
    private const int LeastEntriesForSlip = 2;

    private Exercise Exercise => exercise;

    private readonly Tape _tape = own.Tape.WithOwnGradients();
    private readonly double[] _arrived = new double[exercise.Gradients.Length];

    /// <summary>Adds the mistakes whose run meets everything that was answered.</summary>
    public void Run(List<Explanation> found, CancellationToken cancellationToken)
    {
        var before = found.Count;
        var places = Places();
        foreach (var (operation, consumers) in places)
        {
            foreach (var form in MisconceptionCatalog.AtEdges(operation))
            {
                if (!form.IsOfOneEdge && Spend(cancellationToken))
                {
                    Try(form, operation, null, consumers.Count > 1 ? MistakeScope.Systematic : MistakeScope.Slip);
                }
            }
        }

        foreach (var form in MisconceptionCatalog.AtNodes)
        {
            if (form.Misconception == WrongSeed.Declaration && Spend(cancellationToken))
            {
                BackwardPass.Run(_tape, exercise.Upstream, new Reseeded(this, form), cancellationToken);
                Compare(form.Misconception, null, null, MistakeScope.Slip);
            }
        }

        if (found.Count > before || answered.Sum(p => p.Finding.Entries.Count(e => e == Verdict.Incorrect)) < LeastEntriesForSlip)
        {
            return;
        }

        foreach (var (operation, consumer) in places.Where(p => p.Value.Count > 1).SelectMany(p => p.Value.Select(c => (p.Key, c))))
        {
            foreach (var form in MisconceptionCatalog.AtEdges(operation))
            {
                if (!form.Changed.Together && Spend(cancellationToken))
                {
                    Try(form, operation, consumer, MistakeScope.Slip);
                }
            }
        }

        void Try(EdgeForm form, Operator operation, int? consumer, MistakeScope scope)
        {
            BackwardPass.Run(_tape, exercise.Upstream, new ChangedEdges(this, form, operation, consumer), cancellationToken);
            Compare(form.Misconception, form, consumer, scope);
        }

        void Compare(Misconception misconception, EdgeForm? form, int? consumer, MistakeScope scope)
        {
            if (answered.All(IsMet))
            {
                found.AddRange(answered.Where(p => p.Finding.Verdict == Verdict.Incorrect).Select(p => new Explanation(p.Part, misconception, form, consumer, null, scope)));
            }
        }
    }

    private bool Spend(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return budget.Spend(exercise.Graph.Work + exercise.Graph.Count + exercise.Graph.EdgeCount);
    }

    /// <summary>The nodes on the way to the output by their operator, in topological order.</summary>
    private OrderedDictionary<Operator, List<int>> Places()
    {
        var graph = exercise.Graph;
        var places = new OrderedDictionary<Operator, List<int>>();
        for (var node = 0; node < graph.Count; node++)
        {
            if (!graph[node].Operator.IsLeaf && graph.LeadsToOutput(node))
            {
                places.TryAdd(graph[node].Operator, []);
                places[graph[node].Operator].Add(node);
            }
        }

        return places;
    }

    private bool IsMet(ComparedPart part)
    {
        var gradient = exercise.Slice(_arrived, part.Part.Node);
        var scale = exercise.Slice(exercise.Scales, part.Part.Node);
        for (var i = 0; i < gradient.Length; i++)
        {
            var margin = part.IsWrong(i)
                ? DiagnosisMargin.Of(exercise.Policy.Tolerance, part.Submitted[i], gradient[i], 0, 0)
                : exercise.Policy.Tolerance.Margin(gradient[i], scale[i]);
            if (!(Math.Abs(part.Submitted[i] - gradient[i]) <= margin))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Notes what arrives at a node, and goes on with what was answered there.</summary>
    private void Complete(int node, Span<double> gradient)
    {
        gradient.CopyTo(exercise.Slice(_arrived, node));
        own.Answered(node)?.CopyTo(gradient);
    }

    /// <summary>A changed rule on every edge into nodes of an operator, or into one of them.</summary>
    private readonly struct ChangedEdges(WholeRuns runs, EdgeForm form, Operator operation, int? consumer) : IBackwardRule
    {
        public void Complete(Tape tape, int node, Span<double> gradient) => runs.Complete(node, gradient);

        public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
        {
            if (!form.Changed.Together && (tape.Graph[node].Operator != operation || (consumer is { } one && node != one)))
            {
                return;
            }

            var changed = contribution.Length <= 32 ? stackalloc double[contribution.Length] : new double[contribution.Length];
            if (form.Changed.Rule(new EdgeView(runs.Exercise, tape, node, position, upstream, contribution), changed))
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
            if (node == tape.Graph.Output && form.Changed.Rule(new NodeView(runs.Exercise, tape, node, gradient), changed))
            {
                changed.CopyTo(gradient);
            }

            runs.Complete(node, gradient);
        }

        public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
        {
        }
    }
}
