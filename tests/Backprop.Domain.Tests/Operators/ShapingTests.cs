using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

public sealed class ShapingTests
{
    public static TheoryData<string> Cases => PyTorchCases.Names("shaping");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operator_anyCase_agreesWithPyTorch(string name) => PyTorchCases.AssertAgrees("shaping", name);

    [Theory]
    [InlineData("reshape", "2,3", "shape", new double[] { 4, 2 }, "has 8 elements, but the operand of shape [2, 3] has 6")]
    [InlineData("reshape", "2,3", "shape", new double[] { -1, -1 }, "more than one -1")]
    [InlineData("reshape", "2,3", "shape", new double[] { 4, -1 }, "cannot be divided by 4")]
    [InlineData("reshape", "2,3", "shape", new double[] { 0, -1 }, "cannot be divided by 0")]
    [InlineData("reshape", "2,3", "shape", new double[] { 0, 6 }, "has 0 elements")]
    [InlineData("reshape", "2,3", "shape", new[] { 2147483647.0, 2147483647, 2147483647 }, "has 9223372036854775807 elements")]
    [InlineData("reshape", "2,3", "shape", new double[] { -2, 3 }, "at least -1")]
    [InlineData("squeeze", "1,3", "axes", new double[] { 1 }, "axis 1 of [1, 3] has extent 3")]
    [InlineData("squeeze", "1,3", "axes", new double[] { 2 }, "axis 2 is out of range: an operand of shape [1, 3] has the axes -2 to 1")]
    [InlineData("squeeze", "1,3", "axes", new double[] { 0, -2 }, "named twice")]
    [InlineData("unsqueeze", "3", "axes", new double[] { 2 }, "a result of rank 2 has the axes -2 to 1")]
    [InlineData("expand", "2,3", "shape", new double[] { 2, 4 }, "[2, 3] cannot be expanded to [2, 4]")]
    [InlineData("expand", "2,3", "shape", new double[] { 0, 3 }, "at least 1")]
    [InlineData("pad", "2,3", "pads", new double[] { 1, 1 }, "needs 4 numbers")]
    [InlineData("pad", "3", "pads", new double[] { -1, 1 }, "at least 0")]
    [InlineData("tile", "3", "repeats", new double[] { 0 }, "at least 1")]
    public void Attribute_thatDoesNotFitTheOperand_saysWhatWould(string op, string shape, string attribute, double[] value, string part)
    {
        var issue = OperatorErrors.Of(op, [shape], (attribute, new AttributeValue.Numbers(value)));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flatten", 3, "axis 3 must be from -2 to 2 for the shape [2, 3]")]
    [InlineData("concat", 2, "axis 2 is out of range: an operand of shape [2, 3] has the axes -2 to 1")]
    public void Axis_outOfRange_namesTheRange(string op, double axis, string part)
    {
        var issue = OperatorErrors.Of(op, ["2,3"], ("axis", new AttributeValue.Number(axis)));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2,3", "2,4", "[2, 3] and [2, 4] cannot be joined along axis 0")]
    [InlineData("2,3", "3", "[2, 3] and [3]")]
    [InlineData("", "3", "Numbers have no axis")]
    public void Concat_ofShapesThatDoNotFit_namesThem(string a, string b, string part)
    {
        var issue = OperatorErrors.Of("concat", [a, b]);
        Assert.Equal("shape-mismatch", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Slice_thatIsEmpty_isAShapeError()
    {
        var issue = OperatorErrors.Of("slice", ["5"], ("starts", new AttributeValue.Numbers([3])), ("ends", new AttributeValue.Numbers([-2])));
        Assert.Equal("shape-mismatch", issue.Code);
        Assert.Contains("3:-2 of axis 0 of [5] is empty", issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ends", new double[] { 1, 2 }, "ends has 2 numbers, but starts has 1")]
    [InlineData("axes", new double[] { 1 }, "axis 1 is out of range")]
    [InlineData("steps", new double[] { 0 }, "at least 1")]
    [InlineData("steps", new double[] { -1 }, "at least 1")]
    public void Slice_withListsThatDoNotFit_saysWhich(string attribute, double[] value, string part)
    {
        var attributes = new Dictionary<string, AttributeValue> { ["starts"] = new AttributeValue.Numbers([0]), ["ends"] = new AttributeValue.Numbers([4]) };
        attributes[attribute] = new AttributeValue.Numbers(value);
        var issue = OperatorErrors.Of("slice", ["5"], [.. attributes.Select(a => (a.Key, a.Value))]);
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expand", "shape")]
    [InlineData("tile", "repeats")]
    public void Result_farOverTheLimit_isRefusedBeforeAnythingIsAllocated(string op, string attribute)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var issue = OperatorErrors.Of(op, ["1"], (attribute, new AttributeValue.Numbers([100_000, 100_000])));
        Assert.Equal("tensor-too-large", issue.Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void Attribute_withAMillionNumbers_isRefusedWithoutQuotingThem()
    {
        var issue = OperatorErrors.Of("reshape", ["1"], ("shape", new AttributeValue.Numbers([.. Enumerable.Repeat(1.0, 1_000_000)])));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains("at most 256 numbers", issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Pad_toAnExtentBeyondAllIntegers_isRefusedAsTooLarge() =>
        Assert.Equal("tensor-too-large", OperatorErrors.Of("pad", ["3"], ("pads", new AttributeValue.Numbers([int.MaxValue, int.MaxValue]))).Code);

    [Theory]
    [InlineData(3)]
    [InlineData(-4)]
    [InlineData(0.5)]
    public void Gather_indexThatIsNone_isFoundWithItsPlaceAndTheRange(double index)
    {
        var tape = Gather(index);
        var fault = tape.Graph.OutputNode.Kernel!.FindFault(tape.Frame(tape.Graph.Output));
        Assert.Equal((1, 1), (fault?.Position, fault?.Element));
        Assert.Contains("axis 0 of extent 3 it must be a whole number from -3 to 2", fault!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Gather_atAnIndexOutOfRange_isNotANumberThereAndGivesNoGradientForIt()
    {
        var tape = Gather(7);
        Assert.Equal([20, double.NaN], tape.ValueOf("y"));
        Assert.Equal([0, 1, 0], tape.GradientOf("a"));
    }

    [Fact]
    public void Gather_atWholeIndicesInRange_hasNoFault()
    {
        var tape = Gather(-3);
        Assert.Null(tape.Graph.OutputNode.Kernel!.FindFault(tape.Frame(tape.Graph.Output)));
        Assert.Equal([20, 10], tape.ValueOf("y"));
    }

    private static Backprop.Domain.Differentiation.Tape Gather(double index)
    {
        var spec = GraphSpecs.Spec(GraphSpecs.Node("a", "input"), GraphSpecs.Node("i", "input"), GraphSpecs.Node("y", "gather", "a", "i"));
        return GraphSpecs.Differentiate(GraphSpecs.Graph(spec, new Dictionary<string, Tensor> { ["a"] = Tensor.Vector(10, 20, 30), ["i"] = Tensor.Vector(1, index) }));
    }
}
