using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;

namespace Backprop.Domain.Grading;

// docs/decisions/0102-what-follow-through-has-to-show.md
/// <summary>
/// Whether what the key calls wrong follows from the student's own earlier steps, and whether that shows that he knew the rule: an answer
/// of zeros follows from zeros at every node, and earns nothing.
/// </summary>
internal sealed class FollowThrough
{
    // With more unanswered consumers than this only "all followed" and "all done right in the head" are tried.
    private const int MostChoices = 4;

    // Numbers this near to the key come from rounding, even where two of them are the same.
    private const double NearKey = 0.1;

    private readonly Exercise _exercise;
    private readonly OwnWork _work;
    private readonly Dictionary<int, MarkedPart> _gradients = [];
    private bool _valuesAreAPattern;
    private bool _gradientsAreAPattern;

    public FollowThrough(Exercise exercise, OwnWork work)
    {
        _exercise = exercise;
        _work = work;
    }

    /// <summary>Looks at an answer as a whole.</summary>
    public void Begin(List<MarkedPart> parts)
    {
        _valuesAreAPattern = IsPattern(parts, PartKind.Value);
        _gradientsAreAPattern = IsPattern(parts, PartKind.Gradient);
        _gradients.Clear();
        if (_exercise.KinkNodes.Count > 0)
        {
            foreach (var part in parts.Where(p => p.Part.Kind == PartKind.Gradient))
            {
                _gradients[part.Part.Node] = part;
            }
        }
    }

    /// <summary>Marks the entries of a value that follow from the student's own operands.</summary>
    public void Value(MarkedPart part)
    {
        var node = part.Part.Node;
        var implied = _work.ImpliedValue(node).ToArray();
        part.ExpectedFromOwnWork = implied;
        if (_exercise.Graph[node].Operator.IsLeaf || _valuesAreAPattern || !OperandsAreEarned(node))
        {
            return;
        }

        Accept(part, implied, []);
        if (part.Entries.Contains(Verdict.Incorrect) && _work.ValueWithKeyOperands(node) is { } alternative && Accept(part, alternative, []))
        {
            part.ExpectedFromOwnWork = alternative;
        }

        Conclude(part);
    }

    /// <summary>Marks the entries of a gradient that lie in the subdifferential or follow from the student's own upstream gradients.</summary>
    public void Gradient(MarkedPart part, Subgradients? subgradients)
    {
        var node = part.Part.Node;
        var implied = _work.ImpliedGradient(node).ToArray();
        part.ExpectedFromOwnWork = implied;
        if (subgradients is not null && subgradients.SharesAddUp(_work, node))
        {
            AcceptSubgradients(part, subgradients);
        }

        if (!part.Entries.Contains(Verdict.Incorrect) || _gradientsAreAPattern || node == _exercise.Graph.Output)
        {
            Conclude(part);
            return;
        }

        if (GuardHolds(node, keyUpstream: false))
        {
            Accept(part, implied, _work.Scale(node));
            if (part.Entries.Contains(Verdict.Incorrect))
            {
                Accept(part, implied, FullScale(node));
            }

            if (part.Entries.Contains(Verdict.Incorrect) && _exercise.Policy.ForwardBase != ForwardBase.Key)
            {
                AcceptEquivalentForms(part, implied);
            }
        }

        if (part.Entries.Contains(Verdict.Incorrect) && GuardHolds(node, keyUpstream: true))
        {
            AcceptAlternatives(part);
        }

        Conclude(part);
    }

    private static void Conclude(MarkedPart part) => part.Verdict = part.Entries.Max();

    private bool Accept(MarkedPart part, double[] expected, ReadOnlySpan<double> scale, Verdict verdict = Verdict.FollowThrough)
    {
        var accepted = false;
        for (var i = 0; i < expected.Length; i++)
        {
            if (part.Entries[i] == Verdict.Incorrect && double.IsFinite(expected[i])
                && _exercise.Policy.Tolerance.Accepts(part.Submitted![i], expected[i], scale.IsEmpty ? 0 : scale[i]))
            {
                part.Entries[i] = verdict;
                accepted = true;
            }
        }

        return accepted;
    }

    private void AcceptSubgradients(MarkedPart part, Subgradients subgradients)
    {
        // A choice made from wrong upstream gradients is no subgradient, but it follows.
        var verdict = Verdict.CorrectSubgradient;
        var followsChoice = false;
        foreach (var path in _exercise.Paths(part.Part.Node))
        {
            if (_work.IsAnswered(new Part(PartKind.Gradient, path.Consumer)))
            {
                var consumer = _gradients[path.Consumer];
                verdict = consumer.IsRight ? verdict : Verdict.FollowThrough;
                followsChoice |= consumer.Verdict == Verdict.CorrectSubgradient;
            }
        }

        if (verdict == Verdict.FollowThrough && (_gradientsAreAPattern || !GuardHolds(part.Part.Node, keyUpstream: false)))
        {
            return;
        }

        var scale = FullScale(part.Part.Node);
        for (var i = 0; i < part.Entries.Length; i++)
        {
            var (low, high) = subgradients[part.Part.Node, i];
            var margin = _exercise.Policy.Tolerance.Margin(Math.Max(Math.Abs(low), Math.Abs(high)), scale[i]);
            if (part.Entries[i] == Verdict.Incorrect && low < high && part.Submitted![i] >= low - margin && part.Submitted[i] <= high + margin)
            {
                part.Entries[i] = verdict;
            }
            else if (part.Entries[i] == Verdict.Incorrect && followsChoice && verdict == Verdict.CorrectSubgradient
                && _exercise.Policy.Tolerance.Accepts(part.Submitted![i], part.ExpectedFromOwnWork![i], scale[i]))
            {
                part.Entries[i] = verdict;
            }
        }
    }

    private void AcceptEquivalentForms(MarkedPart part, double[] implied)
    {
        var node = part.Part.Node;
        var contribution = new double[implied.Length];
        var changed = new double[implied.Length];
        for (var form = 0; form < EquivalentForms.Most; form++)
        {
            var expected = implied.AsSpan().ToArray();
            foreach (var path in _exercise.Paths(node))
            {
                _work.Contribution(path, keyUpstream: false, contribution);
                var view = new EdgeView(_exercise, _work.Base, path.Consumer, path.Position, _work.Upstream(path.Consumer), contribution);
                if (!EquivalentForms.TryContribution(view, form, changed))
                {
                    continue;
                }

                for (var i = 0; i < expected.Length; i++)
                {
                    expected[i] += changed[i] - contribution[i];
                }
            }

            Accept(part, expected, _work.Scale(node));
        }
    }

    private double[] FullScale(int node)
    {
        var scale = new double[_exercise.Slice(_exercise.Gradients, node).Length];
        foreach (var path in _exercise.Paths(node))
        {
            Magnitudes.Add(_work.Base, path.Consumer, path.Position, _work.Upstream(path.Consumer), scale);
        }

        return scale;
    }

    /// <summary>A consumer that was not answered may have been right in the student's head: every choice of those is tried.</summary>
    private void AcceptAlternatives(MarkedPart part)
    {
        var paths = _exercise.Paths(part.Part.Node).ToArray();
        var open = paths.Select(p => p.Consumer).Distinct().Where(IsOpen).ToArray();
        if (open.Length == 0)
        {
            return;
        }

        var length = part.Submitted!.Length;
        var followed = new double[paths.Length * length];
        var right = new double[paths.Length * length];
        for (var i = 0; i < paths.Length; i++)
        {
            _work.Contribution(paths[i], keyUpstream: false, followed.AsSpan(i * length, length));
            _work.Contribution(paths[i], keyUpstream: true, right.AsSpan(i * length, length));
        }

        var all = (1 << Math.Min(open.Length, MostChoices)) - 1;
        var first = open.Length > MostChoices ? all : 1;
        for (var choice = first; choice <= all; choice++)
        {
            var expected = new double[length];
            var scale = new double[length];
            for (var i = 0; i < paths.Length; i++)
            {
                var place = Array.IndexOf(open, paths[i].Consumer);
                var chosen = place >= 0 && (place >= MostChoices || (choice >> place & 1) == 1) ? right : followed;
                for (var j = 0; j < length; j++)
                {
                    expected[j] += chosen[(i * length) + j];
                    scale[j] += Math.Abs(chosen[(i * length) + j]);
                }
            }

            if (Accept(part, expected, scale))
            {
                part.ExpectedFromOwnWork = expected;
            }
        }
    }

    private bool IsOpen(int consumer) =>
        !_work.IsAnswered(new Part(PartKind.Gradient, consumer)) && !_work.Upstream(consumer).SequenceEqual(_exercise.Slice(_exercise.Gradients, consumer));

    private bool OperandsAreEarned(int node)
    {
        foreach (var operand in _exercise.Graph.Operands(node))
        {
            if (!_work.IsValueEarned(operand))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether following shows anything: no upstream gradient filled in with zeros, and a mistake that would show at the key would show here too.
    /// </summary>
    private bool GuardHolds(int node, bool keyUpstream)
    {
        var lost = false;
        foreach (var path in _exercise.Paths(node))
        {
            if (IsZero(_work.UpstreamOf(path, keyUpstream)) && !IsZero(_exercise.Slice(_exercise.Gradients, path.Consumer)))
            {
                if (!_work.IsGradientEarned(path.Consumer))
                {
                    return false;
                }

                lost = true;
            }
        }

        var anyAtKey = false;
        foreach (var path in _exercise.Paths(node))
        {
            var key = IsAnyVisible(path, _exercise.Slice(_exercise.Gradients, path.Consumer));
            if (key && IsAnyVisible(path, _work.UpstreamOf(path, keyUpstream)))
            {
                return true;
            }

            anyAtKey |= key;
        }

        return lost || !anyAtKey;
    }

    private bool IsAnyVisible(PathEdge path, ReadOnlySpan<double> upstream)
    {
        var graph = _exercise.Graph;
        var length = graph.Offsets[graph.Operands(path.Consumer)[path.Position] + 1] - graph.Offsets[graph.Operands(path.Consumer)[path.Position]];
        var contribution = length <= 32 ? stackalloc double[length] : new double[length];
        var changed = length <= 32 ? stackalloc double[length] : new double[length];
        graph[path.Consumer].Kernel!.Backward(_work.Base.Frame(path.Consumer), path.Position, upstream, contribution);
        var view = new EdgeView(_exercise, _work.Base, path.Consumer, path.Position, upstream, contribution);
        foreach (var form in MisconceptionCatalog.AtEdges(graph[path.Consumer].Operator))
        {
            if (!form.Changed.Together && form.Changed.Rule(view, changed))
            {
                for (var i = 0; i < length; i++)
                {
                    if (Math.Abs(changed[i] - contribution[i]) > _exercise.Policy.Tolerance.Margin(contribution[i], 0))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static bool IsZero(ReadOnlySpan<double> numbers) => !numbers.ContainsAnyExcept(0.0);

    /// <summary>
    /// Whether half of the answer or more, and everything in it that the key calls wrong, is one and the same number where the key's are not, or
    /// a copy of the values: an answer that is filled in, not worked out. One number follows from itself through every plus.
    /// Zeros have a guard of their own, which knows where they come from.
    /// </summary>
    private bool IsPattern(List<MarkedPart> parts, PartKind kind)
    {
        var wrong = 0;
        double first = 0, firstKey = 0;
        bool sameAnswers = true, sameKeys = true, near = true, copies = kind == PartKind.Gradient;
        foreach (var part in parts)
        {
            if (part.Part.Kind != kind || part.Submitted is null || part.Verdict != Verdict.Incorrect)
            {
                continue;
            }

            var key = _exercise.Key(part.Part);
            var values = _exercise.Slice(_exercise.Values, part.Part.Node);
            for (var i = 0; i < key.Length; i++)
            {
                if (part.Entries[i] != Verdict.Incorrect)
                {
                    continue;
                }

                if (wrong++ == 0)
                {
                    (first, firstKey) = (part.Submitted[i], key[i]);
                }

                sameAnswers &= part.Submitted[i].Equals(first);
                sameKeys &= _exercise.Policy.Tolerance.Accepts(key[i], firstKey, 0);
                near &= Math.Abs(part.Submitted[i] - key[i]) <= NearKey * Math.Abs(key[i]);
                copies &= _exercise.Policy.Tolerance.Accepts(part.Submitted[i], values[i], 0);
            }
        }

        return wrong > 1 && !near
            && ((sameAnswers && !sameKeys && first != 0 && IsHalf(parts, kind, (_, answer, _) => answer.Equals(first)))
                || (copies && IsHalf(parts, kind, (tolerance, answer, value) => tolerance.Accepts(answer, value, 0))));
    }

    private bool IsHalf(List<MarkedPart> parts, PartKind kind, Func<Tolerance, double, double, bool> fits)
    {
        int count = 0, all = 0;
        foreach (var part in parts)
        {
            if (part.Part.Kind == kind && part.Submitted is { } submitted)
            {
                var values = _exercise.Slice(_exercise.Values, part.Part.Node);
                for (var i = 0; i < submitted.Length; i++)
                {
                    all++;
                    count += fits(_exercise.Policy.Tolerance, submitted[i], values[i]) ? 1 : 0;
                }
            }
        }

        return 2 * count >= all;
    }
}
