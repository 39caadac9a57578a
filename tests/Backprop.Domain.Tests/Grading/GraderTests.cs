using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Grading;

/// <summary>The circuit of CS231n, q = x + y, f = q·z at (−2, 5, −4): values 3 and −12, gradients x −4, y −4, z 3, q −4, f 1.</summary>
public class GraderTests
{
    private const string Circuit = "q = x + y; f = q * z";
    private static readonly (string, double)[] Inputs = [("x", -2), ("y", 5), ("z", -4)];

    [Fact]
    public void Mark_everythingRight_isFullScoreWithNoBlame()
    {
        var grade = Marking.Exercise(Circuit, Inputs).Mark(
            ("values.q", 3), ("values.f", -12), ("gradients.x", -4), ("gradients.y", -4), ("gradients.z", 3), ("gradients.q", -4), ("gradients.f", 1));
        Assert.Equal(1, grade.Score);
        Assert.Equal(1, grade.AbsoluteScore);
        Assert.All(grade.Parts, p => Assert.Equal(Verdict.Correct, p.Verdict));
        Assert.Empty(grade.Blame);
    }

    [Fact]
    public void Mark_workedExampleOfTheDesign_isSixSevenths()
    {
        var policy = GradingPolicy.Default with { Weights = new Dictionary<string, double> { ["gradients.z"] = 2 } };
        var grade = Marking.Exercise(Circuit, Inputs, policy).Mark(
            ("values.q", 3), ("values.f", -12), ("gradients.q", -4), ("gradients.x", -4), ("gradients.y", 4), ("gradients.z", "x + y"));
        Assert.Equal(6.0 / 7, grade.Score, 1e-15);
        var wrong = grade.Part("gradients.y");
        Assert.Equal(Verdict.Diagnosed, wrong.Verdict);
        var diagnosis = Assert.Single(wrong.Diagnoses);
        Assert.Equal(("sign-flipped", "q→y", MistakeScope.Slip), (diagnosis.Misconception.Id, diagnosis.Edge, diagnosis.Scope));
        Assert.Equal(-4, Assert.Single(wrong.ExpectedFromOwnWork!));
        Assert.Equal(["gradients.y"], grade.Blame.Select(p => p.Name));
    }

    [Fact]
    public void Mark_stepsAfterASlip_followThroughAndOnlyTheSlipIsBlamed()
    {
        // q is wrong; x and y pass it on rightly.
        var grade = Marking.Exercise(Circuit, Inputs).Mark(("gradients.q", 4), ("gradients.x", 4), ("gradients.y", 4), ("gradients.z", 3));
        Assert.Equal(Verdict.FollowThrough, grade.Part("gradients.x").Verdict);
        Assert.Equal(Verdict.FollowThrough, grade.Part("gradients.y").Verdict);
        Assert.Equal(["gradients.q"], grade.Blame.Select(p => p.Name));
        Assert.Equal(0.75, grade.Score);
        Assert.Equal(0.25, grade.AbsoluteScore);
        Assert.Equal(0.75, grade.MethodScore);
    }

    [Fact]
    public void Mark_followThrough_earnsWhatThePolicySays()
    {
        var policy = GradingPolicy.Default with { FollowThroughCredit = 0.5, DiagnosedCredit = 0.25 };
        var grade = Marking.Exercise(Circuit, Inputs, policy).Mark(("gradients.q", 4), ("gradients.x", 4), ("gradients.y", 4), ("gradients.z", 3));
        Assert.Equal((0.25 + 0.5 + 0.5 + 1) / 4, grade.Score);
        Assert.Equal(0.75, grade.MethodScore);
    }

    [Fact]
    public void Mark_stepAgainstOwnWork_isWrongThoughItMeetsNothingButAnEarlierStep()
    {
        // x flips the sign of the student's own wrong q.
        var grade = Marking.Exercise(Circuit, Inputs).Mark(("gradients.q", 12), ("gradients.x", -12), ("gradients.y", 12));
        Assert.Equal(["sign-flipped"], grade.Part("gradients.x").Ids());
        Assert.Equal(["gradients.q", "gradients.x"], grade.Blame.Select(p => p.Name));
    }

    [Fact]
    public void Mark_unansweredStep_mayHaveBeenWrongOrRightInTheHead()
    {
        var exercise = Marking.Exercise("a = x * y; b = a * z; f = b * w", [("x", 1.5), ("y", 2.5), ("z", -3), ("w", 0.7)]);

        // Key: b 0.7, a −2.1, x −5.25, y −3.15. With b = 1.4 in the answer a is not given: from it x would be −10.5.
        Assert.Equal(Verdict.FollowThrough, exercise.Mark(("gradients.b", 1.4), ("gradients.x", -10.5)).Part("gradients.x").Verdict);
        Assert.Equal(Verdict.Correct, exercise.Mark(("gradients.b", 1.4), ("gradients.x", -5.25)).Part("gradients.x").Verdict);
    }

    [Fact]
    public void Mark_values_followThroughForwards()
    {
        var grade = Marking.Exercise(Circuit, Inputs).Mark(("values.q", 7), ("values.f", -28));
        Assert.Equal(Verdict.Incorrect, grade.Part("values.q").Verdict);
        Assert.Equal(Verdict.FollowThrough, grade.Part("values.f").Verdict);
        Assert.Equal(-28, Assert.Single(grade.Part("values.f").ExpectedFromOwnWork!));
    }

    [Fact]
    public void Mark_localDerivatives_areTakenAtTheForwardBase()
    {
        // With their own q = 7 the gradient of z is 7.
        (string, object)[] answer = [("values.q", 7), ("gradients.z", 7)];
        Assert.True(Marking.Exercise(Circuit, Inputs).Mark(answer).Part("gradients.z").IsWrong);
        var own = GradingPolicy.Default with { ForwardBase = ForwardBase.Student };
        Assert.Equal(Verdict.FollowThrough, Marking.Exercise(Circuit, Inputs, own).Mark(answer).Part("gradients.z").Verdict);
    }

    [Fact]
    public void Mark_printedBase_acceptsWhatFollowsFromRoundedValues()
    {
        // σ(1.3) = 0.785835, printed 0.79: a(1 − a) = 0.1659, 1.5 % off the key 0.168298.
        var policy = GradingPolicy.Default with { ForwardBase = ForwardBase.Printed, PrintedDigits = 2 };
        var exercise = Marking.Exercise("a = sigmoid(x)", [("x", 1.3)], policy);
        Assert.Equal(Verdict.FollowThrough, exercise.Mark(("gradients.x", 0.1659)).Part("gradients.x").Verdict);
        Assert.Equal(Verdict.Incorrect, Marking.Exercise("a = sigmoid(x)", [("x", 1.3)]).Mark(("gradients.x", 0.1659)).Part("gradients.x").Verdict);
    }

    [Theory]
    [InlineData(0.0475)]
    [InlineData(0.0452)]
    public void Mark_atRoundedValues_eitherFormOfADerivativeIsRight(double answer)
    {
        // σ(3) = 0.952574, written as 0.95: a(1 − a) = 0.0475 with the rounded value, σ(3)(1 − σ(3)) = 0.0452 with the exact one.
        var policy = GradingPolicy.Default with { ForwardBase = ForwardBase.Student };
        var part = Marking.Exercise("a = sigmoid(x)", [("x", 3)], policy).Mark(("values.a", 0.95), ("gradients.x", answer)).Part("gradients.x");
        Assert.True(part.Verdict is Verdict.Correct or Verdict.FollowThrough);
    }

    [Fact]
    public void Mark_cancellation_doesNotPunishRounding()
    {
        // d/dx (x·1000.4 − x·1000) = 0.4; rounded to four digits on the way: 1000 − 1000 = 0, off by 0.4 of terms of 1000.
        var exercise = Marking.Exercise("f = x * a - x * b", [("x", 1), ("a", 1000.4), ("b", 1000)]);
        Assert.Equal(Verdict.Correct, exercise.Mark(("gradients.x", 0)).Part("gradients.x").Verdict);
    }

    [Theory]
    [InlineData(0.168, 3, true)]
    [InlineData(0.169, 3, false)]
    [InlineData(0.2, 1, true)]
    public void Mark_decimals_areHalfAUnitOfTheLast(double answer, int places, bool right)
    {
        // The key is 0.1682983.
        var policy = GradingPolicy.Default with { Tolerance = new Tolerance.Decimals(places) };
        var verdict = Marking.Exercise("a = sigmoid(x)", [("x", 1.3)], policy).Mark(("gradients.x", answer)).Part("gradients.x").Verdict;
        Assert.Equal(right, verdict == Verdict.Correct);
    }

    [Theory]
    [InlineData(0.17, 2, true)]
    [InlineData(0.168, 3, true)]
    [InlineData(0.169, 3, false)]
    [InlineData(0.1683, 4, true)]
    public void Mark_significantDigits_areHalfAUnitOfTheLast(double answer, int digits, bool right)
    {
        var policy = GradingPolicy.Default with { Tolerance = new Tolerance.SignificantDigits(digits) };
        var verdict = Marking.Exercise("a = sigmoid(x)", [("x", 1.3)], policy).Mark(("gradients.x", answer)).Part("gradients.x").Verdict;
        Assert.Equal(right, verdict == Verdict.Correct);
    }

    [Fact]
    public void Mark_askedPartWithoutAnAnswer_isMissing()
    {
        var grade = Marking.Exercise(Circuit, Inputs, parts: ["gradients.x", "gradients.y"]).Mark(("gradients.x", -4), ("gradients.y", new Submission.Blank()));
        Assert.Equal(Verdict.Missing, grade.Part("gradients.y").Verdict);
        Assert.Equal(0.5, grade.Score);
        Assert.Empty(grade.Blame);
    }

    [Fact]
    public void Mark_unknownNode_isAnIssueWithASuggestionAndCostsNothing()
    {
        var grade = Marking.Exercise(Circuit, Inputs).Mark(("gradients.x", -4), ("gradients.Z", 3));
        var issue = Assert.Single(grade.Issues);
        Assert.Equal(("unknown-part", "answer.gradients.Z", "There is no node 'Z'. Did you mean 'z'?"), (issue.Code, issue.Place.ToString(), issue.Detail));
        Assert.Equal(1, grade.Score);
    }

    [Fact]
    public void Mark_wrongShape_isInvalidWithTheExpectedOneAndTheRestIsMarked()
    {
        var exercise = Marking.Exercise("f = sum(x * x)", new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(1, 2, 3) });
        var grade = exercise.Mark(("gradients.x", new double[] { 2, 4 }), ("values.f", 14));
        Assert.Equal(Verdict.Invalid, grade.Part("gradients.x").Verdict);
        Assert.Equal("An array of shape [3] is expected here, not one of shape [2].", grade.Part("gradients.x").Detail);
        Assert.Equal(0.5, grade.Score);
    }

    [Fact]
    public void Mark_shapeOfABatchOrOfATranspose_isInvalidWithAHint()
    {
        var exercise = Marking.Exercise("z = x @ W + b; f = sum(z)", new Dictionary<string, Tensor> { ["x"] = new(Shape.Of(2, 2), [1, 2, 3, 4]), ["W"] = new(Shape.Of(2, 3), [1, 2, 3, 4, 5, 6]), ["b"] = Tensor.Vector(1, 2, 3) });
        var grade = exercise.Mark(("gradients.b", new Tensor(Shape.Of(2, 3), new double[6])), ("gradients.W", new Tensor(Shape.Of(3, 2), new double[6])));
        Assert.Equal("An array of shape [3] is expected here, not one of shape [2, 3]. That is the shape of z: sum over the axes along which b was broadcast.", grade.Part("gradients.b").Detail);
        Assert.Equal("An array of shape [2, 3] is expected here, not one of shape [3, 2]. Is it transposed?", grade.Part("gradients.W").Detail);
    }

    [Fact]
    public void Mark_arrays_areMarkedEntryByEntry()
    {
        var exercise = Marking.Exercise("f = sum(x * x)", new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(1e6, 2, 3) });
        var part = exercise.Mark(("gradients.x", new double[] { 2e6, 5.7, 6 })).Part("gradients.x");
        Assert.Equal([Verdict.Correct, Verdict.Incorrect, Verdict.Correct], part.Entries);
        Assert.Equal(2.0 / 3, part.Credit);
    }

    [Fact]
    public void Mark_anythingInsideTheSubdifferential_isRightUnlessTheConventionIsPinned()
    {
        (string, double)[] inputs = [("x", 0), ("w", 3)];
        var exercise = Marking.Exercise("r = relu(x); f = r * w", inputs);
        Assert.Equal(Verdict.CorrectSubgradient, exercise.Mark(("gradients.x", 1.2)).Part("gradients.x").Verdict);
        Assert.Equal(Verdict.Correct, exercise.Mark(("gradients.x", 0)).Part("gradients.x").Verdict);
        Assert.Equal(0, exercise.Mark(("gradients.x", 3.3)).AbsoluteScore);
        var pinned = Marking.Exercise("r = relu(x); f = r * w", inputs, GradingPolicy.Default with { Kinks = KinkRule.Convention });
        Assert.Equal(0, pinned.Mark(("gradients.x", 1.2)).AbsoluteScore);
    }

    [Fact]
    public void Mark_kinkBesideAnInfiniteSlope_hasNoSubdifferentialThatHoldsEverything()
    {
        var exercise = Marking.Exercise("r = relu(x); s = ln(y); m = max(x, z); f = r + s * m", [("x", 0), ("y", 0), ("z", 0)]);
        Assert.Equal(Verdict.Incorrect, exercise.Mark(("gradients.x", 4)).Part("gradients.x").Verdict);
    }

    [Fact]
    public void Mark_anyNumberInPlaceOfAnInfiniteOne_isNoKnownMistake()
    {
        var exercise = Marking.Exercise("f = ln(y)", [("y", 0)]);
        Assert.Equal(Verdict.Incorrect, exercise.Mark(("gradients.y", 4)).Part("gradients.y").Verdict);
    }

    [Fact]
    public void Mark_zeroBehindABranchNotTaken_isRight()
    {
        var exercise = Marking.Exercise("r = relu(x); f = sqrt(r)", [("x", -1)]);
        Assert.Equal(Verdict.Correct, exercise.Mark(("gradients.x", 0)).Part("gradients.x").Verdict);
        Assert.Equal(Verdict.Incorrect, exercise.Mark(("gradients.x", 1)).Part("gradients.x").Verdict);
    }

    [Theory]
    [InlineData(3, 0, true)]
    [InlineData(1, 2, true)]
    [InlineData(3, 3, false)]
    [InlineData(0, 0, false)]
    public void Mark_tiedWinners_mayShareTheGradientAsTheyLikeButOnce(double x, double y, bool right)
    {
        var exercise = Marking.Exercise("m = max(x, y); f = m * w", [("x", 1), ("y", 1), ("w", 3)]);
        var part = exercise.Mark(("gradients.x", x), ("gradients.y", y)).Part("gradients.x");
        Assert.Equal(right ? 1 : 0, part.Credit);
        Assert.Equal((right, !right), (part.Verdict == Verdict.CorrectSubgradient, part.IsWrong));
    }

    [Fact]
    public void Mark_choiceAtAKink_carriesOn()
    {
        // relu at 0 with slope ½ chosen: the gradient of u is then ½·3·2.
        var exercise = Marking.Exercise("x = u * v; r = relu(x); f = r * w", [("u", 0), ("v", 2), ("w", 3)]);
        var grade = exercise.Mark(("gradients.x", 1.5), ("gradients.u", 3));
        Assert.Equal(Verdict.CorrectSubgradient, grade.Part("gradients.x").Verdict);
        Assert.Equal(Verdict.CorrectSubgradient, grade.Part("gradients.u").Verdict);
        Assert.Equal(1, grade.AbsoluteScore);
        Assert.Equal(Verdict.CorrectSubgradient, exercise.Mark(("gradients.u", 4.4)).Part("gradients.u").Verdict);
        Assert.Equal(0, exercise.Mark(("gradients.u", 6.6)).AbsoluteScore);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void Mark_oneNumberEverywhere_earnsNoFollowThrough(double number)
    {
        var exercise = Marking.Exercise("a = x + y; b = a * z; c = b + w; f = c * v", [("x", 1.5), ("y", 2.5), ("z", -3), ("w", 0.7), ("v", 1.9)]);
        var answer = exercise.Graph.Nodes.ToArray().Select(n => ("gradients." + n.Id, (object)number)).ToArray();
        var grade = exercise.Mark(answer);
        Assert.DoesNotContain(grade.Parts, p => p.Verdict == Verdict.FollowThrough);
        Assert.Equal(grade.AbsoluteScore, grade.Score);
    }

    [Fact]
    public void Mark_sameAnswer_hasTheSameIdentityAndAnotherHasNot()
    {
        var exercise = Marking.Exercise(Circuit, Inputs);
        var first = exercise.Mark(("gradients.x", -4), ("gradients.y", 4)).ResultId;
        Assert.Equal(first, exercise.Mark(("gradients.y", 4), ("gradients.x", -4)).ResultId);
        Assert.Equal(first, Marking.Exercise(Circuit, Inputs).Mark(("gradients.x", -4), ("gradients.y", 4)).ResultId);
        Assert.NotEqual(first, exercise.Mark(("gradients.x", -4), ("gradients.y", 4.1)).ResultId);
        Assert.NotEqual(first, Marking.Exercise(Circuit, Inputs, GradingPolicy.Default with { DiagnosedCredit = 0.5 }).Mark(("gradients.x", -4), ("gradients.y", 4)).ResultId);
    }

    [Fact]
    public void Mark_unreadableAnswer_hasTheIdentityOfWhatWasWrittenAndNotOfWhatIsSaidOfIt()
    {
        var exercise = Marking.Exercise(Circuit, Inputs);
        var first = exercise.Mark(("gradients.x", new Submission.Unreadable("{\"a\":1}", "An answer cannot be an object."))).ResultId;
        Assert.Equal(first, exercise.Mark(("gradients.x", new Submission.Unreadable("{\"a\":1}", "Objects are no answers."))).ResultId);
        Assert.NotEqual(first, exercise.Mark(("gradients.x", new Submission.Unreadable("{\"a\":2}", "An answer cannot be an object."))).ResultId);
    }
}
