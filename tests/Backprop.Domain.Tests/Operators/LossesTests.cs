using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

public sealed class LossesTests
{
    public static TheoryData<string> Cases => PyTorchCases.Names("losses");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operator_anyCase_agreesWithPyTorch(string name) => PyTorchCases.AssertAgrees("losses", name);

    [Theory]
    [InlineData("meanSquaredError")]
    [InlineData("sumSquaredError")]
    [InlineData("huber")]
    [InlineData("binaryCrossEntropy")]
    [InlineData("crossEntropy")]
    public void Loss_ofAColumnAgainstARow_isRefusedNotBroadcast(string op)
    {
        var issue = OperatorErrors.Of(op, ["4,1", "4"]);
        Assert.Equal("shape-mismatch", issue.Code);
        Assert.Contains("[4, 1]", issue.Detail, StringComparison.Ordinal);
        Assert.Contains("[4]", issue.Detail, StringComparison.Ordinal);
        Assert.Contains("does not broadcast", issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("softmaxCrossEntropy", "3,4", "4", "class indices of shape [3] or probabilities of shape [3, 4], not [4]")]
    [InlineData("softmaxCrossEntropy", "3,4", "3,1", "not [3, 1]")]
    [InlineData("softmaxCrossEntropy", "4", "1", "class indices of shape [] or probabilities of shape [4], not [1]")]
    [InlineData("softmaxCrossEntropy", "2,3,4", "2,3", "not [2, 3, 4]")]
    [InlineData("softmaxCrossEntropy", "", "", "[classes] for one example, not []")]
    [InlineData("multiclassHinge", "3,4", "3,4", "class indices of shape [3], not [3, 4]")]
    public void Loss_overClassesWithShapesThatDoNotFit_saysWhatWould(string op, string scores, string target, string part)
    {
        var issue = OperatorErrors.Of(op, [scores, target]);
        Assert.Equal("shape-mismatch", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Huber_withADeltaOfZero_isRefused()
    {
        var issue = OperatorErrors.Of("huber", ["3", "3"], ("delta", new AttributeValue.Number(0)));
        Assert.Equal("invalid-attribute", issue.Code);
    }

    [Theory]
    [InlineData(1, 1, 0, -1)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 1, double.PositiveInfinity, double.NegativeInfinity)]
    [InlineData(1, 0, double.PositiveInfinity, double.PositiveInfinity)]
    public void BinaryCrossEntropy_atTheEnds_countsZeroTimesLogZeroAsZero(double p, double t, double loss, double gradient)
    {
        var tape = Run("binaryCrossEntropy", Tensor.Scalar(p), Tensor.Scalar(t));
        Assert.Equal(loss, tape.ValueOf("y")[0]);
        Assert.Equal(gradient, tape.GradientOf("a")[0]);
    }

    [Fact]
    public void CrossEntropy_ofACertainRightAnswer_isZeroWithAFiniteGradient()
    {
        var tape = Run("crossEntropy", Tensor.Vector(0, 1, 0), Tensor.Vector(0, 1, 0));
        Assert.Equal(0, tape.ValueOf("y")[0]);
        Assert.Equal([0, -1, 0], tape.GradientOf("a"));
    }

    [Theory]
    [InlineData(1000, 1, 0, 0)]
    [InlineData(1000, 0, 1000, 1)]
    [InlineData(-1000, 0, 0, 0)]
    [InlineData(-1000, 1, 1000, -1)]
    [InlineData(40, 1, 4.248354255291589e-18, -4.248354255291589e-18)]
    [InlineData(-40, 0, 4.248354255291589e-18, 4.248354255291589e-18)]
    public void BinaryCrossEntropyWithLogits_ofLargeLogits_isExact(double logit, double target, double loss, double gradient)
    {
        var tape = Run("binaryCrossEntropyWithLogits", Tensor.Scalar(logit), Tensor.Scalar(target));
        Assert.Equal(loss, tape.ValueOf("y")[0], 1e-15 * loss);
        Assert.Equal(gradient, tape.GradientOf("a")[0], 1e-15 * Math.Abs(gradient));
    }

    [Fact]
    public void SoftmaxCrossEntropy_ofLargeLogits_neitherOverflowsNorLosesTheSmall()
    {
        var wrong = Run("softmaxCrossEntropy", Tensor.Vector(1000, 0), Tensor.Scalar(1));
        Assert.Equal(1000, wrong.ValueOf("y")[0]);
        Assert.Equal([1, -1], wrong.GradientOf("a"));

        var right = Run("softmaxCrossEntropy", Tensor.Vector(50, 0), Tensor.Scalar(0));
        Assert.Equal(1.9287498479639178e-22, right.ValueOf("y")[0], 1e-36);
        Assert.Equal(-1.9287498479639178e-22, right.GradientOf("a")[0], 1e-36);
    }

    [Theory]
    [InlineData("softmaxCrossEntropy", 3)]
    [InlineData("softmaxCrossEntropy", -1)]
    [InlineData("softmaxCrossEntropy", 0.5)]
    [InlineData("multiclassHinge", 3)]
    [InlineData("multiclassHinge", -1)]
    public void ClassIndex_thatIsNone_isFoundWithItsPlace(string op, double index)
    {
        var tape = Run(op, new Tensor(Shape.Of(2, 3), [1, 2, 3, 4, 5, 6]), Tensor.Vector(0, index));
        var fault = tape.Graph.OutputNode.Kernel!.FindFault(tape.Frame(tape.Graph.Output));
        Assert.Equal((1, 1), (fault?.Position, fault?.Element));
        Assert.Contains("from 0 to 2", fault!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassIndices_thatAreSound_haveNoFault()
    {
        var tape = Run("multiclassHinge", new Tensor(Shape.Of(2, 3), [1, 2, 3, 4, 5, 6]), Tensor.Vector(0, 2));
        Assert.Null(tape.Graph.OutputNode.Kernel!.FindFault(tape.Frame(tape.Graph.Output)));
    }

    [Fact]
    public void MulticlassHinge_ofTheCS231nExample_isThePublishedLoss()
    {
        // cs231n.github.io/linear-classify: scores 13, −7, 11 for the right class 0 with margin 10 cost 0 + 8.
        var tape = Run("multiclassHinge", Tensor.Vector(13, -7, 11), Tensor.Scalar(0), ("margin", new AttributeValue.Number(10)));
        Assert.Equal(8, tape.ValueOf("y")[0]);
        Assert.Equal([-1, 0, 1], tape.GradientOf("a"));
    }

    [Fact]
    public void MulticlassHinge_atAMarginExactlyMet_hasNoGradientAndReportsTheKink()
    {
        var tape = Run("multiclassHinge", Tensor.Vector(2, 1, -5), Tensor.Scalar(0));
        Assert.Equal([0, 0, 0], tape.GradientOf("a"));
        Assert.Equal([0], Kinks(tape));
    }

    [Fact]
    public void MeanAbsoluteError_ofEqualElements_hasNoGradientThereAndReportsTheKink()
    {
        var tape = Run("meanAbsoluteError", Tensor.Vector(1, 2, 2), Tensor.Vector(1, 2, 1));
        Assert.Equal([0, 0, 1 / 3.0], tape.GradientOf("a"));
        Assert.Equal([0], Kinks(tape));
    }

    private static List<int> Kinks(Backprop.Domain.Differentiation.Tape tape)
    {
        var kinks = new List<int>();
        tape.Graph.OutputNode.Kernel!.Branches(tape.Frame(tape.Graph.Output), new BranchRecorder(kinks));
        return kinks;
    }

    private static Backprop.Domain.Differentiation.Tape Run(string op, Tensor a, Tensor b, params (string Name, AttributeValue Value)[] attributes)
    {
        var node = new NodeSpec("y", op, ["a", "b"], attributes.ToDictionary(x => x.Name, x => x.Value));
        var graph = GraphSpecs.Graph(GraphSpecs.Spec(GraphSpecs.Node("a", "input"), GraphSpecs.Node("b", "input"), node), new Dictionary<string, Tensor> { ["a"] = a, ["b"] = b });
        return GraphSpecs.Differentiate(graph);
    }
}
