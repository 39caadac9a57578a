using Backprop.Domain.Exercises;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Grading;

/// <summary>
/// The first stage of marking (see docs/grading-inside.md): what was written becomes numbers, and the numbers are compared with the key.
/// What is wrong by the key alone leaves as <see cref="Finding.Incorrect"/> without anything expected from own work.
/// </summary>
/// <param name="Parts">What was answered and what was asked: values, then gradients, each in topological order.</param>
/// <param name="Issues">What in the answer belongs to no part.</param>
/// <param name="Strangers">The names of parts that do not exist.</param>
internal sealed record AnswerReading(MarkedPart[] Parts, IReadOnlyList<Issue> Issues, List<string> Strangers)
{
    // How many formulas one answer may hold; each is run at every further point.
    private const int MostFormulas = 200;

    // A suggestion for a name looks at all of them.
    private const int MostSuggestions = 20;

    /// <summary>Reads an answer.</summary>
    public static AnswerReading Read(Exercise exercise, Answer answer, CancellationToken cancellationToken)
    {
        var issues = new List<Issue>();
        var strangers = new List<string>();
        var parts = new List<MarkedPart>(answer.Parts.Count);
        foreach (var (answered, found, isRepeated, mayBeFormula, suggests) in Arrange(exercise.Graph, answer))
        {
            if (found is not { } part)
            {
                strangers.Add(answered.Name);
                issues.Add(new Issue("unknown-part", PlaceOf(answered), Exercise.FindPart(exercise.Graph, answered.Kind, answered.Node, suggests).Problem!));
            }
            else if (isRepeated)
            {
                issues.Add(new Issue("duplicate-part", PlaceOf(answered), "This part is answered twice; the first answer counts."));
            }
            else
            {
                parts.Add(new MarkedPart(exercise, part, answered.Submission, Read(exercise, part, answered.Submission, mayBeFormula, cancellationToken)));
            }
        }

        var answeredParts = exercise.Asked.Count == 0 ? [] : parts.Select(part => part.Part).ToHashSet();
        parts.AddRange(exercise.Asked.Where(part => !answeredParts.Contains(part)).Select(part => new MarkedPart(exercise, part, null, new Finding.Missing())));
        parts.Sort((a, b) => a.Part.Kind != b.Part.Kind ? a.Part.Kind - b.Part.Kind : a.Part.Node - b.Part.Node);
        return new AnswerReading([.. parts], issues, strangers);
    }

    /// <summary>What an answer holds, in the order in which it was written, and what is done with each part of it.</summary>
    public static IEnumerable<ArrangedPart> Arrange(Graph graph, Answer answer)
    {
        var seen = new HashSet<Part>(answer.Parts.Count);
        var formulas = 0;
        var strangers = 0;
        foreach (var answered in answer.Parts)
        {
            var part = Exercise.FindPart(graph, answered.Kind, answered.Node, suggests: false).Part;
            var isRepeated = part is { } found && !seen.Add(found);
            strangers += part is null ? 1 : 0;
            formulas += part is not null && !isRepeated && answered.Submission is Submission.Formula ? 1 : 0;
            yield return new ArrangedPart(answered, part, isRepeated, formulas <= MostFormulas, strangers <= MostSuggestions);
        }
    }

    private static Place PlaceOf(AnsweredPart part) => Place.Whole["answer"][part.Kind == PartKind.Value ? "values" : "gradients"][part.Node];

    private static Finding Read(Exercise exercise, Part part, Submission submission, bool mayBeFormula, CancellationToken cancellationToken)
    {
        var shape = exercise.Graph[part.Node].Shape;
        switch (submission)
        {
            case Submission.Blank:
                return new Finding.Missing();
            case Submission.Unreadable unreadable:
                return new Finding.Invalid($"{unreadable.Detail} {Expected(shape)}");
            case Submission.Numbers numbers when !numbers.Value.Shape.Equals(shape):
                return new Finding.Invalid(FormulaReader.WrongShape(numbers.Value.Shape, shape) + ShapeAdvice(exercise, part.Node, numbers.Value.Shape));
            case Submission.Numbers numbers when numbers.Value.Data.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue):
                return new Finding.Invalid($"A number here is not finite. {Expected(shape)}");
            case Submission.Numbers numbers:
                return Compare(exercise, part, numbers.Value.Data);
            case Submission.Formula when !mayBeFormula:
                return new Finding.Invalid(string.Create(CultureInfo.InvariantCulture, $"This answer holds more than {MostFormulas} formulas, so this one was not read."));
            case Submission.Formula formula when string.IsNullOrWhiteSpace(formula.Text):
                return new Finding.Missing();
            case Submission.Formula formula:
                return FormulaComparison.Compare(exercise, part, exercise.Formulas.Read(part, formula.Text), cancellationToken);
            default:
                throw new InvalidOperationException("A submission of an unknown kind.");
        }
    }

    /// <summary>Compares numbers in the node's shape with the key.</summary>
    public static Finding Compare(Exercise exercise, Part part, double[] numbers)
    {
        var key = exercise.Key(part);
        var scales = part.Kind == PartKind.Gradient ? exercise.Slice(exercise.Scales, part.Node) : [];
        Verdict[]? entries = null;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!exercise.Policy.Tolerance.Accepts(numbers[i], key[i], scales.IsEmpty ? 0 : scales[i]))
            {
                entries ??= [.. Enumerable.Repeat(Verdict.Correct, numbers.Length)];
                entries[i] = Verdict.Incorrect;
            }
        }

        return entries is null ? new Finding.Correct(numbers) : new Finding.Incorrect(numbers, [.. entries]);
    }

    private static string Expected(Shape shape) => shape.IsScalar ? "A number or a formula is expected here." : $"An array of shape {shape} or a formula is expected here.";

    private static string ShapeAdvice(Exercise exercise, int node, Shape given)
    {
        var graph = exercise.Graph;
        var expected = graph[node].Shape;
        foreach (var path in exercise.Paths(node))
        {
            if (graph[path.Consumer].Shape.Equals(given) && given.Count > expected.Count)
            {
                return $" That is the shape of {graph[path.Consumer].Id}: sum over the axes along which {graph[node].Id} was broadcast.";
            }
        }

        return expected.Rank == 2 && given.Rank == 2 && expected[0] == given[1] && expected[1] == given[0] ? " Is it transposed?" : "";
    }
}

/// <summary>One part of an answer.</summary>
/// <param name="Answered">As written.</param>
/// <param name="Part">The part of the exercise; null where there is none of this name.</param>
/// <param name="IsRepeated">Whether it was answered before.</param>
/// <param name="MayBeFormula">Whether a formula is read here: only so many are.</param>
/// <param name="Suggests">Whether a name is suggested in place of one that does not exist: only so many are.</param>
internal readonly record struct ArrangedPart(AnsweredPart Answered, Part? Part, bool IsRepeated, bool MayBeFormula, bool Suggests);
