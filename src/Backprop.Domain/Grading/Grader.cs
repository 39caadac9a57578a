using Backprop.Domain.Exercises;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Grading;

/// <summary>
/// Marks answers to one exercise, one after the other, by the key and by each student's own earlier steps. Keeps its arenas between
/// answers; belongs to one thread at a time.
/// </summary>
public sealed class Grader
{
    // How many formulas one answer may hold; each is run at every further point.
    private const int MostFormulas = 200;

    private readonly Exercise _exercise;
    private readonly OwnWork _work;
    private readonly FollowThrough _followThrough;
    private readonly Diagnostician _diagnostician;
    private readonly ResultIdentity _identity = new();
    private readonly List<string> _strangers = [];
    private Subgradients? _subgradients;

    /// <summary>A grader for an exercise.</summary>
    public Grader(Exercise exercise)
    {
        _exercise = exercise;
        _work = new OwnWork(exercise);
        _followThrough = new FollowThrough(exercise, _work);
        _diagnostician = new Diagnostician(exercise, _work);
    }

    /// <summary>Marks an answer.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Grade Mark(Answer answer, CancellationToken cancellationToken)
    {
        _work.Reset();
        var issues = new List<Issue>();
        var parts = Read(answer, issues, cancellationToken);
        _strangers.Clear();
        if (issues.Count > 0)
        {
            _strangers.AddRange(answer.Parts.Where(p => !_exercise.Graph.TryFind(p.Node, out var node) || (p.Kind == PartKind.Gradient && _exercise.Graph[node].IsConstant)).Select(p => p.Name));
        }

        var wrong = parts.FindAll(p => p.Verdict == Verdict.Incorrect);
        if (wrong.Count > 0)
        {
            Reconsider(parts, wrong, cancellationToken);
        }

        return Score(parts, issues);
    }

    private List<MarkedPart> Read(Answer answer, List<Issue> issues, CancellationToken cancellationToken)
    {
        var graph = _exercise.Graph;
        var parts = new List<MarkedPart>(answer.Parts.Count);
        var seen = new HashSet<Part>(answer.Parts.Count);
        var formulas = 0;
        foreach (var answered in answer.Parts)
        {
            var pointer = "#/answer/" + (answered.Kind == PartKind.Value ? "values/" : "gradients/") + JsonPointer.Escape(answered.Node);
            if (!graph.TryFind(answered.Node, out var node))
            {
                issues.Add(new Issue("unknown-part", pointer, Exercise.UnknownNode(graph, answered.Node)));
                continue;
            }

            if (answered.Kind == PartKind.Gradient && graph[node].IsConstant)
            {
                issues.Add(new Issue("unknown-part", pointer, Exercise.ConstantNode(answered.Node)));
                continue;
            }

            var part = new Part(answered.Kind, node);
            if (!seen.Add(part))
            {
                issues.Add(new Issue("duplicate-part", pointer, "This part is answered twice; the first answer counts."));
                continue;
            }

            formulas += answered.Submission is Submission.Formula ? 1 : 0;
            parts.Add(Read(part, answered, formulas <= MostFormulas, cancellationToken));
        }

        foreach (var part in _exercise.Asked)
        {
            if (!seen.Contains(part))
            {
                parts.Add(New(part, 1));
            }
        }

        parts.Sort((a, b) => a.Part.Kind != b.Part.Kind ? a.Part.Kind.CompareTo(b.Part.Kind) : a.Part.Node.CompareTo(b.Part.Node));
        return parts;
    }

    private MarkedPart Read(Part part, AnsweredPart answered, bool mayBeFormula, CancellationToken cancellationToken)
    {
        var shape = _exercise.Graph[part.Node].Shape;
        var marked = New(part, 1);
        marked.Submission = answered.Submission;
        switch (answered.Submission)
        {
            case Submission.Blank:
                return marked;
            case Submission.Unreadable unreadable:
                return Invalid(marked, $"{unreadable.Detail} {Expected(shape)}");
            case Submission.Numbers numbers when !numbers.Value.Shape.Equals(shape):
                return Invalid(marked, FormulaReader.WrongShape(numbers.Value.Shape, shape) + ShapeAdvice(part.Node, numbers.Value.Shape));
            case Submission.Numbers numbers when numbers.Value.Data.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue):
                return Invalid(marked, $"A number here is not finite. {Expected(shape)}");
            case Submission.Numbers numbers:
                return Compare(marked, numbers.Value.Data, agreesElsewhere: true);
            case Submission.Formula when !mayBeFormula:
                return Invalid(marked, "There are too many formulas in this answer.");
            case Submission.Formula formula when string.IsNullOrWhiteSpace(formula.Text):
                return marked;
            case Submission.Formula formula:
                var reading = FormulaReader.Read(_exercise, part, formula.Text, cancellationToken);
                return reading.Numbers is null ? Invalid(marked, reading.Problem!) : Compare(marked, reading.Numbers, reading.AgreesElsewhere);
            default:
                throw new InvalidOperationException("A submission of an unknown kind.");
        }
    }

    private MarkedPart New(Part part, int entries) => new(part, _exercise.Name(part), _exercise.Weight(part), entries) { Verdict = Verdict.Missing };

    private static MarkedPart Invalid(MarkedPart part, string detail)
    {
        part.Verdict = Verdict.Invalid;
        part.Entries[0] = Verdict.Invalid;
        part.Detail = detail;
        return part;
    }

    private static string Expected(Shape shape) => shape.IsScalar ? "A number or a formula is expected here." : $"An array of shape {shape} or a formula is expected here.";

    private string ShapeAdvice(int node, Shape given)
    {
        var graph = _exercise.Graph;
        foreach (var path in _exercise.Paths(node))
        {
            if (graph[path.Consumer].Shape.Equals(given) && given.Count > graph[node].Shape.Count)
            {
                return $" That is the shape of {graph[path.Consumer].Id}: sum over the axes along which {graph[node].Id} was broadcast.";
            }
        }

        var expected = graph[node].Shape;
        return expected.Rank == 2 && given.Rank == 2 && expected[0] == given[1] && expected[1] == given[0] ? " Is it transposed?" : "";
    }

    private MarkedPart Compare(MarkedPart part, double[] numbers, bool agreesElsewhere)
    {
        part.Submitted = numbers;
        part.Entries = new Verdict[numbers.Length];
        part.Verdict = Verdict.Correct;
        var key = _exercise.Key(part.Part);
        var scales = part.Part.Kind == PartKind.Gradient ? _exercise.Slice(_exercise.Scales, part.Part.Node) : [];
        for (var i = 0; i < numbers.Length; i++)
        {
            part.Entries[i] = _exercise.Policy.Tolerance.Accepts(numbers[i], key[i], scales.IsEmpty ? 0 : scales[i]) ? Verdict.Correct : Verdict.Incorrect;
            part.Verdict = part.Entries[i] == Verdict.Correct ? part.Verdict : Verdict.Incorrect;
        }

        if (part.Verdict == Verdict.Correct && !agreesElsewhere)
        {
            Array.Fill(part.Entries, Verdict.Incorrect);
            part.Verdict = Verdict.Incorrect;
            part.Detail = "This formula gives the right numbers at the given inputs, but not at others.";
        }

        // Numbers that are not finite are right at most; nothing can follow from them.
        if (!numbers.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue))
        {
            _work.Put(part.Part, numbers);
        }

        return part;
    }

    /// <summary>Looks at what the key calls wrong again: kinks, then the student's own work, then mistakes that have a name.</summary>
    private void Reconsider(List<MarkedPart> parts, List<MarkedPart> wrong, CancellationToken cancellationToken)
    {
        _followThrough.Begin(parts);
        foreach (var part in wrong)
        {
            if (part.Part.Kind == PartKind.Value && part.Detail is null)
            {
                _work.RunForward();
                _followThrough.Value(part);
            }
        }

        if (wrong.Exists(p => p.Part.Kind == PartKind.Gradient))
        {
            _work.RunBackward(cancellationToken);
            var kinks = _exercise.KinkNodes.Count > 0 && _exercise.Policy.Kinks == KinkRule.Subdifferential;
            if (kinks)
            {
                (_subgradients ??= new Subgradients(_exercise)).Run(_work, cancellationToken);
            }

            // From the output backwards: whether a choice at a kink is the student's own depends on what came before.
            for (var i = wrong.Count - 1; i >= 0 && wrong[i].Part.Kind == PartKind.Gradient; i--)
            {
                if (wrong[i].Detail is null)
                {
                    _followThrough.Gradient(wrong[i], kinks ? _subgradients : null);
                    if (wrong[i].Verdict == Verdict.Incorrect && !wrong[i].Submitted.AsSpan().ContainsAnyExcept(0.0) && _diagnostician.ExplainsZero(wrong[i]))
                    {
                        _work.Earn(wrong[i].Part.Node);
                    }
                }
            }
        }

        _diagnostician.Run(parts, wrong.FindAll(p => p.Verdict == Verdict.Incorrect && p.Detail is null), cancellationToken);
    }

    private Grade Score(List<MarkedPart> parts, List<Issue> issues)
    {
        double weight = 0, score = 0, absolute = 0, method = 0;
        foreach (var part in parts)
        {
            Credit(part);
            weight += part.Weight;
            score += part.Weight * part.Credit;
            absolute += part.Weight * part.AbsoluteCredit;
            method += part.Weight * part.MethodCredit;
        }

        var blame = parts.FindAll(p => p.IsWrong);
        var values = blame.FindIndex(p => p.Part.Kind == PartKind.Gradient) is >= 0 and var first ? first : blame.Count;
        blame.Reverse(values, blame.Count - values);
        return new Grade(
            _exercise,
            weight > 0 ? score / weight : 0,
            weight > 0 ? absolute / weight : 0,
            weight > 0 ? method / weight : 0,
            parts,
            blame,
            issues,
            _identity.OfAnswer(_exercise, parts.Select(p => (p.Part, p.Submission)), _strangers));
    }

    private void Credit(MarkedPart part)
    {
        double credit = 0, absolute = 0, method = 0;
        foreach (var entry in part.Entries)
        {
            var right = entry is Verdict.Correct or Verdict.CorrectSubgradient;
            absolute += right ? 1 : 0;
            method += right || entry == Verdict.FollowThrough ? 1 : 0;
            credit += right ? 1 : entry == Verdict.FollowThrough ? _exercise.Policy.FollowThroughCredit : entry == Verdict.Diagnosed ? _exercise.Policy.DiagnosedCredit : 0;
        }

        part.Credit = credit / part.Entries.Length;
        part.AbsoluteCredit = absolute / part.Entries.Length;
        part.MethodCredit = method / part.Entries.Length;
    }
}
