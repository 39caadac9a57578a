using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Expressions;

/// <summary>What the graph builder finds in an expression has its line and column too.</summary>
public sealed class LocationTests
{
    private static readonly Dictionary<string, Tensor> Inputs = new() { ["x"] = Tensor.Vector(1, 2, 3), ["y"] = Tensor.Vector(1, 2) };

    [Theory]
    [InlineData("q = 2*x\nf = q + (y*1)", "shape-mismatch", 2, 9)]
    [InlineData("f = abs(x, x) * 2", "arity", 1, 5)]
    [InlineData("f = sub(x) * y", "arity", 1, 5)]
    [InlineData("f = abs()", "arity", 1, 5)]
    [InlineData("f = relu(x,\n  slope = 2)", "unknown-attribute", 2, 3)]
    [InlineData("f = leakyRelu(x, alpha=0.1) +\t\u00A0leakyRelu(x, Alpha=[1])", "invalid-attribute", 1, 45)]
    [InlineData("f = dropout(x, ratio = 1)", "invalid-attribute", 1, 16)]
    public void Build_issuesOfAnExpression_carryLineAndColumn(string text, string code, int line, int column)
    {
        var spec = Parsing.Spec(text, "x", "y");
        var issue = Assert.Single(GraphSpecs.Build(spec, Inputs.Where(i => spec.Nodes.Any(n => n.Id == i.Key)).ToDictionary()).Issues);

        Assert.Equal((code, "expression", line, column), (issue.Code, issue.Place.ToString(), issue.Place.Line, issue.Place.Column));
    }

    [Fact]
    public void Build_inputThatTheTextAssigns_isRefusedWithTheReason()
    {
        var issue = Assert.Single(GraphSpecs.Build(Parsing.Spec("q = x + 1; f = q*2", "x", "q"), GraphSpecs.Inputs(("x", 1), ("q", 2))).Issues);

        Assert.Equal(("extra-input", "inputs.q"), (issue.Code, issue.Place.ToString()));
        Assert.Contains("computed by add", issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_attributeWithoutItsName_isRefusedWithTheNames() =>
        Assert.Equal(
            "softmax takes 1 operand, not 2. Its attributes (axis) are given by name.",
            Assert.Single(GraphSpecs.Build(Parsing.Spec("softmax(x, 0)", "x"), GraphSpecs.Inputs(("x", 1))).Issues).Detail);

    [Theory]
    [InlineData("hidden = x*2; f = hiden + 1", "Did you mean 'hidden'?")]
    [InlineData("q = x*2; f = Q + 1", "Did you mean 'q'?")]
    [InlineData("x1 = x*2; f = x2 + x1", "under inputs.")]
    public void Build_misspeltName_isAMissingInputWithTheNameThatWasMeant(string text, string end) =>
        Assert.EndsWith(end, Assert.Single(GraphSpecs.Build(Parsing.Spec(text), GraphSpecs.Inputs(("x", 1))).Issues).Detail, StringComparison.Ordinal);

    [Fact]
    public void Build_nameWithoutAValue_isAMissingInput()
    {
        var issue = Assert.Single(GraphSpecs.Build(Parsing.Spec("x*yy", "x"), GraphSpecs.Inputs(("x", 1))).Issues);

        Assert.Equal(("missing-input", "inputs.yy"), (issue.Code, issue.Place.ToString()));
    }

    [Fact]
    public void Locator_everyPartOfANode_isKnown()
    {
        var spec = Parsing.Spec("a = x*2\n  bb = max((x + 1), -a, axis=0)\ncc = bb");
        var node = spec.Nodes.Index().Single(n => n.Item.Id == "bb").Index;
        var alias = spec.Nodes.Count - 1;
        var one = spec.Nodes.Index().Single(n => n.Item.Id == "c2").Index;

        Assert.Equal(
            [(2, 8), (2, 3), (2, 8), (2, 12), (2, 21), (2, 25), (2, 8), (2, 17), (3, 6), (3, 1), (3, 6), (1, 1), (3, 1)],
            new[]
            {
                spec.Locator.Node(node), spec.Locator.Member(node, "id"), spec.Locator.Member(node, "op"), spec.Locator.Operand(node, 0), spec.Locator.Operand(node, 1), spec.Locator.Attribute(node, "AXIS"),
                spec.Locator.Attribute(node, "alpha"), spec.Locator.Member(one, "value"), spec.Locator.Node(alias), spec.Locator.Member(alias, "id"), spec.Locator.Operand(alias, 0),
                spec.Locator.Nodes, spec.Locator.Output,
            }.Select(l => (l.Line!.Value, l.Column!.Value)));
    }
}
