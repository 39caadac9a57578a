using Backprop.Domain.Grading;
using static Backprop.Domain.Tests.Grading.Marking;

namespace Backprop.Domain.Tests.Grading;

public sealed class ExerciseAnalysisTests
{
    [Theory]
    [InlineData("f = acos(x) * w")]
    [InlineData("f = sqrt(x) * w * sqrt(x)")]
    [InlineData("f = ln(x) / w")]
    public void Analyse_mistakesThatGiveNoFiniteNumber_ends(string expression)
    {
        // ln of a negative number, 1/√ of one: several misconceptions leave the domain and give NaN at once.
        var exercise = Exercise(expression, [("x", 0.25), ("w", -1.5)]);

        var analysis = ExerciseAnalyst.Analyse(exercise, TestContext.Current.CancellationToken);

        Assert.NotEmpty(analysis.Misconceptions);
    }
}
