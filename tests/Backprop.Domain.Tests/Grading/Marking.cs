using Backprop.Domain.Exercises;
using Backprop.Domain.Expressions;
using Backprop.Domain.Grading;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Grading;

/// <summary>Short ways to set exercises and to answer them.</summary>
internal static class Marking
{
    public static Exercise Exercise(string expression, Dictionary<string, Tensor> inputs, GradingPolicy? policy = null, string[]? parts = null)
    {
        var parsed = ExpressionParser.Parse(expression, inputs.Keys, ExpressionLimits.Default);
        Assert.Empty(parsed.Issues);
        var built = GraphBuilder.Build(parsed.Spec!, inputs, null, GraphLimits.Default);
        Assert.Empty(built.Issues);
        return Exercise(built.Graph!, policy, parts);
    }

    public static Exercise Exercise(string expression, (string Id, double Value)[] inputs, GradingPolicy? policy = null, string[]? parts = null) =>
        Exercise(expression, inputs.ToDictionary(i => i.Id, i => Tensor.Scalar(i.Value)), policy, parts);

    public static Exercise Exercise(Graph graph, GradingPolicy? policy = null, string[]? parts = null)
    {
        var result = Domain.Exercises.Exercise.Compile(graph, null, parts, policy ?? GradingPolicy.Default, TestContext.Current.CancellationToken);
        Assert.Empty(result.Issues);
        return result.Exercise!;
    }

    public static Grade Mark(this Exercise exercise, params (string Part, object Submission)[] answer) =>
        new Grader(exercise).Mark(Answer(answer), TestContext.Current.CancellationToken);

    public static Answer Answer(params (string Part, object Submission)[] answer) => new([.. answer.Select(a =>
    {
        Assert.True(PartName.TryParse(a.Part, out var kind, out var node));
        return new AnsweredPart(kind, node, a.Submission switch
        {
            double number => new Submission.Numbers(Tensor.Scalar(number)),
            int number => new Submission.Numbers(Tensor.Scalar(number)),
            double[] numbers => new Submission.Numbers(Tensor.Vector(numbers)),
            Tensor tensor => new Submission.Numbers(tensor),
            string formula => new Submission.Formula(formula),
            Submission submission => submission,
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        });
    })]);

    public static MarkedPart Part(this Grade grade, string name) => grade.Parts.Single(p => p.Name == name);

    /// <summary>Everything that a grade says, as text.</summary>
    public static string Print(Grade grade) => string.Join('\n', (object[])[
        grade.ResultId, grade.Score, grade.AbsoluteScore, grade.MethodScore,
        .. grade.Parts.Select(p => string.Join(' ', (object[])[p.Name, p.Finding.GetType().Name, p.Credit, p.Detail ?? "", .. p.Entries, "own", .. p.ExpectedFromOwnWork ?? [], .. p.Diagnoses.Select(d => $"{d.Misconception.Id} {d.Edge} {d.Scope}")])),
        .. grade.Blame.Select(p => p.Name),
        .. grade.Issues.Select(i => i.Detail),
    ]);

    public static string[] Ids(this MarkedPart part) => [.. part.Diagnoses.Select(d => d.Misconception.Id).Distinct()];
}
