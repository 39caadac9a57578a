using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Grading;

/// <summary>
/// Finds the misconceptions that explain wrong parts: each changed rule is run at the student's own upstream gradients, and has to meet
/// every entry that is wrong. All that do are returned; none is guessed among them.
/// </summary>
internal sealed class Diagnostician
{
    // Elements that changed rules may compute for one answer, so that a large graph of wrong answers is marked in bounded time.
    private const long MostWork = 20_000_000;

    private readonly Exercise _exercise;
    private readonly OwnWork _work;
    private readonly List<Finding> _findings = [];
    private double[] _contributions = [];
    private long _budget;

    public Diagnostician(Exercise exercise, OwnWork work)
    {
        _exercise = exercise;
        _work = work;
    }

    private Graph Graph => _exercise.Graph;

    /// <summary>Names the mistakes in the parts that are wrong.</summary>
    /// <param name="parts">All parts of the answer.</param>
    /// <param name="wrong">Those that are neither right nor follow from earlier steps.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public void Run(List<MarkedPart> parts, List<MarkedPart> wrong, CancellationToken cancellationToken)
    {
        if (wrong.Count == 0)
        {
            return;
        }

        _budget = MostWork;
        _findings.Clear();
        foreach (var part in wrong)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (part.Part.Kind == PartKind.Gradient)
            {
                Gradient(part);
            }
        }

        var answered = parts.FindAll(p => p.Part.Kind == PartKind.Gradient && p.Submitted is not null);
        var unexplained = wrong.FindAll(p => p.Part.Kind == PartKind.Gradient && !_findings.Exists(f => f.Part == p));
        if (unexplained.Count > 0 && unexplained.Exists(HasUnansweredConsumer))
        {
            new WholeRuns(_exercise, _work).Run(answered, _findings, ref _budget, cancellationToken);
        }

        Relations.Find(_exercise, wrong, _findings);
        foreach (var part in wrong)
        {
            Conclude(part, answered);
        }
    }

    /// <summary>Whether a zero comes from a mistake at one step, and not from a pass that was started from zero or never made.</summary>
    public bool ExplainsZero(MarkedPart part)
    {
        _budget = MostWork;
        _findings.Clear();
        Gradient(part);
        return _findings.Exists(f => f.Form is not null);
    }

    private bool HasUnansweredConsumer(MarkedPart part)
    {
        foreach (var path in _exercise.Paths(part.Part.Node))
        {
            if (!_work.IsAnswered(new Part(PartKind.Gradient, path.Consumer)))
            {
                return true;
            }
        }

        return false;
    }

    private void Conclude(MarkedPart part, List<MarkedPart> answered)
    {
        var diagnoses = new List<Diagnosis>();
        foreach (var finding in _findings)
        {
            if (finding.Part == part && !diagnoses.Exists(d => d.Misconception == finding.Misconception && d.Consumer?.Index == finding.Consumer))
            {
                var systematic = finding.Scope ?? (finding.Form is { } form && IsSystematic(finding, form, answered) ? MistakeScope.Systematic : MistakeScope.Slip);
                diagnoses.Add(new Diagnosis(finding.Misconception, finding.Consumer is { } consumer ? Graph[consumer] : null, Graph[finding.Operand ?? part.Part.Node], systematic));
            }
        }

        if (diagnoses.Count == 0)
        {
            return;
        }

        // What covers the most comes first; the catalogue's order decides between equals.
        part.Diagnoses = [.. diagnoses.OrderByDescending(d => diagnoses.Count(other => d.Misconception.Covers(other.Misconception)))];
        for (var i = 0; i < part.Entries.Length; i++)
        {
            part.Entries[i] = part.Entries[i] == Verdict.Incorrect ? Verdict.Diagnosed : part.Entries[i];
        }

        part.Verdict = Verdict.Diagnosed;
    }

    private void Gradient(MarkedPart part)
    {
        var paths = _exercise.Paths(part.Part.Node);
        var length = part.Submitted!.Length;
        var open = false;
        foreach (var path in paths)
        {
            open |= !_work.IsAnswered(new Part(PartKind.Gradient, path.Consumer)) && !_work.Upstream(path.Consumer).SequenceEqual(_exercise.Slice(_exercise.Gradients, path.Consumer));
        }

        if (_contributions.Length < (paths.Length + 3) * length)
        {
            _contributions = new double[(paths.Length + 3) * length];
        }

        Gradient(part, keyUpstream: false);
        if (open)
        {
            Gradient(part, keyUpstream: true);
        }
    }

    private void Gradient(MarkedPart part, bool keyUpstream)
    {
        var node = part.Part.Node;
        var paths = _exercise.Paths(node);
        var length = part.Submitted!.Length;
        var truth = _contributions.AsSpan(paths.Length * length, length);
        var changed = _contributions.AsSpan((paths.Length + 1) * length, length);
        var candidate = _contributions.AsSpan((paths.Length + 2) * length, length);
        truth.Clear();
        if (node == Graph.Output)
        {
            _exercise.Upstream.CopyTo(truth);
        }

        var precision = 0.0;
        for (var i = 0; i < paths.Length; i++)
        {
            var contribution = _contributions.AsSpan(i * length, length);
            _work.Contribution(paths[i], keyUpstream, contribution);
            for (var j = 0; j < length; j++)
            {
                truth[j] += contribution[j];
            }

            precision = _work.IsAnswered(new Part(PartKind.Gradient, paths[i].Consumer)) ? Math.Max(precision, DiagnosisMargin.Precision(_work.Upstream(paths[i].Consumer))) : precision;
        }

        var sight = new Sight(_exercise.Policy.Tolerance, part, _work.Scale(node), precision);
        if (sight.TruthHolds(truth))
        {
            return;
        }

        for (var i = 0; i < paths.Length; i++)
        {
            var contribution = _contributions.AsSpan(i * length, length);
            var view = View(paths[i], keyUpstream, contribution);
            foreach (var form in MisconceptionCatalog.AtEdges(view.Place.Operator))
            {
                if (form.Changed.Together || !Apply(form, view, changed))
                {
                    continue;
                }

                for (var j = 0; j < length; j++)
                {
                    candidate[j] = truth[j] - contribution[j] + changed[j];
                }

                if (sight.Explains(candidate, truth))
                {
                    _findings.Add(new Finding(part, form.Misconception, form, paths[i].Consumer, null, null));
                }
            }
        }

        if (paths.Length > 1)
        {
            AllEdges(part, keyUpstream, sight, truth, changed, candidate);
        }

        var nodeView = new NodeView(_exercise, _work.Base, node, truth);
        foreach (var form in MisconceptionCatalog.AtNodes)
        {
            _budget -= length;
            if (_budget > 0 && form.Changed.Rule(nodeView, candidate) && sight.Explains(candidate, truth))
            {
                _findings.Add(new Finding(part, form.Misconception, null, null, null, null));
            }
        }
    }

    /// <summary>The same mistake on every edge to a node where it can happen.</summary>
    private void AllEdges(MarkedPart part, bool keyUpstream, in Sight sight, ReadOnlySpan<double> truth, Span<double> changed, Span<double> candidate)
    {
        var paths = _exercise.Paths(part.Part.Node);
        var length = truth.Length;
        foreach (var form in FormsOf(paths))
        {
            truth.CopyTo(candidate);
            var edges = 0;
            var consumers = new HashSet<int>();
            for (var i = 0; i < paths.Length; i++)
            {
                var contribution = _contributions.AsSpan(i * length, length);
                var view = View(paths[i], keyUpstream, contribution);
                if (!form.Misconception.BelongsTo(view.Place.Operator) || !Apply(form, view, changed))
                {
                    continue;
                }

                edges++;
                consumers.Add(paths[i].Consumer);
                for (var j = 0; j < length; j++)
                {
                    candidate[j] += changed[j] - contribution[j];
                }
            }

            if (edges > 1 && sight.Explains(candidate, truth))
            {
                var one = consumers.Count == 1;
                _findings.Add(new Finding(part, form.Misconception, form, one ? paths[0].Consumer : null, null, one || form.Changed.Together ? null : MistakeScope.Systematic));
            }
        }
    }

    private HashSet<EdgeForm> FormsOf(ReadOnlySpan<PathEdge> paths)
    {
        var forms = new HashSet<EdgeForm>(ReferenceEqualityComparer.Instance);
        var changes = new HashSet<ChangedRule>(ReferenceEqualityComparer.Instance);
        foreach (var path in paths)
        {
            foreach (var form in MisconceptionCatalog.AtEdges(Graph[path.Consumer].Operator))
            {
                if (!form.IsOfOneEdge && changes.Add(form.Changed))
                {
                    forms.Add(form);
                }
            }
        }

        return forms;
    }

    /// <summary>Whether a mistake shows in every answered gradient in which it would show, and in two at least.</summary>
    private bool IsSystematic(Finding finding, EdgeForm form, List<MarkedPart> answered)
    {
        if (finding.Consumer is not { } first || form.Changed.Together)
        {
            return false;
        }

        var operation = Graph[first].Operator;
        var places = 0;
        foreach (var part in answered)
        {
            if (_findings.Exists(f => f.Part == part && f.Misconception == finding.Misconception && f.Consumer is { } consumer && Graph[consumer].Operator == operation))
            {
                places++;
            }
            else if (IsVisibleAt(part, form, operation))
            {
                return false;
            }
        }

        return places > 1;
    }

    private bool IsVisibleAt(MarkedPart part, EdgeForm form, Operators.Operator operation)
    {
        foreach (var path in _exercise.Paths(part.Part.Node))
        {
            if (Graph[path.Consumer].Operator != operation)
            {
                continue;
            }

            var contribution = new double[part.Submitted!.Length];
            var changed = new double[contribution.Length];
            _work.Contribution(path, keyUpstream: false, contribution);
            if (!Apply(form, View(path, keyUpstream: false, contribution), changed))
            {
                continue;
            }

            for (var i = 0; i < changed.Length; i++)
            {
                if (Math.Abs(changed[i] - contribution[i]) > _exercise.Policy.Tolerance.Margin(contribution[i], _work.Scale(part.Part.Node)[i]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private EdgeView View(PathEdge path, bool keyUpstream, ReadOnlySpan<double> contribution) =>
        new(_exercise, _work.Base, path.Consumer, path.Position, _work.UpstreamOf(path, keyUpstream), contribution);

    private bool Apply(EdgeForm form, in EdgeView view, Span<double> changed)
    {
        _budget -= view.Upstream.Length + changed.Length;
        return _budget > 0 && form.Changed.Rule(view, changed);
    }
}

/// <summary>A misconception that explains a part. <paramref name="Scope"/> is null where the other parts have to tell.</summary>
internal sealed record Finding(MarkedPart Part, Misconception Misconception, EdgeForm? Form, int? Consumer, int? Operand, MistakeScope? Scope);

/// <summary>Compares one wrong part with what mistakes would give.</summary>
internal readonly ref struct Sight
{
    private readonly Tolerance _tolerance;
    private readonly MarkedPart _part;
    private readonly ReadOnlySpan<double> _scale;
    private readonly double _precision;

    public Sight(Tolerance tolerance, MarkedPart part, ReadOnlySpan<double> scale, double precision)
    {
        _tolerance = tolerance;
        _part = part;
        _scale = scale;
        _precision = precision;
    }

    /// <summary>Whether the true rule meets every entry that is wrong by the key: then no mistake is looked for.</summary>
    public bool TruthHolds(ReadOnlySpan<double> truth)
    {
        for (var i = 0; i < truth.Length; i++)
        {
            if (_part.Entries[i] == Verdict.Incorrect && !_tolerance.Accepts(_part.Submitted![i], truth[i], _scale[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a mistake meets every entry that is wrong, and differs from the truth in each.</summary>
    public bool Explains(ReadOnlySpan<double> candidate, ReadOnlySpan<double> truth)
    {
        for (var i = 0; i < candidate.Length; i++)
        {
            if (_part.Entries[i] != Verdict.Incorrect)
            {
                continue;
            }

            var answer = _part.Submitted![i];
            if (!(Math.Abs(candidate[i] - truth[i]) > _tolerance.Margin(truth[i], _scale[i]))
                || !(Math.Abs(answer - candidate[i]) <= _tolerance.Margin(candidate[i], _scale[i]))
                || !(Math.Abs(answer - candidate[i]) <= DiagnosisMargin.Of(_tolerance, answer, candidate[i], _scale[i], _precision)))
            {
                return false;
            }
        }

        return true;
    }
}
