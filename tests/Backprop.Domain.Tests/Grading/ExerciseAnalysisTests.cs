using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Grading.Students;
using static Backprop.Domain.Tests.Grading.Marking;

namespace Backprop.Domain.Tests.Grading;

public sealed class ExerciseAnalysisTests
{
    public static TheoryData<string> Expressions =>
    [
        // Factors alike hide each other; a node used twice, a sigmoid, a quotient and a kink in one.
        "f = x * x2",
        "u = x * w; a = sigmoid(u); f = a * x + a / w",
        "u = x * x; r = relu(w); f = u * r + sin(x) + x",
        "s = sum(v * c); m = mean(v @ A + b); f = s * m + 0.1 * reduceSumSquare(A)",
    ];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Analyse_whatAnExerciseHides_isWhatMarkingCallsRight(string expression)
    {
        var exercise = Some(expression);
        var analysis = Analyse(exercise);
        var marked = Mistakes(exercise).ToLookup(m => m.Place.Misconception);

        Assert.True(analysis.Complete);
        Assert.Equal(marked.Select(m => m.Key.Id).Order(), analysis.Misconceptions.Select(m => m.Misconception.Id).Order());
        Assert.All(analysis.Misconceptions, visibility =>
        {
            var answers = marked[visibility.Misconception].ToList();
            Assert.Equal((answers.Count, answers.Count(a => !a.Part.IsRight)), (visibility.Places, visibility.Visible));
            Assert.Equal(answers.Where(a => a.Part.IsRight).Select(a => Edge(exercise, a.Place)).Distinct().Order(), visibility.Hidden.Order());
        });
        Assert.Contains(analysis.Misconceptions, v => v.Visible > 0);
        Assert.Contains(analysis.Misconceptions, v => v.Hidden.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Expressions))]
    public void MistakenGradient_atEveryPlace_isThatOfTheWholePassToTheLastBit(string expression)
    {
        var exercise = Some(expression);
        var one = new MistakenGradient(exercise);
        var whole = new MistakenRun(exercise);
        Assert.All(MistakenRun.Places(exercise).ToList(), place =>
            Assert.Equal(whole.Gradients(place, TestContext.Current.CancellationToken) is { } gradients ? exercise.Slice(gradients, place.Node).ToArray() : null, one.At(place)));
    }

    [Fact]
    public void EstimateWork_longChainOrManyOperands_staysWithinTheLimit()
    {
        string[] expressions = ["f = " + new string('-', 140) + "x*y", "f = " + string.Join('+', Enumerable.Repeat("x*y", 1500))];
        Assert.All(expressions, expression => Assert.InRange(
            ExerciseAnalyst.EstimateWork(Exercise(expression, [("x", 0.3), ("y", 2)]).Graph), 1_000_000, GraphLimits.Default.MaxWork));
    }

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Analyse_mistakesThatAreConfused_areAllNamedForTheNumbersOfOne(string expression)
    {
        var exercise = Some(expression);
        var marked = Mistakes(exercise).ToLookup(m => (m.Place.Misconception.Id, m.Part.Name), m => m.Part);
        var confusions = Analyse(exercise).Confusions;

        Assert.NotEmpty(confusions);
        Assert.All(confusions, confusion => Assert.All(confusion.Parts, part => Assert.Contains(
            marked[(confusion.Misconceptions[0], part)], answer => confusion.Misconceptions.All(answer.Ids().Contains))));
    }

    [Fact]
    public void Analyse_equalFactors_hideTheOwnOperandAtBothEdgesAndUnequalOnesAtNone()
    {
        Assert.Equal((2, 0, "f→w f→x"), OwnOperand(2, 2));
        Assert.Equal((2, 2, ""), OwnOperand(2, 3));

        (int, int, string) OwnOperand(double x, double w)
        {
            var found = Analyse(Exercise("f = x * w", [("x", x), ("w", w)])).Misconceptions.Single(m => m.Misconception.Id == "product-own-operand");
            return (found.Places, found.Visible, string.Join(' ', found.Hidden.Order(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public void Analyse_suggestedInputs_showWhatTheExerciseHidForItsNumbers()
    {
        var analysis = Analyse(Exercise("f = x * w", [("x", 2), ("w", 2)]));

        var better = Analyse(Exercise("f = x * w", new Dictionary<string, Tensor>(analysis.SuggestedInputs!)));
        Assert.Equal(["upstream-dropped", "product-own-operand"], Invisible(analysis));

        // The upstream gradient of a product that is the output is 1, whatever the inputs: dropping it never shows.
        Assert.Equal(["upstream-dropped"], Invisible(better));
        Assert.All(analysis.SuggestedInputs!.Values, input => Assert.Equal(Math.Round(input.Data[0], 2), input.Data[0]));
    }

    [Fact]
    public void Analyse_soundExercise_warnsOfNothingAndAWeakOneSaysWhere()
    {
        Assert.Empty(Analyse(Exercise("f = sigmoid(x) * w", [("x", 0.7), ("w", 1.3)])).Warnings);

        var weak = Exercise("s = sigmoid(a); r = relu(b); k = relu(c); l = ln(d); e = g * 1000.01 - g * 1000; f = s + r + k + e + l", [("a", 9), ("b", 0), ("c", -1), ("d", 0), ("g", 2)]);
        Assert.Equal(
            ["blocked k", "cancellation g", "kink r", "non-finite f", "non-finite l", "saturated s"],
            Analyse(weak).Warnings.Select(w => $"{w.Code} {w.Node}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("f = acos(x) * w", 0.25)]
    [InlineData("f = sqrt(x) * w * sqrt(x)", 0.25)]
    [InlineData("f = ln(x) / w", 1)]
    public void Analyse_mistakesThatGiveNoFiniteNumber_areNotVisible(string expression, double x)
    {
        // One over ln 1 is infinite: nobody can hand that in.
        var exercise = Exercise(expression, [("x", x), ("w", -1.5)]);
        var wrong = Mistakes(exercise).Where(m => m.Part.Submitted is not null && !m.Part.IsRight).ToLookup(m => m.Place.Misconception);

        Assert.All(Analyse(exercise).Misconceptions, m => Assert.Equal(wrong[m.Misconception].Count(), m.Visible));
    }

    private static IEnumerable<string> Invisible(ExerciseAnalysis analysis) => analysis.Misconceptions.Where(m => m.Visible == 0).Select(m => m.Misconception.Id);

    private static ExerciseAnalysis Analyse(Exercise exercise) => ExerciseAnalyst.Analyse(exercise, TestContext.Current.CancellationToken);

    private static Exercise Some(string expression)
    {
        var all = new Dictionary<string, Tensor>
        {
            ["x"] = Tensor.Scalar(2),
            ["x2"] = Tensor.Scalar(2),
            ["w"] = Tensor.Scalar(-1.5),
            ["v"] = Tensor.Vector(1, 2),
            ["c"] = Tensor.Vector(1, -2),
            ["A"] = new(Shape.Of(2, 2), [1, 2, 2, -1]),
            ["b"] = Tensor.Vector(0.5, 0.25),
        };
        return Exercise(expression, all.Where(i => MisconceptionTests.Names(expression, i.Key)).ToDictionary(i => i.Key, i => i.Value));
    }

    /// <summary>Every mistake at every place, and what marking says of somebody who makes it and answers that gradient alone.</summary>
    private static IEnumerable<(MistakePlace Place, MarkedPart Part)> Mistakes(Exercise exercise) =>
        from place in MistakenRun.Places(exercise)
        let gradients = new MistakenRun(exercise).Gradients(place, TestContext.Current.CancellationToken)
        where gradients is not null
        let answer = SyntheticStudents.Gradients(exercise, gradients, node => node.Index == place.Node)
        select (place, new Grader(exercise).Mark(answer, TestContext.Current.CancellationToken).Parts.Single());

    private static string Edge(Exercise exercise, MistakePlace place) =>
        place.Consumer is { } consumer ? $"{exercise.Graph[consumer].Id}→{exercise.Graph[place.Node].Id}" : exercise.Graph[place.Node].Id;
}
