using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Grading.Students;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Grading;

public class GradingPropertyTests
{
    [Fact]
    public void Mark_permutingAndRenamingNodesAndAddingDeadOnes_changesNothing()
    {
        for (var seed = 0L; seed < 40; seed++)
        {
            var spec = RandomExercises.Scalar(seed, out var inputs);
            var exercise = Compile(spec, inputs);
            var answer = WithOneMistake(exercise, seed);
            var grade = Mark(exercise, answer);

            var nodes = spec.Nodes.Select(n => n with { Id = Renamed(n.Id), Inputs = [.. n.Inputs.Select(Renamed)] }).ToArray();
            new SeededRandom(seed).Shuffle<NodeSpec>(nodes);
            NodeSpec[] dead = [new("dead1", "sin", [nodes[0].Id]), new("dead2", "mul", ["dead1", nodes[^1].Id])];
            var other = Compile(new GraphSpec([.. nodes, .. dead], Renamed(spec.Output!), new GraphLocator()), inputs.ToDictionary(i => Renamed(i.Key), i => i.Value));
            var otherGrade = Mark(other, new Answer([.. answer.Parts.Select(p => p with { Node = Renamed(p.Node) })]));

            Assert.Equal(grade.Score, otherGrade.Score, 1e-12);
            foreach (var part in grade.Parts)
            {
                var same = otherGrade.Part(PartName.Of(part.Part.Kind, Renamed(exercise.Graph[part.Part.Node].Id)));
                Assert.Equal(part.Verdict, same.Verdict);
                Assert.Equal(part.Ids().Order(StringComparer.Ordinal), same.Ids().Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void Mark_correction_costsNoMoreThanThePartsThatNowContradictIt()
    {
        var contradicted = 0;
        for (var seed = 0L; seed < 60; seed++)
        {
            var exercise = RandomExercises.Scalar(seed);
            var answer = WithOneMistake(exercise, seed);
            var before = Mark(exercise, answer);
            foreach (var wrong in before.Blame)
            {
                var corrected = Mark(exercise, new Answer([.. answer.Parts.Select(p => p.Name == wrong.Name ? p with { Submission = new Submission.Numbers(Tensor.Scalar(exercise.Key(wrong.Part)[0])) } : p)]));
                Assert.Equal(Verdict.Correct, corrected.Part(wrong.Name).Verdict);
                foreach (var part in before.Parts.Where(p => corrected.Part(p.Name).Credit < p.Credit))
                {
                    // Only what followed from the wrong number may now contradict the right one, and only right below it.
                    contradicted++;
                    Assert.Equal(Verdict.FollowThrough, part.Verdict);
                    Assert.Contains(exercise.Paths(part.Part.Node).ToArray(), path => path.Consumer == wrong.Part.Node);
                }
            }
        }

        Assert.True(contradicted > 0);
    }

    [Fact]
    public void Mark_keyOfAnyGraph_earnsEverything() => RandomGraph.ForAll(100, random =>
    {
        var exercise = Marking.Exercise(GraphSpecs.Graph(random.Spec, random.Inputs), GradingPolicy.Default with { Tolerance = new Tolerance.Mixed(0, 0) });
        var grade = Mark(exercise, SyntheticStudents.Gradients(exercise, exercise.Gradients));

        Assert.Equal((1, 1, 1), (grade.Score, grade.AbsoluteScore, grade.MethodScore));
        Assert.All(grade.Parts, part => Assert.IsType<Finding.Correct>(part.Finding));
    });

    [Fact]
    public void Mark_oneWrongStepOfAnyGraph_isTheOnlyBlameWhereTheRestFollows() => RandomGraph.ForAll(100, random =>
    {
        var exercise = Marking.Exercise(GraphSpecs.Graph(random.Spec, random.Inputs));
        var wrong = exercise.Graph.Output;
        var tape = exercise.Passes.WithOwnGradients();
        BackwardPass.Run(tape, [3.7], TestContext.Current.CancellationToken);
        var grade = Mark(exercise, SyntheticStudents.Gradients(exercise, tape.Gradients));

        Assert.Equal([exercise.Name(new Part(PartKind.Gradient, wrong))], grade.Blame.Select(p => p.Name));
    });

    [Fact]
    public void Mark_gradesBefore_areLeftAsTheyWere()
    {
        var exercise = RandomExercises.Scalar(3, GradingPolicy.Default with { ForwardBase = ForwardBase.Student });
        var grader = new Grader(exercise);
        var grades = Enumerable.Range(0, 20).Select(seed => grader.Mark(WithOneMistake(exercise, seed), TestContext.Current.CancellationToken)).ToList();
        var fresh = Enumerable.Range(0, 20).Select(seed => Mark(exercise, WithOneMistake(exercise, seed))).ToList();

        Assert.Equal(fresh.Select(Marking.Print), grades.Select(Marking.Print));
    }

    [Fact]
    public void Mark_hostileAnswers_neitherThrowNorEarnFullScore() => Assert.Equal(0, HostileAnswers.FullScores(4000));

    [Fact]
    public void Mark_twoGradersOfOneExercise_agreeWhateverTheyMarkedBefore()
    {
        var exercise = RandomExercises.Scalar(3);
        var used = new Grader(exercise);
        var random = new SeededRandom(1);
        for (var i = 0; i < 200; i++)
        {
            var answer = HostileAnswers.Draw(exercise, ref random);
            var fresh = new Grader(exercise).Mark(answer, TestContext.Current.CancellationToken);
            var again = used.Mark(answer, TestContext.Current.CancellationToken);
            Assert.Equal(Marking.Print(fresh), Marking.Print(again));
        }
    }

    private static string Renamed(string id) => "node_" + id + "'";

    private static Exercise Compile(GraphSpec spec, Dictionary<string, Tensor> inputs)
    {
        var built = GraphBuilder.Build(spec, inputs, null, GraphLimits.Default);
        Assert.Empty(built.Issues);
        return RandomExercises.Compile(built.Graph!, null);
    }

    private static Answer WithOneMistake(Exercise exercise, long seed)
    {
        var random = new SeededRandom(seed);
        var places = MistakenRun.Places(exercise).Where(p => p.Consumer is not null).ToArray();
        while (true)
        {
            if (new MistakenRun(exercise).Gradients(places[random.NextInt(places.Length)], TestContext.Current.CancellationToken) is { } gradients && gradients.All(double.IsFinite))
            {
                return SyntheticStudents.Gradients(exercise, gradients);
            }
        }
    }

    private static Grade Mark(Exercise exercise, Answer answer) => new Grader(exercise).Mark(answer, TestContext.Current.CancellationToken);
}
