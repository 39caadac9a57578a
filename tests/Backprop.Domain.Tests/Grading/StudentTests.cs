using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Tests.Grading.Students;

namespace Backprop.Domain.Tests.Grading;

/// <summary>Small, seeded runs of what the study <c>grading</c> runs over a thousand graphs a row; its figures are in docs/grading.md.</summary>
public class StudentTests
{
    public static TheoryData<string> Misconceptions => [.. MisconceptionCatalog.All.Select(m => m.Id)];

    [Theory]
    [MemberData(nameof(Misconceptions))]
    public void Mark_submissionMadeWithAMisconception_isDiagnosedWithItWhereItShows(string id)
    {
        var row = SyntheticStudents.Diagnose(id, 40);
        Assert.Equal(40, row.Submissions);
        Assert.True(row.Visible > 0);
        Assert.Empty(row.Missed);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mark_rightMethodRoundedAtEachStep_hasNothingWrong(int digits) => Assert.Equal(0, SyntheticStudents.Rounding(digits, 300).Wrong);

    [Fact]
    public void Mark_oneBrokenRule_makesNoInnocentNodeWrong()
    {
        var (byKey, byOwnWork) = SyntheticStudents.Innocent(100);
        Assert.True(byKey > 2);
        Assert.Equal(0, byOwnWork);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mark_randomWrongNumbers_seldomHaveAName(bool finalAnswersOnly)
    {
        var (diagnosed, parts) = SyntheticStudents.Chance(200, finalAnswersOnly);
        Assert.True(parts > 200);
        Assert.True(diagnosed <= 0.02 * parts, $"{diagnosed} of {parts}");
    }

    [Fact]
    public void Mark_filledInAnswers_earnNoFollowThrough()
    {
        Assert.Equal(0, SyntheticStudents.Gaming(100, (_, _) => 0));
        Assert.Equal(0, SyntheticStudents.Gaming(100, (_, _) => 1));
        Assert.Equal(0, SyntheticStudents.Gaming(100, (exercise, node) => exercise.Values[node]));
    }
}
