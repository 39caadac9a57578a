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

    /// <summary>Reads an answer.</summary>
    public static AnswerReading Read(Exercise exercise, Answer answer, CancellationToken cancellationToken)
    {
        var graph = exercise.Graph;
        var issues = new List<Issue>();
        var strangers = new List<string>();
        var parts = new List<MarkedPart>(answer.Parts.Count);
        var seen = new HashSet<Part>(answer.Parts.Count);
        var formulas = 0;
        foreach (var answered in answer.Parts)
        {
            var place = Place.Whole["answer"][answered.Kind == PartKind.Value ? "values" : "gradients"][answered.Node];
            var exists = graph.TryFind(answered.Node, out var node);
            if (!exists || (answered.Kind == PartKind.Gradient && graph[node].IsConstant))
            {
                strangers.Add(answered.Name);
                issues.Add(new Issue("unknown-part", place, exists ? Exercise.ConstantNode(answered.Node) : Exercise.UnknownNode(graph, answered.Node)));
                continue;
            }

            var part = new Part(answered.Kind, node);
            if (!seen.Add(part))
            {
                issues.Add(new Issue("duplicate-part", place, "This part is answered twice; the first answer counts."));
                continue;
            }

            formulas += answered.Submission is Submission.Formula ? 1 : 0;
            parts.Add(new MarkedPart(exercise, part, answered.Submission, Read(exercise, part, answered.Submission, formulas <= MostFormulas, cancellationToken)));
        }

        foreach (var part in exercise.Asked)
        {
            if (!seen.Contains(part))
            {
                parts.Add(new MarkedPart(exercise, part, null, new Finding.Missing()));
            }
        }

        parts.Sort((a, b) => a.Part.Kind != b.Part.Kind ? a.Part.Kind.CompareTo(b.Part.Kind) : a.Part.Node.CompareTo(b.Part.Node));
        return new AnswerReading([.. parts], issues, strangers);
    }

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
                var reading = FormulaReader.Read(exercise, part, formula.Text, cancellationToken);
                var finding = reading.Numbers is { } given ? Compare(exercise, part, given) : new Finding.Invalid(reading.Problem!);
                return finding is Finding.Correct correct && !reading.AgreesElsewhere ? new Finding.Coincidence(correct.Submitted) : finding;
            default:
                throw new InvalidOperationException("A submission of an unknown kind.");
        }
    }

    private static Finding Compare(Exercise exercise, Part part, double[] numbers)
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
        foreach (var path in exercise.Paths(node))
        {
            if (graph[path.Consumer].Shape.Equals(given) && given.Count > graph[node].Shape.Count)
            {
                return $" That is the shape of {graph[path.Consumer].Id}: sum over the axes along which {graph[node].Id} was broadcast.";
            }
        }

        var expected = graph[node].Shape;
        return expected.Rank == 2 && given.Rank == 2 && expected[0] == given[1] && expected[1] == given[0] ? " Is it transposed?" : "";
    }
}
