using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Grading.Students;

/// <summary>Answers that nobody who means well would give.</summary>
internal static class HostileAnswers
{
    private static readonly double[] Numbers = [0, 1, -1, double.MaxValue, -double.MaxValue, double.Epsilon, double.PositiveInfinity, double.NaN, 1e308, -0.0, 1e-320, 3.14159];

    private static readonly string[] Formulas =
    [
        "", " ", "x", "x0", "d_n9", "d_x0", "n9", "1/0", "0/0", "log(0-1)", "((((((((((", "x0 +", "d_", "d_d_x0", "__proto__", "'; DROP TABLE grades; --", "<script>alert(1)</script>",
        "exp(exp(exp(exp(9))))", "sum(expand(x0, shape=[100000, 100000]))", "x0^x0^x0^x0", "σ(x0)", "\0", "‮x", "d_x0 = 1; d_x0", "pi", "f = 3; f", "gather(x0, 9)", "softmax(x0, axis=7)",
        "0*(", "import os", "${7*7}", "x0 # comment", "n9\n+ 1", "1e999", "NaN", "Infinity", "d_n9 d_n9", "max(x0)", "-" + "-",
    ];

    /// <summary>A random answer of random parts, of random kinds.</summary>
    public static Answer Draw(Exercise exercise, ref SeededRandom random)
    {
        var parts = new List<AnsweredPart>();
        var count = random.NextInt(2 * exercise.Graph.Count);
        for (var i = 0; i < count; i++)
        {
            var id = random.NextInt(12) == 0 ? Formulas[random.NextInt(Formulas.Length)] : exercise.Graph[random.NextInt(exercise.Graph.Count)].Id;
            parts.Add(new AnsweredPart(random.NextInt(2) == 0 ? PartKind.Value : PartKind.Gradient, id, Submission(exercise, ref random)));
        }

        return new Answer(parts);
    }

    private static Submission Submission(Exercise exercise, ref SeededRandom random) => random.NextInt(9) switch
    {
        0 => new Submission.Formula(Formulas[random.NextInt(Formulas.Length)]),
        1 => new Submission.Formula(string.Create(CultureInfo.InvariantCulture, $"{exercise.Graph[random.NextInt(exercise.Graph.Count)].Id} * d_{exercise.Graph[random.NextInt(exercise.Graph.Count)].Id}")),
        2 => new Submission.Blank(),
        3 => new Submission.Unreadable("{}", "No answer."),
        4 => new Submission.Numbers(new Tensor(Shape.Of(0), [])),
        5 => new Submission.Numbers(new Tensor(Shape.Of(2, 1), [1, double.NaN])),
        6 => new Submission.Numbers(Tensor.Scalar(random.NextNormal() * Math.Pow(10, random.NextInt(20) - 10))),
        _ => new Submission.Numbers(Tensor.Scalar(Numbers[random.NextInt(Numbers.Length)])),
    };

    /// <summary>Marks so many of them; the number of full scores among exercises all of whose parts are asked.</summary>
    public static int FullScores(int answers)
    {
        var full = 0;
        var random = new SeededRandom(99);
        const int PerExercise = 100;
        for (var seed = 0L; seed * PerExercise < answers; seed++)
        {
            var drawn = RandomExercises.Scalar(seed);
            var names = drawn.Graph.Nodes.ToArray().SelectMany(n => new[] { PartName.Of(PartKind.Value, n.Id), PartName.Of(PartKind.Gradient, n.Id) }).ToList();
            var policy = GradingPolicy.Default with { ForwardBase = (ForwardBase)(seed % 3), Feedback = (FeedbackLevel)(seed % 5) };
            var exercise = Exercise.Compile(drawn.Graph, null, names, policy, CancellationToken.None).Exercise!;
            var grader = new Grader(exercise);
            for (var i = 0; i < PerExercise; i++)
            {
                var grade = grader.Mark(Draw(exercise, ref random), CancellationToken.None);
                full += grade.Score >= 1 ? 1 : 0;
                if (double.IsNaN(grade.Score) || grade.Score < 0 || grade.Score > 1 || grade.AbsoluteScore > grade.MethodScore)
                {
                    throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, answer {i}: score {grade.Score}"));
                }
            }
        }

        return full;
    }
}
