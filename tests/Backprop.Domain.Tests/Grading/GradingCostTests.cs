using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Tests.Support.GraphSpecs;

namespace Backprop.Domain.Tests.Grading;

/// <summary>What a grade takes is known before it is run, formulas included.</summary>
public class GradingCostTests
{
    private const string Circuit = "q = x + y; f = q * z";

    /// <summary>200 formulas of so many terms over 750 elements, each run at 21 points.</summary>
    [Theory]
    [InlineData(270, true)]
    [InlineData(1, false)]
    public void OfAll_manyLongFormulas_isOverTheLimitBeforeAnyIsRun(int terms, bool isOver)
    {
        var nodes = new List<NodeSpec> { Node("x", "input"), Node("u", "square", "x") };
        nodes.AddRange(Enumerable.Range(0, 200).Select(i => Node(Name(i), "identity", "u")));
        nodes.AddRange([Node("s", "add", "y0", "y1", "y2", "y3"), Node("L", "reduceSum", "s")]);
        var graph = Graph(Spec([.. nodes]), new Dictionary<string, Tensor> { ["x"] = Tensor.Filled(Shape.Of(750), 0.5) }, "L");
        var formula = "u+0*(" + string.Join('+', Enumerable.Repeat("u^u", terms)) + ")";
        var answer = Marking.Answer([.. Enumerable.Range(0, 200).Select(i => ("values." + Name(i), (object)formula))]);
        Assert.Equal(isOver, new GradingCost(new FormulaBook(graph)).OfAll(answer) > GraphLimits.Default.MaxWork);

        static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"y{i}");
    }

    [Fact]
    public void OfAll_formulaWhosePointsNeedALongPass_isOverTheLimitBeforeAnyIsDrawn()
    {
        var pool = new Dictionary<string, AttributeValue> { ["kernelShape"] = new AttributeValue.Numbers([20, 20]) };
        var wide = new Dictionary<string, AttributeValue> { ["shape"] = new AttributeValue.Numbers([1, 1, 1000, 1000]) };
        var graph = Graph(
            Spec(Node("x", "input"), new NodeSpec("a", "expand", ["x"], wide), new NodeSpec("p", "averagePool", ["a"], pool), Node("s", "reduceSum", "p"), Node("r", "relu", "x"), Node("f", "add", "s", "r")),
            Inputs(("x", 0.001)));
        Assert.True(new GradingCost(new FormulaBook(graph)).OfAll(Marking.Answer(("gradients.r", "1"))) > GraphLimits.Default.MaxWork);
    }

    [Fact]
    public void OfAll_formulas_countEachAndTheDrawingOnce()
    {
        var cost = new GradingCost(new FormulaBook(Marking.Exercise(Circuit, [("x", -2), ("y", 5), ("z", -4)]).Graph));
        var none = cost.OfAll(Marking.Answer(("gradients.x", -4)));
        var one = cost.OfAll(Marking.Answer(("gradients.x", "d_q")));
        var batch = cost.OfAll(Enumerable.Repeat(Marking.Answer(("gradients.x", "d_q")), 10));
        Assert.True(one > none + cost.OfDrawing());
        Assert.True(batch < 10 * one);
        Assert.Equal(batch, cost.OfCompiling() + cost.OfDrawing() + (10 * cost.OfMarking(Marking.Answer(("gradients.x", "d_q")))));
    }

    [Fact]
    public void OfMarking_smallExercise_isLight()
    {
        // A millisecond makes a request heavy; this is one question of a sheet.
        var cost = new GradingCost(new FormulaBook(Marking.Exercise(Circuit, [("x", -2), ("y", 5), ("z", -4)]).Graph));
        Assert.InRange(cost.OfAll(Marking.Answer(("gradients.x", -4), ("gradients.y", 3), ("values.f", -12))), 1, 1_000_000);
        Assert.InRange(cost.OfAll(Marking.Answer(("gradients.x", "d_q"), ("gradients.q", "z"))), 1, 4_000_000);
    }

    [Fact]
    public void Read_theSameFormulaForTheSamePart_isReadOnce()
    {
        var book = new FormulaBook(Marking.Exercise(Circuit, [("x", -2), ("y", 5), ("z", -4)]).Graph);
        var part = new Part(PartKind.Gradient, book.Graph.IndexOf("x"));
        Assert.Same(book.Read(part, "d_q"), book.Read(part, "d_q"));
        Assert.NotSame(book.Read(part, "d_q"), book.Read(part with { Node = book.Graph.IndexOf("y") }, "d_q"));
    }

    [Fact]
    public void Mark_answerOfNamesThatDoNotExist_suggestsForTheFirstOnly()
    {
        var exercise = Marking.Exercise(Circuit, [("x", -2), ("y", 5), ("z", -4)]);
        var grade = exercise.Mark([.. Enumerable.Range(0, 100).Select(i => (string.Create(CultureInfo.InvariantCulture, $"values.x{i}"), (object)1.0))]);
        Assert.Equal(100, grade.Issues.Count);
        Assert.InRange(grade.Issues.Count(issue => issue.Detail.Contains("Did you mean", StringComparison.Ordinal)), 1, 20);
    }
}
