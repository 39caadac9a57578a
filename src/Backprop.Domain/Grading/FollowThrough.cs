using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;

namespace Backprop.Domain.Grading;

// docs/decisions/0102-what-follow-through-has-to-show.md
/// <summary>
/// The third stage of marking (see docs/grading-inside.md): whether what the key calls wrong lies inside a subdifferential or follows from
/// the student's own earlier steps, and whether that shows that they know the rule.
/// </summary>
internal sealed class FollowThrough
{
    // With more unanswered consumers than this only "all followed" and "all done right in the head" are tried.
    private const int MostChoices = 4;

    // A zero that is earned is looked for in the zeros of all nodes before it.
    private const long WorkOfEarning = 100;

    private readonly Exercise _exercise;
    private readonly OwnWork _own;
    private readonly CancellationToken _cancellationToken;
    private readonly Subgradients? _subgradients;
    private readonly FollowThroughGuard _guard;
    private readonly Verdict[] _verdicts;
    private readonly WorkBudget _budget = new();
    private Tape? _aside;

    private FollowThrough(Exercise exercise, MarkedPart[] parts, OwnWork own, CancellationToken cancellationToken)
    {
        _exercise = exercise;
        _own = own;
        _cancellationToken = cancellationToken;
        _guard = new FollowThroughGuard(exercise, parts, own);
        _subgradients = own.Gradients is not null && exercise.KinkNodes.Count > 0 && exercise.Policy.Kinks == KinkRule.Subdifferential
            ? new Subgradients(exercise, own.Gradients, _budget, cancellationToken)
            : null;
        _verdicts = new Verdict[exercise.Graph.Count];
        foreach (var part in parts.Where(p => p.Part.Kind == PartKind.Gradient))
        {
            _verdicts[part.Part.Node] = part.Verdict;
        }
    }

    /// <summary>Judges what is wrong by the key, values forwards, then gradients backwards; every other part stays as it is.</summary>
    public static MarkedPart[] Judge(Exercise exercise, MarkedPart[] parts, OwnWork own, CancellationToken cancellationToken)
    {
        var stage = new FollowThrough(exercise, parts, own, cancellationToken);
        var judged = parts.ToArray();
        for (var i = 0; i < judged.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (judged[i] is { Part: { Kind: PartKind.Value, Node: var node }, Finding: Finding.Incorrect wrong })
            {
                judged[i] = judged[i] with { Finding = stage.Value(node, wrong) };
            }
        }

        // From the output backwards: whether a choice at a kink is the student's own depends on what came before.
        for (var i = judged.Length - 1; i >= 0; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (judged[i] is { Part: { Kind: PartKind.Gradient, Node: var node }, Finding: Finding.Incorrect wrong })
            {
                judged[i] = judged[i] with { Finding = stage.Gradient(node, wrong) };
            }
        }

        return judged;
    }

    /// <summary>The entries of a value that follow from the student's own operands.</summary>
    private Finding Value(int node, Finding.Incorrect wrong)
    {
        var draft = new Draft(wrong, _own.Values!.Implied(node).ToArray());
        if (!_exercise.Graph[node].Operator.IsLeaf && _guard.HoldsForValue(node))
        {
            Accept(draft, draft.Expected, []);
            if (draft.IsOpen && ValueWithKeyOperands(node) is { } alternative && Accept(draft, alternative, []))
            {
                draft.Expected = alternative;
            }
        }

        return draft.Conclude();
    }

    /// <summary>The entries of a gradient that lie in the subdifferential or follow from the student's own upstream gradients.</summary>
    private Finding Gradient(int node, Finding.Incorrect wrong)
    {
        var draft = new Draft(wrong, _own.Gradients!.Implied(node).ToArray());
        if (_subgradients?.SharesAddUp(node) == true)
        {
            AcceptSubgradients(node, draft);
        }

        if (draft.IsOpen && !_guard.GradientsAreAPattern && node != _exercise.Graph.Output)
        {
            AcceptWhatFollows(node, draft);
        }

        var finding = draft.Conclude();
        _verdicts[node] = finding.Verdict;
        if (finding is Finding.Incorrect && !wrong.Submitted.AsSpan().ContainsAnyExcept(0.0)
            && _budget.Spend(WorkOfEarning * node)
            && ChangedRules.AnyEdgeExplains(_exercise, _own.Gradients, _budget, new ComparedPart(new Part(PartKind.Gradient, node), (Finding.Compared)finding)))
        {
            _guard.Earn(node);
        }

        return finding;
    }

    private void AcceptWhatFollows(int node, Draft draft)
    {
        var implied = draft.Expected;
        if (_guard.HoldsForGradient(node, keyUpstream: false))
        {
            Accept(draft, implied, _own.Gradients!.Scale(node));
            if (draft.IsOpen)
            {
                Accept(draft, implied, FullScale(node));
            }

            if (draft.IsOpen && _exercise.Policy.ForwardBase != ForwardBase.Key)
            {
                AcceptEquivalentForms(node, draft, implied);
            }
        }

        if (draft.IsOpen && _guard.HoldsForGradient(node, keyUpstream: true))
        {
            AcceptAlternatives(node, draft);
        }
    }

    private bool Accept(Draft draft, double[] expected, ReadOnlySpan<double> scale)
    {
        var accepted = false;
        for (var i = 0; i < expected.Length; i++)
        {
            if (draft.Entries[i] == Verdict.Incorrect && double.IsFinite(expected[i])
                && _exercise.Policy.Tolerance.Accepts(draft.Submitted[i], expected[i], scale.IsEmpty ? 0 : scale[i]))
            {
                draft.Entries[i] = Verdict.FollowThrough;
                accepted = true;
            }
        }

        return accepted;
    }

    private void AcceptSubgradients(int node, Draft draft)
    {
        // A choice made from wrong upstream gradients is not a subgradient, but it follows.
        var verdict = Verdict.CorrectSubgradient;
        var followsChoice = false;
        foreach (var path in _exercise.Paths(node))
        {
            if (_own.Gradients!.IsAnswered(path.Consumer))
            {
                var consumer = _verdicts[path.Consumer];
                verdict = consumer is Verdict.Correct or Verdict.CorrectSubgradient ? verdict : Verdict.FollowThrough;
                followsChoice |= consumer == Verdict.CorrectSubgradient;
            }
        }

        if (verdict == Verdict.FollowThrough && (_guard.GradientsAreAPattern || !_guard.HoldsForGradient(node, keyUpstream: false)))
        {
            return;
        }

        var scale = FullScale(node);
        for (var i = 0; i < draft.Entries.Length; i++)
        {
            var (low, high) = _subgradients![node, i];
            var margin = _exercise.Policy.Tolerance.Margin(Math.Max(Math.Abs(low), Math.Abs(high)), scale[i]);

            // An interval without bounds, beside an infinite slope, is no subdifferential.
            var inside = low < high && double.IsFinite(low) && double.IsFinite(high) && draft.Submitted[i] >= low - margin && draft.Submitted[i] <= high + margin;
            if (draft.Entries[i] == Verdict.Incorrect
                && (inside || (followsChoice && verdict == Verdict.CorrectSubgradient && _exercise.Policy.Tolerance.Accepts(draft.Submitted[i], draft.Expected[i], scale[i]))))
            {
                draft.Entries[i] = verdict;
            }
        }
    }

    private void AcceptEquivalentForms(int node, Draft draft, double[] implied)
    {
        var own = _own.Gradients!;
        var contribution = new double[implied.Length];
        var changed = new double[implied.Length];
        for (var form = 0; form < EquivalentForms.Most; form++)
        {
            var expected = implied.AsSpan().ToArray();
            foreach (var path in _exercise.Paths(node))
            {
                own.Contribution(path, keyUpstream: false, contribution);
                var view = new EdgeView(_exercise, own.Tape, path.Consumer, path.Position, own.Upstream(path.Consumer), contribution);
                if (EquivalentForms.TryContribution(view, form, changed))
                {
                    TensorPrimitives.Subtract(changed, contribution, changed);
                    TensorPrimitives.Add(expected, changed, expected);
                }
            }

            Accept(draft, expected, own.Scale(node));
        }
    }

    private double[] FullScale(int node)
    {
        var scale = new double[_exercise.Slice(_exercise.Gradients, node).Length];
        foreach (var path in _exercise.Paths(node))
        {
            Magnitudes.Add(_own.Gradients!.Tape, path.Consumer, path.Position, _own.Gradients.Upstream(path.Consumer), scale);
        }

        return scale;
    }

    /// <summary>A consumer that was not answered may have been right in the student's head: every choice of those is tried.</summary>
    private void AcceptAlternatives(int node, Draft draft)
    {
        var own = _own.Gradients!;
        var open = _exercise.Paths(node).Select(p => p.Consumer).Distinct().Where(own.IsOpen).ToArray();
        var all = (1 << Math.Min(open.Length, MostChoices)) - 1;
        var contribution = new double[draft.Submitted.Length];
        for (var choice = open.Length > MostChoices ? all : 1; choice <= all; choice++)
        {
            var expected = new double[contribution.Length];
            var scale = new double[contribution.Length];
            foreach (var path in _exercise.Paths(node))
            {
                var place = Array.IndexOf(open, path.Consumer);
                own.Contribution(path, keyUpstream: place >= MostChoices || (place >= 0 && (choice >> place & 1) == 1), contribution);
                TensorPrimitives.Add(expected, contribution, expected);
                Magnitudes.AddAbsolute(contribution, 1, scale);
            }

            if (Accept(draft, expected, scale))
            {
                draft.Expected = expected;
            }
        }
    }

    /// <summary>A node's value from operands of which those that were not answered have the key's numbers: done right in the head.</summary>
    private double[]? ValueWithKeyOperands(int node)
    {
        var own = _own.Values!;
        var changed = false;
        _aside ??= new Tape(_exercise.Graph);
        foreach (var operand in _exercise.Graph.Operands(node))
        {
            var key = _exercise.Slice(_exercise.Values, operand);
            changed |= !own.IsAnswered(operand) && !own.Value(operand).SequenceEqual(key);
            (own.IsAnswered(operand) ? own.Value(operand) : key).CopyTo(_aside.Value(operand));
        }

        if (!changed)
        {
            return null;
        }

        ForwardPass.Run(_aside, [node], _cancellationToken);
        return _aside.Value(node).ToArray();
    }

    /// <summary>One part while its entries are looked at; what it comes to is a finding.</summary>
    private sealed class Draft(Finding.Incorrect wrong, double[] implied)
    {
        public double[] Submitted => wrong.Submitted;

        public Verdict[] Entries { get; } = [.. wrong.Entries];

        public double[] Expected { get; set; } = implied;

        public bool IsOpen => Entries.Contains(Verdict.Incorrect);

        public Finding Conclude() => Entries.Max() switch
        {
            Verdict.CorrectSubgradient => new Finding.CorrectSubgradient(Submitted, [.. Entries], Expected),
            Verdict.FollowThrough => new Finding.FollowsThrough(Submitted, [.. Entries], Expected),
            _ => new Finding.Incorrect(Submitted, [.. Entries], Expected),
        };
    }
}
