using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;

namespace Backprop.Domain.Tests.Grading;

/// <summary>Which of the mistakes that fit are named, how far they reach, and where they are looked for.</summary>
public sealed class DiagnosisTests
{
    private static readonly double A = Sigmoid(0.4);
    private static readonly double B = Sigmoid(A);
    private static readonly double C = Sigmoid(B);

    private static Exercise Sigmoids => Marking.Exercise("a = sigmoid(x); b = sigmoid(a); c = sigmoid(b)", [("x", 0.4)]);

    private static Exercise Products => Marking.Exercise("u = x * w; s = sin(u); f = s * v", [("x", 0.7), ("w", 1.3), ("v", 1.9)]);

    [Fact]
    public void Mark_mistakeAtEveryStepWhereItCouldShow_isSystematic()
    {
        // Each derivative of a sigmoid is taken as its output alone.
        var grade = Sigmoids.Mark(("gradients.b", C), ("gradients.a", C * B), ("gradients.x", C * B * A));
        Assert.All(grade.Parts, part => Assert.Contains(part.Diagnoses, d => d is { Misconception.Id: "sigmoid-half", Scope: MistakeScope.Systematic }));
    }

    [Fact]
    public void Mark_mistakeMadeTwiceAndNotTheThirdTime_isASlip()
    {
        var grade = Sigmoids.Mark(("gradients.b", C), ("gradients.a", C * B), ("gradients.x", C * B * A * (1 - A)));
        Assert.All(grade.Blame, part => Assert.Contains(part.Diagnoses, d => d is { Misconception.Id: "sigmoid-half", Scope: MistakeScope.Slip }));
        Assert.Equal(["gradients.b", "gradients.a"], grade.Blame.Select(p => p.Name));
    }

    [Fact]
    public void Mark_mistakeAtTheOnlyPlaceWhereItCouldShow_isASlip()
    {
        var part = Marking.Exercise("a = sigmoid(x); f = a * 2.6", [("x", 0.4)]).Mark(("gradients.x", 2.6 * A)).Part("gradients.x");
        Assert.Equal(MistakeScope.Slip, Assert.Single(part.Diagnoses).Scope);
    }

    [Fact]
    public void Mark_mistakesOfWhichNoneIsMorePrecise_areAmbiguousAndOthersAreNot()
    {
        // 0.8 is x itself: the wrong factor, or the value in place of the gradient.
        var both = Marking.Exercise("f = x * y", [("x", 0.8), ("y", 1.7)]).Mark(("gradients.x", 0.8)).Part("gradients.x");
        Assert.Equal(["value-for-gradient", "product-own-operand"], both.Ids().Order(StringComparer.Ordinal).Reverse());
        Assert.True(both.IsAmbiguous);

        // A reciprocal's lost sign is a lost sign.
        var precise = Marking.Exercise("u = reciprocal(y); f = u * 2.6", [("y", 1.7)]).Mark(("gradients.y", 2.6 / (1.7 * 1.7))).Part("gradients.y");
        Assert.Equal(["reciprocal-sign", "sign-flipped"], precise.Ids());
        Assert.False(precise.IsAmbiguous);
    }

    [Fact]
    public void Mark_relationBesideAMistake_isNoSecondName()
    {
        // The gradient is 26: without the factor 10 it is 2.6, which is also 26 with its decimal point misplaced.
        var part = Marking.Exercise("u = x * y; f = u * 2.6", [("x", 0.8), ("y", 10)]).Mark(("gradients.x", 2.6)).Part("gradients.x");
        Assert.Equal(["local-skipped", "decimal-point"], part.Ids());
        Assert.False(part.IsAmbiguous);
    }

    [Fact]
    public void Mark_mistakeThatDoesNotShowAtTheseNumbers_isNotNamed()
    {
        // y = 0.9902: without it the gradient 2.6 · y is 0.99 % off, which passes for right. 2.601 is 1.03 % off.
        var part = Marking.Exercise("u = x * y; f = u * 2.6", [("x", 0.8), ("y", 1 / 1.0099)]).Mark(("gradients.x", 2.601)).Part("gradients.x");
        Assert.True(part.IsWrong);
        Assert.DoesNotContain("local-skipped", part.Ids());
    }

    [Fact]
    public void Mark_finalAnswersAlone_areComparedWithPassesThatMakeAMistakeEverywhere()
    {
        var part = Sigmoids.Mark(("gradients.x", C * B * A)).Part("gradients.x");
        Assert.Contains(part.Diagnoses, d => d is { Misconception.Id: "sigmoid-half", Scope: MistakeScope.Systematic });
    }

    [Fact]
    public void Mark_finalAnswersAlone_areComparedWithPassesThatMakeAMistakeOnce()
    {
        // At f = s·v the own operand was taken: the gradient of s is s, and all before it is right for that.
        var slope = Math.Sin(0.91) * Math.Cos(0.91);
        var grade = Products.Mark(("gradients.x", slope * 1.3), ("gradients.w", slope * 0.7));
        Assert.All(grade.Parts, part => Assert.Contains(part.Diagnoses, d => d is { Misconception.Id: "product-own-operand", Consumer.Id: "f", Scope: MistakeScope.Slip }));
    }

    [Fact]
    public void Mark_singleFinalAnswer_isNotNamedAfterOneSlipFarAway() =>
        Assert.Empty(Products.Mark(("gradients.x", Math.Sin(0.91) * Math.Cos(0.91) * 1.3)).Part("gradients.x").Diagnoses);

    [Fact]
    public void Mark_mistakeAfterAStepThatWasRightInTheHead_isNamed()
    {
        // b is 0.7 and was answered as 1.4, but a was worked out from 0.7: −2.1, and then x with the wrong sign.
        var exercise = Marking.Exercise("a = x * y; b = a * z; f = b * w", [("x", 1.5), ("y", 2.5), ("z", -3), ("w", 0.7)]);
        Assert.Contains("sign-flipped", exercise.Mark(("gradients.b", 1.4), ("gradients.x", 5.25)).Part("gradients.x").Ids());
    }

    [Fact]
    public void Mark_mistakeAtBothPositionsOfOneConsumer_namesThatConsumer()
    {
        // x is also used before v: at v = x·x its gradient was multiplied by the product, twice.
        var exercise = Marking.Exercise("u = sin(x); v = x * x; f = u * 2.6 + v * 1.7", [("x", 0.8)]);
        var diagnosis = Assert.Single(exercise.Mark(("gradients.x", (2.6 * Math.Cos(0.8)) + (2 * 1.7 * 0.64))).Part("gradients.x").Diagnoses, d => d.Misconception.Id == "product-by-output");
        Assert.Equal("v→x", diagnosis.Edge);
    }

    [Fact]
    public void Mark_decimalPointOfWhatFollows_isNamed()
    {
        // x passes on the wrong gradient of q, 12, with its decimal point misplaced.
        var grade = Marking.Exercise("q = x + y; f = q * z", [("x", -2), ("y", 5), ("z", -4)]).Mark(("gradients.q", 12), ("gradients.x", 120));
        Assert.Contains("decimal-point", grade.Part("gradients.x").Ids());
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
