using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Grading.Students;

/// <summary>What became of many submissions with one misconception.</summary>
internal sealed record MisconceptionRow(string Id)
{
    public int Submissions { get; set; }

    public int Visible { get; set; }

    public int Found { get; set; }

    public int Unique { get; set; }

    public List<string> Missed { get; } = [];
}

/// <summary>Students made up by rule, over many random graphs: what they hand in is known, and so is what has to become of it.</summary>
internal static class SyntheticStudents
{
    /// <summary>Every gradient of an arena as an answer.</summary>
    public static Answer Gradients(Exercise exercise, double[] gradients, Func<Node, bool>? which = null) => new(
        [.. exercise.Graph.Nodes.ToArray()
            .Where(n => !n.IsConstant && (which is null || which(n)))
            .Select(n => new AnsweredPart(PartKind.Gradient, n.Id, new Submission.Numbers(new Tensor(n.Shape, exercise.Slice(gradients, n.Index).ToArray()))))]);

    /// <summary>Submissions with one misconception, each at one place, everything after it right for it.</summary>
    public static MisconceptionRow Diagnose(string id, int graphs)
    {
        var row = new MisconceptionRow(id);
        for (var seed = 0L; row.Submissions < graphs && seed < graphs * 40L; seed++)
        {
            var exercise = RandomExercises.For(id, seed);
            var random = new SeededRandom(seed + 77);
            var places = MistakenRun.Places(exercise).Where(p => p.Misconception.Id == id).ToArray();
            if (id is "answers-swapped" or "constant-factor" or "decimal-point")
            {
                Related(row, exercise, ref random);
            }
            else if (places.Length > 0)
            {
                var place = places[random.NextInt(places.Length)];
                if (new MistakenRun(exercise).Gradients(place, CancellationToken.None) is { } gradients && gradients.All(double.IsFinite))
                {
                    Count(row, exercise, Gradients(exercise, gradients), PartName.Of(PartKind.Gradient, exercise.Graph[place.Node].Id), IsVisible(exercise, place.Node, gradients), seed);
                }
            }
        }

        return row;
    }

    /// <summary>Whether a node's gradient differs from the key by more than the tolerance in every entry that differs at all.</summary>
    private static bool IsVisible(Exercise exercise, int node, double[] gradients)
    {
        var key = exercise.Slice(exercise.Gradients, node);
        var scale = exercise.Slice(exercise.Scales, node);
        var given = exercise.Slice(gradients, node);
        for (var i = 0; i < key.Length; i++)
        {
            if (Math.Abs(given[i] - key[i]) > exercise.Policy.Tolerance.Margin(key[i], scale[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static void Related(MisconceptionRow row, Exercise exercise, ref SeededRandom random)
    {
        var leaves = exercise.Graph.Nodes.ToArray().Where(n => n.IsVariable && Math.Abs(exercise.Gradients[n.Index]) > 1e-3).ToArray();
        if (leaves.Length < 2)
        {
            return;
        }

        var gradients = exercise.Gradients.ToArray();
        var (first, second) = (leaves[0].Index, leaves[1].Index);
        switch (row.Id)
        {
            case "answers-swapped":
                (gradients[first], gradients[second]) = (gradients[second], gradients[first]);
                break;
            case "decimal-point":
                gradients[first] *= Math.Pow(10, random.NextInt(2) == 0 ? 1 : -2);
                break;
            default:
                var factor = random.NextDouble(1.2, 4);
                Array.ForEach(leaves, leaf => gradients[leaf.Index] *= factor);
                break;
        }

        Count(row, exercise, Gradients(exercise, gradients, n => n.IsVariable), PartName.Of(PartKind.Gradient, exercise.Graph[first].Id), IsVisible(exercise, first, gradients), row.Submissions);
    }

    private static void Count(MisconceptionRow row, Exercise exercise, Answer answer, string part, bool visible, long seed)
    {
        row.Submissions++;
        if (!visible)
        {
            return;
        }

        row.Visible++;
        var marked = new Grader(exercise).Mark(answer, CancellationToken.None).Parts.Single(p => p.Name == part);
        if (marked.Diagnoses.Any(d => d.Misconception.Id == row.Id))
        {
            row.Found++;
            row.Unique += marked.IsAmbiguous ? 0 : 1;
        }
        else
        {
            row.Missed.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {part} {marked.Verdict} {string.Join(' ', marked.Diagnoses.Select(d => d.Misconception.Id))}"));
        }
    }

    /// <summary>A right method, each step rounded before the next: how many parts of how many are wrong.</summary>
    public static (int Wrong, int Parts) Rounding(int digits, int graphs)
    {
        var policy = GradingPolicy.Default with { ForwardBase = ForwardBase.Student, Tolerance = new Tolerance.SignificantDigits(digits) };
        var (wrong, parts) = (0, 0);
        for (var seed = 0L; seed < graphs; seed++)
        {
            var exercise = RandomExercises.Scalar(seed, policy);
            var tape = new Tape(exercise.Graph);
            for (var node = 0; node < exercise.Graph.Count; node++)
            {
                ForwardPass.Run(tape, [node], CancellationToken.None);
                Round(tape.Value(node), exercise.Graph[node].Operator.IsLeaf ? 16 : digits);
            }

            BackwardPass.Run(tape, exercise.Upstream, new Rounded(digits), CancellationToken.None);
            var answer = new Answer(
            [
                .. exercise.Graph.Nodes.ToArray().Where(n => !n.Operator.IsLeaf).Select(n => new AnsweredPart(PartKind.Value, n.Id, new Submission.Numbers(Tensor.Scalar(tape.Value(n.Index)[0])))),
                .. Gradients(exercise, tape.Gradients).Parts,
            ]);
            var grade = new Grader(exercise).Mark(answer, CancellationToken.None);
            parts += grade.Parts.Count;
            wrong += grade.Parts.Count(p => p.IsWrong);
        }

        return (wrong, parts);
    }

    /// <summary>One broken rule in a graph of ten operators: innocent nodes that the key alone calls wrong, and that this grader calls wrong, a graph.</summary>
    public static (double ByKey, double ByOwnWork) Innocent(int graphs)
    {
        var (byKey, byOwnWork, count) = (0, 0, 0);
        for (var seed = 0L; count < graphs; seed++)
        {
            var exercise = RandomExercises.Scalar(seed);
            var random = new SeededRandom(seed);
            var places = MistakenRun.Places(exercise).Where(p => p.Consumer is not null).ToArray();
            var place = places[random.NextInt(places.Length)];
            if (new MistakenRun(exercise).Gradients(place, CancellationToken.None) is not { } gradients || !gradients.All(double.IsFinite) || !IsVisible(exercise, place.Node, gradients))
            {
                continue;
            }

            count++;
            foreach (var part in new Grader(exercise).Mark(Gradients(exercise, gradients), CancellationToken.None).Parts.Where(p => p.Part.Node != place.Node))
            {
                byKey += part.AbsoluteCredit < 1 ? 1 : 0;
                byOwnWork += part.IsWrong ? 1 : 0;
            }
        }

        return (byKey / (double)graphs, byOwnWork / (double)graphs);
    }

    /// <summary>One gradient replaced by a random number of the size of the exercise's gradients: how often that has a name by chance.</summary>
    public static (int Diagnosed, int Parts) Chance(int graphs, bool finalAnswersOnly)
    {
        var (diagnosed, parts) = (0, 0);
        for (var seed = 0L; seed < graphs; seed++)
        {
            var exercise = RandomExercises.Scalar(seed);
            var random = new SeededRandom(seed + 5);
            var size = Math.Sqrt(exercise.Gradients.Average(g => g * g));
            var gradients = exercise.Gradients.Select(_ => size * random.NextNormal()).ToArray();
            var grade = new Grader(exercise).Mark(Gradients(exercise, gradients, n => !finalAnswersOnly || n.IsVariable), CancellationToken.None);
            parts += grade.Parts.Count(p => p.IsWrong);
            diagnosed += grade.Parts.Count(p => p.Verdict == Verdict.Diagnosed);
        }

        return (diagnosed, parts);
    }

    /// <summary>Answers that are filled in, not worked out: parts that earn follow-through credit.</summary>
    public static int Gaming(int graphs, Func<Exercise, int, double> filler)
    {
        var earned = 0;
        for (var seed = 0L; seed < graphs; seed++)
        {
            var exercise = RandomExercises.Scalar(seed);
            var gradients = Enumerable.Range(0, exercise.Graph.Count).Select(node => filler(exercise, node)).ToArray();
            earned += new Grader(exercise).Mark(Gradients(exercise, gradients), CancellationToken.None).Parts.Count(p => p.Verdict == Verdict.FollowThrough);
        }

        return earned;
    }

    private static void Round(Span<double> numbers, int digits)
    {
        var format = string.Create(CultureInfo.InvariantCulture, $"E{digits - 1}");
        foreach (ref var number in numbers)
        {
            number = double.Parse(number.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }
    }

    private readonly struct Rounded(int digits) : IBackwardRule
    {
        public void Complete(Tape tape, int node, Span<double> gradient) => Round(gradient, digits);

        public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
        {
        }
    }
}
