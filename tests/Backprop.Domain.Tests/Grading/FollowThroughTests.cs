using Backprop.Domain.Grading;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Grading;

/// <summary>What follows from earlier steps, and which numbers show that a rule is known.</summary>
public sealed class FollowThroughTests
{
    [Fact]
    public void Mark_gradientFromAWrongStepAndOneRightInTheHead_follows()
    {
        // Key: b 0.7, a −2.1, d 2, x −5.25 + 2.2. Answered are b = 1.4 and d = 3; a is not, and was worked out from 0.7.
        var exercise = Marking.Exercise("a = x * y; b = a * z; d = x * v; f = b * w + d * k", [("x", 1.5), ("y", 2.5), ("z", -3), ("v", 1.1), ("w", 0.7), ("k", 2)]);
        Assert.Equal(Verdict.FollowThrough, exercise.Mark(("gradients.b", 1.4), ("gradients.d", 3), ("gradients.x", -5.25 + 3.3)).Part("gradients.x").Verdict);
    }

    [Fact]
    public void Mark_valueFromAWrongStepAndOneRightInTheHead_follows()
    {
        // Key: q 3, p 6, r −7. Answered are q = 7 and r = −6; p is not, and was worked out from 3.
        var exercise = Marking.Exercise("q = x + y; p = q * 2; r = x - y; f = p * r", [("x", -2), ("y", 5)]);
        Assert.Equal(Verdict.FollowThrough, exercise.Mark(("values.q", 7), ("values.r", -6), ("values.f", -36)).Part("values.f").Verdict);
    }

    [Fact]
    public void Mark_cancellationWithinAMatrixProduct_doesNotPunishRounding()
    {
        // From [100.4, −100] each entry is 0.4, the rest of terms of 100: 0.5 is as good.
        var exercise = Marking.Exercise("y = x @ W; f = sum(y * c)", new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(1, 2), ["W"] = new(Shape.Of(2, 2), [1, 1, 1, 1]), ["c"] = Tensor.Vector(5, -5.02) });
        var grade = exercise.Mark(("gradients.y", new[] { 100.4, -100 }), ("gradients.x", new[] { 0.5, 0.5 }));
        Assert.Equal(Verdict.FollowThrough, grade.Part("gradients.x").Verdict);
    }

    [Fact]
    public void Mark_zeroThatAMistakeExplains_isCarriedOnAndAnyOtherIsNot()
    {
        (string, double)[] inputs = [("w", -2.3), ("x", 0.8)];
        (string, object)[] zeros = [("gradients.q", 0), ("gradients.x", 0)];
        Assert.Equal(Verdict.FollowThrough, Marking.Exercise("q = w * x; u = leakyRelu(q, alpha=0.3); f = u * 2.6", inputs).Mark(zeros).Part("gradients.x").Verdict);
        Assert.NotEqual(Verdict.FollowThrough, Marking.Exercise("q = w * x; u = sin(q); f = u * 2.6", inputs).Mark(zeros).Part("gradients.x").Verdict);
    }

    [Fact]
    public void Mark_oneNumberForAllValues_showsNothing()
    {
        // Key: −6 and 0. relu(5) is 5, but so is everything else.
        var grade = Marking.Exercise("a = x * y; b = relu(a); f = a + b", [("x", -2), ("y", 3)]).Mark(("values.a", 5), ("values.b", 5));
        Assert.Equal(Verdict.Incorrect, grade.Part("values.b").Verdict);
    }

    [Fact]
    public void Mark_oneNumberNearToEveryKey_isRoundedAndNotFilledIn()
    {
        // Key: 1.05, 1.0397, 1.0295; from the first 1 the others follow to 1 %.
        var grade = Marking.Exercise("p = x * y; q = p * z; f = q * w", [("x", 3), ("y", 0.9902), ("z", 0.9902), ("w", 1.05)]).Mark(("gradients.q", 1), ("gradients.p", 1), ("gradients.x", 1));
        Assert.Equal([Verdict.FollowThrough, Verdict.FollowThrough], [grade.Part("gradients.p").Verdict, grade.Part("gradients.x").Verdict]);
    }

    [Fact]
    public void Mark_sameWrongNumberTwiceAmongRightOnes_isNotFilledIn()
    {
        // Key: q −4, x −13. From q = 5 follows 5 · 2 − 5 for x, by chance the same number.
        var exercise = Marking.Exercise("q = x * y; f = q * z + x * v", [("x", 1.5), ("y", 2), ("z", -4), ("v", -5)]);
        var grade = exercise.Mark(("gradients.q", 5), ("gradients.x", 5), ("gradients.z", 3), ("gradients.v", 1.5), ("gradients.y", -6), ("gradients.f", 1));
        Assert.Equal(Verdict.FollowThrough, grade.Part("gradients.x").Verdict);
    }

    [Fact]
    public void Mark_choicesAtSeveralKinks_areMadeOneByOne()
    {
        // Both entries of u sit on the kink: with slope 1 for the first and 0 for the second the gradient of x is 3.
        var exercise = Marking.Exercise("u = a * x; r = relu(u); f = sum(r * c)", new Dictionary<string, Tensor> { ["a"] = Tensor.Vector(1, -1), ["x"] = Tensor.Scalar(0), ["c"] = Tensor.Vector(3, 3) });
        Assert.Equal(Verdict.CorrectSubgradient, exercise.Mark(("gradients.x", 3)).Part("gradients.x").Verdict);
        Assert.Equal(0, exercise.Mark(("gradients.x", 3.3)).AbsoluteScore);
    }

    [Fact]
    public void Mark_choiceAtAKinkFromAWrongGradient_followsAndIsNotRight()
    {
        var grade = Marking.Exercise("r = relu(x); f = r * w", [("x", 0), ("w", 3)]).Mark(("gradients.r", 5), ("gradients.x", 2));
        Assert.Equal(Verdict.FollowThrough, grade.Part("gradients.x").Verdict);
        Assert.Equal(0, grade.AbsoluteScore);
    }
}
