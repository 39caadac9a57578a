using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;
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

    // What a changed rule's pass notes beside the pass: at a node or edge, and for a number.
    private const long WorkAnEdge = 80;
    private const long WorkANumber = 8;

    private readonly Tape _tape = own.Tape.WithOwnGradients();
    private readonly double[] _arrived = new double[exercise.Gradients.Length];

    /// <summary>What all the runs over a graph take.</summary>
    public static double EstimateWork(Graph graph)
    {
        var runs = WrongSeed.Declaration.Rules.Count + 0.0;
        foreach (var node in graph.Nodes)
        {
            runs += node.Operator.IsLeaf ? 0 : 2.0 * MisconceptionCatalog.AtEdges(node.Operator).Length;
        }

        return runs * WorkOfRun(graph);
    }

    /// <summary>Adds the mistakes whose run meets everything that was answered.</summary>
    public void Run(List<Explanation> found, CancellationToken cancellationToken)
    {
        var before = found.Count;

        // The nodes on the way to the output by their operator, in topological order.
        var places = exercise.Graph.Nodes.ToArray().Where(node => !node.Operator.IsLeaf && exercise.Graph.LeadsToOutput(node.Index)).ToLookup(node => node.Operator, node => node.Index);
        foreach (var place in places)
        {
            foreach (var form in MisconceptionCatalog.AtEdges(place.Key).Where(form => !form.Misconception.IsOfOneEdge))
            {
                Try(form.Misconception, form.Changed, form, place.Key, null, place.Count() > 1 ? MistakeScope.Systematic : MistakeScope.Slip);
            }
        }

        foreach (var seed in WrongSeed.Declaration.Rules)
        {
            Try(WrongSeed.Declaration, seed, null, null, null, MistakeScope.Slip);
        }

        if (found.Count > before || answered.Sum(p => p.Finding.Entries.Count(e => e == Verdict.Incorrect)) < LeastEntriesForSlip)
        {
            return;
        }

        foreach (var (operation, consumer) in places.Where(place => place.Count() > 1).SelectMany(place => place.Select(consumer => (place.Key, consumer))))
        {
            foreach (var form in MisconceptionCatalog.AtEdges(operation).Where(form => !form.Changed.Together))
            {
                Try(form.Misconception, form.Changed, form, operation, consumer, MistakeScope.Slip);
            }
        }

        void Try(Misconception misconception, ChangedRule rule, EdgeForm? form, Operator? operation, int? consumer, MistakeScope scope)
        {
            if (!budget.Spend(WorkOfRun(exercise.Graph)))
            {
                return;
            }

            BackwardPass.Run(_tape, exercise.Upstream, new ChangedPass(exercise, own, _arrived, rule, operation, consumer), cancellationToken);
            if (answered.All(IsMet))
            {
                found.AddRange(answered.Where(p => p.Finding.Verdict == Verdict.Incorrect).Select(p => new Explanation(p.Part, misconception, form, consumer, null, scope)));
            }
        }
    }

    private static long WorkOfRun(Graph graph) => long.CreateSaturating((2 * (Int128)graph.Work) + (WorkAnEdge * (graph.Count + graph.EdgeCount)) + (WorkANumber * graph.ElementCount));

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

    /// <summary>
    /// A changed rule on every edge into nodes of an operator, or into one of them, or at the output. Notes what arrives at a node, and goes on
    /// with what was answered there.
    /// </summary>
    private readonly struct ChangedPass(Exercise exercise, OwnGradients own, double[] arrived, ChangedRule rule, Operator? operation, int? consumer) : IBackwardRule
    {
        public void Complete(Tape tape, int node, Span<double> gradient)
        {
            if (rule is ChangedRule.OfNode seed && node == tape.Graph.Output)
            {
                seed.Rule(new NodeView(exercise, tape, node, gradient.ToArray()), gradient);
            }

            gradient.CopyTo(exercise.Slice(arrived, node));
            own.Answered(node)?.CopyTo(gradient);
        }

        public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
        {
            if (rule is not ChangedRule.OfEdge edge || (!edge.Together && (tape.Graph[node].Operator != operation || (consumer is { } one && node != one))))
            {
                return;
            }

            var changed = contribution.Length <= 32 ? stackalloc double[contribution.Length] : new double[contribution.Length];
            if (edge.Rule(new EdgeView(exercise, tape, node, position, upstream, contribution), changed))
            {
                changed.CopyTo(contribution);
            }
        }
    }
}
