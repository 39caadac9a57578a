using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

public sealed class ConvolutionsTests
{
    public static TheoryData<string> Cases => PyTorchCases.Names("convolution");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operator_anyCase_agreesWithPyTorch(string name) => PyTorchCases.AssertAgrees("convolution", name);

    [Theory]
    [InlineData("5,5", "1,1,3,3", "", "[examples, channels, height, width], not [5, 5]")]
    [InlineData("1,2,5", "1,2,3,3", "", "[filters, channels / group, length] for x of shape [1, 2, 5], not [1, 2, 3, 3]")]
    [InlineData("1,2,5", "1,3,3", "", "is for 3 channels; x of shape [1, 2, 5] has 2")]
    [InlineData("1,2,5", "4,2,3", "1,4", "bias must have the shape [4]")]
    [InlineData("1,1,2,9", "1,1,3,3", "", "covers 3 elements of axis 2, but [1, 1, 2, 9] has 2")]
    public void Conv_ofShapesThatDoNotFit_saysWhatWould(string x, string w, string b, string part)
    {
        var issue = OperatorErrors.Of("conv", b.Length == 0 ? [x, w] : [x, w, b]);
        Assert.Equal("shape-mismatch", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Conv_whoseDilatedFilterDoesNotFit_saysHowFarItReaches()
    {
        var issue = OperatorErrors.Of("conv", ["1,1,4", "1,1,3"], ("dilations", new AttributeValue.Numbers([3])), ("pads", new AttributeValue.Numbers([1, 1])));
        Assert.Equal("shape-mismatch", issue.Code);
        Assert.Contains("covers 7 elements (3 with dilation 3) of axis 2, but [1, 1, 4] has 6 there with its padding", issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strides", new double[] { 1, 1 }, "strides needs 1 number for [1, 2, 5]")]
    [InlineData("pads", new double[] { 1 }, "pads needs 2 numbers")]
    [InlineData("dilations", new double[] { 0 }, "at least 1")]
    [InlineData("pads", new[] { 2147483647.0, 2147483647 }, "too many")]
    public void Conv_withListsThatDoNotFit_saysWhich(string attribute, double[] value, string part)
    {
        var issue = OperatorErrors.Of("conv", ["1,2,5", "1,2,3"], (attribute, new AttributeValue.Numbers(value)));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Conv_withAGroupThatDoesNotDivideTheChannels_saysSo()
    {
        var issue = OperatorErrors.Of("conv", ["1,3,5", "2,3,3"], ("group", new AttributeValue.Number(2)));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains("must divide the 3 channels of x and the 2 filters", issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Conv_thatNeedsMoreMemoryThanThereIs_isRefused() =>
        Assert.Equal("tensor-too-large", OperatorErrors.Of("conv", ["1,1,3", "1,1,1"], ("pads", new AttributeValue.Numbers([500_000_000, 500_000_000]))).Code);

    [Fact]
    public void Conv_withAStrideBeyondTheImage_hasOneWindow()
    {
        var attributes = new Dictionary<string, AttributeValue> { ["strides"] = new AttributeValue.Numbers([int.MaxValue]), ["pads"] = new AttributeValue.Numbers([2, 0]) };
        var spec = GraphSpecs.Spec(GraphSpecs.Node("x", "input"), GraphSpecs.Node("w", "input"), new NodeSpec("y", "conv", ["x", "w"], attributes));
        var tape = GraphSpecs.Differentiate(GraphSpecs.Graph(spec, new Dictionary<string, Tensor> { ["x"] = new(Shape.Of(1, 1, 3), [2, 3, 4]), ["w"] = new(Shape.Of(1, 1, 4), [5, 6, 7, 8]) }));
        Assert.Equal([(7 * 2) + (8 * 3)], tape.ValueOf("y"));
        Assert.Equal([7, 8, 0], tape.GradientOf("x"));
        Assert.Equal([0, 0, 2, 3], tape.GradientOf("w"));
    }

    [Theory]
    [InlineData("maxPool")]
    [InlineData("averagePool")]
    public void Pool_withAWindowThatCouldLieInThePaddingAlone_isRefused(string op)
    {
        var issue = OperatorErrors.Of(op, ["1,1,5"], ("kernelShape", new AttributeValue.Numbers([2])), ("pads", new AttributeValue.Numbers([0, 2])));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains("a window must not lie in the padding alone", issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kernelShape needs 2 numbers for x of shape [1, 1, 5, 5]", 3)]
    [InlineData("too large", 2147483647, 2147483647)]
    public void Pool_withAKernelShapeThatDoesNotFit_saysWhy(string part, params int[] kernel)
    {
        var issue = OperatorErrors.Of("maxPool", ["1,1,5,5"], ("kernelShape", new AttributeValue.Numbers([.. kernel.Select(k => (double)k)])));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void GlobalMaxPool_withoutASpatialAxis_isRefused() =>
        Assert.Contains("one spatial axis or more, not [2, 3]", OperatorErrors.Of("globalMaxPool", ["2,3"]).Detail, StringComparison.Ordinal);

    [Fact]
    public void MaxPool_ofNegativeNumbers_neverTakesThePadding()
    {
        var tape = Pool("maxPool", [-3, -1, -2], 2, 1);
        Assert.Equal([-3, -1, -1, -2], tape.ValueOf("y"));
        Assert.Equal([1, 2, 1], tape.GradientOf("x"));
    }

    [Fact]
    public void MaxPool_withATie_reportsTheKinkAtItsWindow()
    {
        var tape = Pool("maxPool", [1, 2, 2, 0], 2, 0);
        var kinks = new List<int>();
        tape.Graph.OutputNode.Kernel!.Branches(tape.Frame(tape.Graph.Output), new BranchRecorder(kinks));
        Assert.Equal([1], kinks);
        Assert.Equal([0, 2, 1, 0], tape.GradientOf("x"));
    }

    [Fact]
    public void AveragePool_atTheBorder_dividesByTheElementsThatThereAre()
    {
        var tape = Pool("averagePool", [2, 4, 6], 2, 1);
        Assert.Equal([2, 3, 5, 6], tape.ValueOf("y"));
        Assert.Equal([1.5, 1, 1.5], tape.GradientOf("x"));
    }

    [Fact]
    public void MaxPool_ofAWindowWithANumberThatIsNone_isNone() => Assert.Equal([double.NaN, double.NaN, 1], Pool("maxPool", [0, 1, 0, 1], 2, 0, 1).ValueOf("y"));

    private static Tape Pool(string op, double[] x, int kernel, int pad, int? notANumber = null)
    {
        var attributes = new Dictionary<string, AttributeValue> { ["kernelShape"] = new AttributeValue.Numbers([kernel]), ["pads"] = new AttributeValue.Numbers([pad, pad]) };
        var graph = GraphSpecs.Graph(GraphSpecs.Spec(GraphSpecs.Node("x", "input"), new NodeSpec("y", op, ["x"], attributes)), new Dictionary<string, Tensor> { ["x"] = new(Shape.Of(1, 1, x.Length), x) });
        if (notANumber is { } element)
        {
            var tape = new Tape(graph);
            tape.Value(0)[element] = double.NaN;
            ForwardPass.Run(tape, TestContext.Current.CancellationToken);
            return tape;
        }

        return GraphSpecs.Differentiate(graph);
    }
}
