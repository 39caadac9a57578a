using Backprop.Domain.Grading;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Grading;

public class FormulaTests
{
    private const string Circuit = "q = x + y; f = q * z";
    private static readonly (string, double)[] Inputs = [("x", -2), ("y", 5), ("z", -4)];

    [Theory]
    [InlineData("gradients.z", "x + y")]
    [InlineData("gradients.z", "q")]
    [InlineData("gradients.x", "d_q")]
    [InlineData("gradients.x", "d_q * 1")]
    [InlineData("gradients.q", "d_f * z")]
    [InlineData("gradients.q", "z")]
    [InlineData("values.f", "(x + y) * z")]
    [InlineData("values.f", "q * z")]
    public void Mark_rightFormula_isCorrect(string part, string formula) =>
        Assert.Equal(Verdict.Correct, Marking.Exercise(Circuit, Inputs).Mark((part, formula)).Part(part).Verdict);

    [Fact]
    public void Mark_formulaThatIsRightAtTheGivenInputsAlone_isIncorrect()
    {
        // At x = y = 2 the own operand and the other are the same number.
        var part = Marking.Exercise("f = x * y", [("x", 2), ("y", 2)]).Mark(("gradients.x", "x")).Part("gradients.x");
        Assert.Equal(Verdict.Incorrect, part.Verdict);
        Assert.Equal("This formula gives the right numbers at the given inputs, but not at others.", part.Detail);
    }

    [Fact]
    public void Mark_wrongFormula_isDiagnosedLikeANumber()
    {
        var part = Marking.Exercise("f = x * y", [("x", 2), ("y", 3)]).Mark(("gradients.x", "x")).Part("gradients.x");
        Assert.Contains("product-own-operand", part.Ids());
    }

    [Theory]
    [InlineData("x +", "Line 1, column 4:")]
    [InlineData("x + zz", "Line 1, column 5: There is no name 'zz'.")]
    [InlineData("import os", "Line 1, column 8:")]
    public void Mark_formulaThatCannotBeRead_isInvalidWithItsPlace(string formula, string detail)
    {
        var grade = Marking.Exercise(Circuit, Inputs).Mark(("gradients.z", formula), ("gradients.x", -4));
        Assert.Equal(Verdict.Invalid, grade.Part("gradients.z").Verdict);
        Assert.StartsWith(detail, grade.Part("gradients.z").Detail, StringComparison.Ordinal);
        Assert.Equal(0.5, grade.Score);
    }

    [Theory]
    [InlineData("gradients.x", "d_x", "'d_x' does not come before the gradient of 'x'")]
    [InlineData("gradients.x", "d_y", "'d_y' does not come before the gradient of 'x'")]
    [InlineData("gradients.q", "d_x", "'d_x' does not come before the gradient of 'q'")]
    [InlineData("values.q", "q", "'q' does not come before 'q'")]
    [InlineData("values.q", "f / z", "'f' does not come before 'q'")]
    [InlineData("values.q", "d_f", "A value is not written in terms of gradients.")]
    public void Mark_formula_cannotReferToItselfOrToWhatComesAfter(string part, string formula, string detail)
    {
        var marked = Marking.Exercise(Circuit, Inputs).Mark((part, formula)).Part(part);
        Assert.Equal(Verdict.Invalid, marked.Verdict);
        Assert.Contains(detail, marked.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Mark_formulasOverArrays_areComparedElementwiseAndMustHaveTheShape()
    {
        var exercise = Marking.Exercise("p = softmax(x); f = sum(p * w)", new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(0.3, -1.2, 0.9), ["w"] = Tensor.Vector(1.5, -0.4, 2.2) });
        Assert.Equal(Verdict.Correct, exercise.Mark(("gradients.x", "p * (w - sum(p * w))")).Part("gradients.x").Verdict);
        Assert.Contains("softmax-diagonal", exercise.Mark(("gradients.x", "d_p * p * (1 - p)")).Part("gradients.x").Ids());
        Assert.Equal(Verdict.Invalid, exercise.Mark(("gradients.x", "sum(p)")).Part("gradients.x").Verdict);
    }

    [Fact]
    public void Mark_formulas_areComparedInsideTheDomainAndOnOneSideOfKinks()
    {
        var log = Marking.Exercise("f = log(x)", [("x", 0.2)]);
        Assert.Equal(Verdict.Correct, log.Mark(("gradients.x", "1 / x")).Part("gradients.x").Verdict);
        var relu = Marking.Exercise("f = relu(x) * w", [("x", 0.5), ("w", 3)]);
        Assert.Equal(Verdict.Correct, relu.Mark(("gradients.x", "w")).Part("gradients.x").Verdict);
        Assert.Equal(Verdict.Incorrect, relu.Mark(("gradients.x", "3 * x / x")).Part("gradients.x").Verdict);
    }

    [Fact]
    public void Mark_formulaThatCostsTooMuch_isRefused()
    {
        var part = Marking.Exercise(Circuit, Inputs).Mark(("gradients.x", "sum(expand(x, shape=[100000, 100000]))")).Part("gradients.x");
        Assert.Equal(Verdict.Invalid, part.Verdict);
    }

    [Fact]
    public void Mark_moreFormulasThanAnAnswerMayHold_areRefusedAndTheRestIsMarked()
    {
        var ids = Enumerable.Range(0, 201).Select(i => FormattableString.Invariant($"a{i}")).ToList();
        var exercise = Marking.Exercise(string.Join("; ", ids.Select(id => $"{id} = x * 2")) + "; f = " + string.Join(" + ", ids), [("x", 3)]);
        var grade = exercise.Mark([.. ids.Select(id => ("values." + id, (object)"x + x"))]);
        Assert.Equal((Verdict.Correct, Verdict.Invalid), (grade.Part("values.a199").Verdict, grade.Part("values.a200").Verdict));
    }

    [Fact]
    public void Mark_deeplyNestedFormula_isInvalidAndNotTheEndOfTheProcess()
    {
        var part = Marking.Exercise(Circuit, Inputs).Mark(("gradients.x", new string('(', 1900) + "x" + new string(')', 1900))).Part("gradients.x");
        Assert.Equal(Verdict.Invalid, part.Verdict);
    }
}
