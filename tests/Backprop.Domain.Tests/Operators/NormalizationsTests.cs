using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

public sealed class NormalizationsTests
{
    public static TheoryData<string> Cases => PyTorchCases.Names("normalization");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operator_anyCase_agreesWithPyTorch(string name) => PyTorchCases.AssertAgrees("normalization", name);

    [Theory]
    [InlineData("batchNormalization", "4", "4", "4", "[examples, channels] or [examples, channels, …], not [4]")]
    [InlineData("batchNormalization", "4,3", "4", "3", "must have the shape [3], one number for each channel, not [4]")]
    [InlineData("instanceNormalization", "4,3", "3", "3", "with one spatial axis or more, not [4, 3]")]
    [InlineData("layerNormalization", "4,3", "3", "4", "must have the shape [3], the shape that is normalised over, not [4]")]
    public void Operands_thatDoNotFit_areToldWhatWould(string op, string x, string scale, string bias, string part)
    {
        var issue = OperatorErrors.Of(op, [x, scale, bias]);
        Assert.Equal("shape-mismatch", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchNormalization_withAMeanButNoVariance_isRefused() =>
        Assert.Contains("give both or neither", OperatorErrors.Of("batchNormalization", ["4,3", "3", "3", "3"]).Detail, StringComparison.Ordinal);

    [Fact]
    public void GroupNormalization_withGroupsThatDoNotDivideTheChannels_saysSo()
    {
        var issue = OperatorErrors.Of("groupNormalization", ["2,4,3", "4", "4"], ("numGroups", new AttributeValue.Number(3)));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains("must divide the 4 channels", issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mask", "ratio", 1, "less than 1")]
    [InlineData("mask", "ratio", -0.1, "at least 0")]
    [InlineData("mask", "seed", 3, "no meaning where the mask is an operand")]
    [InlineData("", "seed", 0.5, "whole number")]
    public void Dropout_withAnAttributeThatDoesNotFit_saysWhy(string mask, string attribute, double value, string part)
    {
        var issue = OperatorErrors.Of("dropout", mask.Length > 0 ? ["3", "3"] : ["3"], (attribute, new AttributeValue.Number(value)));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_withAMaskLargerThanX_isRefused() =>
        Assert.Contains("mask of shape [2, 3] cannot be broadcast to x of shape [3]", OperatorErrors.Of("dropout", ["3", "2,3"]).Detail, StringComparison.Ordinal);

    [Fact]
    public void Dropout_withoutAMask_leavesOutWhereTheDocumentedGeneratorSays()
    {
        var random = new SeededRandom(42);
        var expected = Enumerable.Range(0, 1000).Select(_ => random.NextDouble() < 0.25 ? 0 : 4 / 3.0).ToArray();
        var tape = Dropout(new AttributeValue.Number(42));
        Assert.Equal(expected, tape.ValueOf("y"));
        Assert.Equal(expected, tape.GradientOf("x"));
        Assert.InRange(expected.Count(e => e == 0), 200, 300);
    }

    [Fact]
    public void Dropout_withoutASeed_takesSeed0() =>
        Assert.Equal(Dropout(new AttributeValue.Number(0)).ValueOf("y"), Dropout(seed: null).ValueOf("y"));

    [Fact]
    public void Dropout_ofAnotherSeed_leavesOutOthers() =>
        Assert.NotEqual(Dropout(new AttributeValue.Number(42)).ValueOf("y"), Dropout(new AttributeValue.Number(43)).ValueOf("y"));

    [Fact]
    public void Dropout_withAMaskOfOtherNumbers_namesTheFirst()
    {
        var spec = GraphSpecs.Spec(GraphSpecs.Node("x", "input"), GraphSpecs.Node("m", "input"), GraphSpecs.Node("y", "dropout", "x", "m"));
        var tape = GraphSpecs.Differentiate(GraphSpecs.Graph(spec, new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(1, 2, 3), ["m"] = Tensor.Vector(1, 0.5, 2) }));
        var fault = tape.Graph.OutputNode.Kernel!.FindFault(tape.Frame(tape.Graph.Output));
        Assert.Equal((1, 1), (fault?.Position, fault?.Element));
        Assert.Contains("0.5 is neither 0 nor 1", fault!.Detail, StringComparison.Ordinal);
    }

    private static Backprop.Domain.Differentiation.Tape Dropout(AttributeValue? seed)
    {
        var attributes = new Dictionary<string, AttributeValue> { ["ratio"] = new AttributeValue.Number(0.25) };
        if (seed is not null)
        {
            attributes["seed"] = seed;
        }

        var spec = GraphSpecs.Spec(GraphSpecs.Node("x", "input"), new NodeSpec("y", "dropout", ["x"], attributes));
        return GraphSpecs.Differentiate(GraphSpecs.Graph(spec, new Dictionary<string, Tensor> { ["x"] = Tensor.Filled(Shape.Of(1000), 1) }));
    }
}
