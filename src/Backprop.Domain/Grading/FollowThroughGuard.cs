using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Grading;

/// <summary>
/// What follow-through has to show, or an answer of zeros would follow from zeros at every node and earn full credit; see
/// docs/decisions/0102-what-follow-through-has-to-show.md.
/// </summary>
internal sealed class FollowThroughGuard
{
    // Numbers this near to the key come from rounding, even where two of them are the same.
    private const double NearKey = 0.1;

    private readonly Exercise _exercise;
    private readonly OwnWork _own;
    private readonly bool _valuesAreAPattern;
    private readonly bool _valuesAreEarned = true;
    private readonly bool[] _earnedValues = [];
    private readonly bool[] _earnedGradients = [];

    /// <summary>Looks at an answer as a whole.</summary>
    /// <param name="exercise">The exercise.</param>
    /// <param name="parts">The answer as compared with the key.</param>
    /// <param name="own">The student's own work.</param>
    public FollowThroughGuard(Exercise exercise, MarkedPart[] parts, OwnWork own)
    {
        _exercise = exercise;
        _own = own;
        _valuesAreAPattern = IsPattern(parts, PartKind.Value);
        GradientsAreAPattern = IsPattern(parts, PartKind.Gradient);
        if (own.Values is { } values)
        {
            _earnedValues = new bool[exercise.Graph.Count];
            for (var node = 0; node < _earnedValues.Length; node++)
            {
                _earnedValues[node] = !IsZero(values.Value(node)) || IsEarnedZero(values, node);
                _valuesAreEarned &= _earnedValues[node] || !values.IsAnswered(node);
            }
        }

        if (own.Gradients is { } gradients)
        {
            _earnedGradients = new bool[exercise.Graph.Count];
            for (var node = exercise.Graph.Output; node >= 0; node--)
            {
                _earnedGradients[node] = exercise.Graph.LeadsToOutput(node) && (!IsZero(gradients.Upstream(node)) || IsEarnedZero(gradients, node));
            }
        }
    }

    /// <summary>Whether the gradients are filled in, not worked out.</summary>
    public bool GradientsAreAPattern { get; }

    /// <summary>Whether a value that follows from its operands shows that its rule is known.</summary>
    public bool HoldsForValue(int node) => !_valuesAreAPattern && AreOperandsEarned(node);

    /// <summary>
    /// Whether a gradient that follows shows anything: no upstream gradient filled in with zeros, and a mistake that would show at the key would
    /// show here too.
    /// </summary>
    public bool HoldsForGradient(int node, bool keyUpstream)
    {
        var lost = false;
        foreach (var path in _exercise.Paths(node))
        {
            if (IsZero(_own.Gradients!.UpstreamOf(path, keyUpstream)) && !IsZero(_exercise.Slice(_exercise.Gradients, path.Consumer)))
            {
                if (!_earnedGradients[path.Consumer])
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
            if (key && IsAnyVisible(path, _own.Gradients!.UpstreamOf(path, keyUpstream)))
            {
                return true;
            }

            anyAtKey |= key;
        }

        return lost || !anyAtKey;
    }

    /// <summary>Takes the zero that the student went on with as earned, since a mistake explains it, and what followed from it.</summary>
    public void Earn(int node)
    {
        _earnedGradients[node] = true;
        for (var before = node - 1; before >= 0; before--)
        {
            _earnedGradients[before] |= _exercise.Graph.LeadsToOutput(before) && IsZero(_own.Gradients!.Upstream(before)) && IsEarnedZero(_own.Gradients, before);
        }
    }

    /// <summary>A zero that is one in the key too, or came out of operands that were earned in their turn (differences of rounded numbers do), and was not only filled in.</summary>
    private bool IsEarnedZero(OwnValues values, int node) =>
        IsZero(_exercise.Slice(_exercise.Values, node)) || (IsZero(values.Implied(node)) && AreOperandsEarned(node));

    private bool AreOperandsEarned(int node) => _exercise.Graph.Operands(node).ToArray().All(operand => _earnedValues[operand]);

    // Zeros that follow from values that were only filled in are filled in too.
    private bool IsEarnedZero(OwnGradients gradients, int node) => IsZero(_exercise.Slice(_exercise.Gradients, node))
        || (IsZero(gradients.Implied(node)) && node != _exercise.Graph.Output && _valuesAreEarned && _exercise.Paths(node).All(path => _earnedGradients[path.Consumer]));

    private bool IsAnyVisible(PathEdge path, ReadOnlySpan<double> upstream)
    {
        var graph = _exercise.Graph;
        var tape = _own.Gradients!.Tape;
        var length = tape.Value(graph.Operands(path.Consumer)[path.Position]).Length;
        var contribution = length <= 32 ? stackalloc double[length] : new double[length];
        var changed = length <= 32 ? stackalloc double[length] : new double[length];
        graph[path.Consumer].Kernel!.Backward(tape.Frame(path.Consumer), path.Position, upstream, contribution);
        var view = new EdgeView(_exercise, tape, path.Consumer, path.Position, upstream, contribution);
        foreach (var form in MisconceptionCatalog.AtEdges(graph[path.Consumer].Operator))
        {
            if (!form.Changed.Together && form.Changed.Rule(view, changed) && _exercise.Policy.Tolerance.Tells(changed, contribution, []))
            {
                return true;
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
    private bool IsPattern(MarkedPart[] parts, PartKind kind)
    {
        var all = new List<(double Answer, double Key, double Value, bool IsWrong)>();
        foreach (var part in parts)
        {
            if (part.Part.Kind == kind && part.Finding is Finding.Compared finding)
            {
                var key = _exercise.Key(part.Part);
                var values = _exercise.Slice(_exercise.Values, part.Part.Node);
                for (var i = 0; i < key.Length; i++)
                {
                    all.Add((finding.Submitted[i], key[i], values[i], finding.Entries[i] == Verdict.Incorrect));
                }
            }
        }

        var wrong = all.FindAll(entry => entry.IsWrong);
        if (wrong.Count < 2 || wrong.TrueForAll(entry => Math.Abs(entry.Answer - entry.Key) <= NearKey * Math.Abs(entry.Key)))
        {
            return false;
        }

        var (first, firstKey, _, _) = wrong[0];
        var tolerance = _exercise.Policy.Tolerance;
        return (first != 0 && Fits(entry => entry.Answer.Equals(first)) && !wrong.TrueForAll(entry => tolerance.Accepts(entry.Key, firstKey, 0)))
            || (kind == PartKind.Gradient && Fits(entry => tolerance.Accepts(entry.Answer, entry.Value, 0)));

        bool Fits(Predicate<(double Answer, double Key, double Value, bool IsWrong)> pattern) => wrong.TrueForAll(pattern) && 2 * all.FindAll(pattern).Count >= all.Count;
    }
}
