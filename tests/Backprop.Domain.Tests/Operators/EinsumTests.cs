using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

public sealed class EinsumTests
{
    public static TheoryData<string> Cases => PyTorchCases.Names("einsum");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Einsum_anyCase_agreesWithPyTorch(string name) => PyTorchCases.AssertAgrees("einsum", name);

    [Theory]
    [InlineData("...ij->ij", "ellipsis")]
    [InlineData("i1->i", "'1'")]
    [InlineData("ij->i->j", "'-'")]
    [InlineData("ij,jk->ik", "for 2 operands, but the node has 1")]
    [InlineData("ii->i", "repeats a letter in 'ii'")]
    [InlineData("ij->ii", "repeats a letter in its result 'ii'")]
    [InlineData("ij->ik", "'k' in its result but in no operand")]
    public void Equation_withAMistake_isNamedWithTheMistake(string equation, string part)
    {
        var issue = OperatorErrors.Of("einsum", ["2,3"], ("equation", new AttributeValue.Text(equation)));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains(equation, issue.Detail, StringComparison.Ordinal);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ij,jk->ik", "2,3", "4,2", "'j' of 'ij,jk->ik' has the extent 3 in an earlier operand, but 4 in this one of shape [4, 2]")]
    [InlineData("ij,j->i", "2,3", "2,3", "'j' of 'ij,j->i' names 1 axis, but the operand of shape [2, 3] has 2")]
    public void Shapes_thatDoNotFitTheEquation_areNamed(string equation, string a, string b, string part)
    {
        var issue = OperatorErrors.Of("einsum", [a, b], ("equation", new AttributeValue.Text(equation)));
        Assert.Equal("shape-mismatch", issue.Code);
        Assert.EndsWith(".inputs[1]", issue.Place.ToString(), StringComparison.Ordinal);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Equation_thatIsVeryLong_isNotQuotedInFull()
    {
        var issue = OperatorErrors.Of("einsum", ["2,3"], ("equation", new AttributeValue.Text(new string('i', 1_000_000))));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.True(issue.Detail.Length < 500);
    }

    [Fact]
    public void Letters_thatDoNotFit_areEachReported()
    {
        var details = new List<string>();
        var binding = new Binding(
            [Shape.Of(2, 3), Shape.Of(3, 2)],
            new NodeAttributes(new Dictionary<string, AttributeValue> { ["equation"] = new AttributeValue.Text("ij,ij->") }),
            (_, detail, _, _) => details.Add(detail));
        Assert.Null(LinearAlgebra.Einsum.Bind(binding));
        Assert.Equal(2, details.Count);
    }

    [Theory]
    [InlineData("ij,jk->ik", new[] { "200,300", "300,400" }, 6, 8)]
    [InlineData("ij->", new[] { "200,300" }, 3.5, 4)]
    [InlineData("i,j,k->", new[] { "20", "30", "400" }, 6, 8)]
    public void Work_ofAnEquationWithTwiceTheExtents_growsAsTheProductOfAllExtents(string equation, string[] shapes, double least, double most)
    {
        Assert.InRange(WorkOf(2) / WorkOf(1), least, most);

        double WorkOf(int factor) => LinearAlgebra.Einsum.Bind(new Binding(
            [.. shapes.Select(s => Shape.Of([.. s.Split(',').Select(extent => factor * int.Parse(extent))]))],
            new NodeAttributes(new Dictionary<string, AttributeValue> { ["equation"] = new AttributeValue.Text(equation) }),
            (_, detail, _, _) => Assert.Fail(detail)))!.Work;
    }

    [Fact]
    public void Contraction_beyondAnyBudget_isRefusedBeforeItIsTried()
    {
        var issue = OperatorErrors.Of("einsum", ["1000,1000", "1000,1000", "1000,1000"], ("equation", new AttributeValue.Text("ij,jk,kl->")));
        Assert.Equal("too-much-work", issue.Code);
    }

    [Fact]
    public void Product_ofSoManyOperandsThatTheirSquareIsBeyondAnyBudget_isRefused()
    {
        var operands = Enumerable.Repeat("x", 100_000).ToArray();
        var attributes = new Dictionary<string, AttributeValue> { ["equation"] = new AttributeValue.Text(string.Join(',', operands.Select(_ => 'i')) + "->") };
        var spec = GraphSpecs.Spec(GraphSpecs.Node("x", "input"), new NodeSpec("y", "einsum", operands, attributes));
        var issue = Assert.Single(GraphSpecs.Build(spec, new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(1, 2) }).Issues);
        Assert.Equal("too-much-work", issue.Code);
    }
}
