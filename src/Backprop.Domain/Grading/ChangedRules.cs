using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;

namespace Backprop.Domain.Grading;

/// <summary>A part with numbers that were compared with the key.</summary>
internal readonly record struct ComparedPart(Part Part, Finding.Compared Finding)
{
    /// <summary>The answer's numbers.</summary>
    public double[] Submitted => Finding.Submitted;

    /// <summary>Whether an entry is wrong and nothing has accounted for it so far.</summary>
    public bool IsWrong(int entry) => Finding.Entries[entry] == Verdict.Incorrect;
}

/// <summary>A misconception that explains a part.</summary>
/// <param name="Part">The part.</param>
/// <param name="Misconception">Which.</param>
/// <param name="Form">The form of it, where it is about edges.</param>
/// <param name="Consumer">The node that the gradient comes from, where it is about one.</param>
/// <param name="Other">Another part's node that it has to do with.</param>
/// <param name="Scope">How far it reaches; null where the other parts have to tell.</param>
internal sealed record Explanation(Part Part, Misconception Misconception, EdgeForm? Form, int? Consumer, int? Other, MistakeScope? Scope);

/// <summary>How much work changed rules may still take for one answer, so that a large graph of wrong answers is marked in bounded time.</summary>
internal sealed class WorkBudget
{
    /// <summary>What it begins with: a fifth of a second.</summary>
    public const long Whole = 800_000_000;

    private long _left = Whole;

    /// <summary>Takes the cost of something off; false where it is not to be done any more.</summary>
    public bool Spend(long cost) => (_left -= cost) > 0;
}

/// <summary>
/// Tries every changed rule that can happen at a gradient, at the student's own upstream gradients; a rule explains the gradient if it meets
/// every entry that is wrong and the true rule does not.
/// </summary>
internal sealed class ChangedRules(Exercise exercise, OwnGradients own, WorkBudget budget, List<Explanation> found)
{
    /// <summary>What a rule costs for an element that it reads or writes.</summary>
    public const long WorkAnElement = 40;

    /// <summary>Whether a gradient comes from a mistake at one step, and not from a pass that was started from elsewhere or never made.</summary>
    public static bool AnyEdgeExplains(Exercise exercise, OwnGradients own, WorkBudget budget, ComparedPart part)
    {
        var found = new List<Explanation>();
        new ChangedRules(exercise, own, budget, found).Explain(part);
        return found.Exists(f => f.Form is not null);
    }

    /// <summary>Adds what explains a wrong gradient; where a consumer was not answered, also what would if it had been right in the student's head.</summary>
    public void Explain(ComparedPart part)
    {
        Explain(part, keyUpstream: false);
        if (exercise.Paths(part.Part.Node).Any(path => own.IsOpen(path.Consumer)))
        {
            Explain(part, keyUpstream: true);
        }
    }

    /// <summary>Whether a mistake at an operator would show in a gradient.</summary>
    public bool IsVisible(ComparedPart part, EdgeForm form, Operator operation)
    {
        foreach (var path in exercise.Paths(part.Part.Node))
        {
            if (exercise.Graph[path.Consumer].Operator == operation)
            {
                var contribution = new double[part.Submitted.Length];
                var changed = new double[contribution.Length];
                own.Contribution(path, keyUpstream: false, contribution);
                if (Apply(form, View(path, keyUpstream: false, contribution), changed) && exercise.Policy.Tolerance.Tells(changed, contribution, own.Scale(part.Part.Node)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Explain(ComparedPart part, bool keyUpstream)
    {
        var node = part.Part.Node;
        var paths = exercise.Paths(node);
        var length = part.Submitted.Length;
        var size = (paths.Count + 3) * length;
        var space = size <= 128 ? stackalloc double[size] : new double[size];
        var truth = space[..length];
        var changed = space.Slice(length, length);
        var candidate = space.Slice(2 * length, length);
        var contributions = space[(3 * length)..];
        if (node == exercise.Graph.Output)
        {
            exercise.Upstream.CopyTo(truth);
        }

        var precision = 0.0;
        for (var i = 0; i < paths.Count; i++)
        {
            var contribution = contributions.Slice(i * length, length);
            own.Contribution(paths[i], keyUpstream, contribution);
            TensorPrimitives.Add(truth, contribution, truth);
            precision = own.Answered(paths[i].Consumer) is { } answered ? Math.Max(precision, DiagnosisMargin.Precision(answered)) : precision;
        }

        var sight = new Sight(exercise.Policy.Tolerance, part, truth, own.Scale(node), precision);
        if (sight.TruthHolds())
        {
            return;
        }

        for (var i = 0; i < paths.Count; i++)
        {
            var contribution = contributions.Slice(i * length, length);
            var view = View(paths[i], keyUpstream, contribution);
            foreach (var form in MisconceptionCatalog.AtEdges(view.Place.Operator))
            {
                if (form.Changed.Together || !Apply(form, view, changed))
                {
                    continue;
                }

                TensorPrimitives.Subtract(truth, contribution, candidate);
                TensorPrimitives.Add(candidate, changed, candidate);
                if (sight.IsMetBy(candidate))
                {
                    found.Add(new Explanation(part.Part, form.Misconception, form, paths[i].Consumer, null, null));
                }
            }
        }

        if (paths.Count > 1)
        {
            ExplainByAllEdges(part, keyUpstream, sight, contributions, changed, candidate);
        }

        var nodeView = new NodeView(exercise, own.Tape, node, truth);
        foreach (var form in MisconceptionCatalog.AtNodes)
        {
            if (budget.Spend(WorkAnElement * length) && form.Changed.Rule(nodeView, candidate) && sight.IsMetBy(candidate, inPlaceOfTheSum: true))
            {
                found.Add(new Explanation(part.Part, form.Misconception, null, null, null, null));
            }
        }
    }

    /// <summary>The same mistake on every edge to a node where it can happen.</summary>
    private void ExplainByAllEdges(ComparedPart part, bool keyUpstream, in Sight sight, ReadOnlySpan<double> contributions, Span<double> changed, Span<double> candidate)
    {
        var paths = exercise.Paths(part.Part.Node);
        var length = candidate.Length;
        foreach (var form in paths.SelectMany(path => MisconceptionCatalog.AtEdges(exercise.Graph[path.Consumer].Operator)).DistinctBy(form => form.Changed))
        {
            if (form.Misconception.IsOfOneEdge)
            {
                continue;
            }

            sight.Truth.CopyTo(candidate);
            var edges = 0;
            var one = true;
            int? consumer = null;
            for (var i = 0; i < paths.Count; i++)
            {
                var contribution = contributions.Slice(i * length, length);
                var view = View(paths[i], keyUpstream, contribution);
                if (!form.Misconception.BelongsTo(view.Place.Operator) || !Apply(form, view, changed))
                {
                    continue;
                }

                edges++;
                one &= consumer is null || consumer == paths[i].Consumer;
                consumer = paths[i].Consumer;
                TensorPrimitives.Subtract(changed, contribution, changed);
                TensorPrimitives.Add(candidate, changed, candidate);
            }

            if (edges > 1 && sight.IsMetBy(candidate))
            {
                found.Add(new Explanation(part.Part, form.Misconception, form, one ? consumer : null, null, one || form.Changed.Together ? null : MistakeScope.Systematic));
            }
        }
    }

    private EdgeView View(PathEdge path, bool keyUpstream, ReadOnlySpan<double> contribution) =>
        new(exercise, own.Tape, path.Consumer, path.Position, own.UpstreamOf(path, keyUpstream), contribution);

    private bool Apply(EdgeForm form, in EdgeView view, Span<double> changed) =>
        budget.Spend(WorkAnElement * (view.Upstream.Length + changed.Length)) && form.Changed.Rule(view, changed);

    /// <summary>One wrong gradient beside what the true rule gives.</summary>
    private readonly ref struct Sight(Tolerance tolerance, ComparedPart part, ReadOnlySpan<double> truth, ReadOnlySpan<double> scale, double precision)
    {
        private readonly ReadOnlySpan<double> _scale = scale;

        public ReadOnlySpan<double> Truth { get; } = truth;

        /// <summary>Whether the true rule meets every entry that is wrong by the key: then no mistake is looked for.</summary>
        public bool TruthHolds()
        {
            for (var i = 0; i < Truth.Length; i++)
            {
                if (part.IsWrong(i) && !tolerance.Accepts(part.Submitted[i], Truth[i], _scale[i]))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>
        /// Whether a mistake meets every entry that is wrong, and differs from the truth in each. A number that stands in the place of the sum of
        /// contributions is as exact as its own digits, and none other than 0 is written as 0.
        /// </summary>
        public bool IsMetBy(ReadOnlySpan<double> candidate, bool inPlaceOfTheSum = false)
        {
            for (var i = 0; i < candidate.Length; i++)
            {
                if (!part.IsWrong(i))
                {
                    continue;
                }

                var answer = part.Submitted[i];
                var scale = inPlaceOfTheSum ? 0 : _scale[i];
                if (!(Math.Abs(candidate[i] - Truth[i]) > tolerance.Margin(Truth[i], _scale[i]))
                    || (inPlaceOfTheSum && answer == 0 && candidate[i] != 0)
                    || !(Math.Abs(answer - candidate[i]) <= DiagnosisMargin.Of(tolerance, answer, candidate[i], scale, precision)))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
