using Backprop.Domain.Operators;

namespace Backprop.Domain.Tests.Operators;

public sealed class LinearAlgebraTests
{
    public static TheoryData<string> Cases => PyTorchCases.Names("linear-algebra");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operator_anyCase_agreesWithPyTorch(string name) => PyTorchCases.AssertAgrees("linear-algebra", name);

    [Theory]
    [InlineData("2,3", "4,2", "[2, 3] and [4, 2]", "last axis of the first (3)", "second (4). The other order would fit.")]
    [InlineData("2,3", "2,3", "[2, 3] and [2, 3]", "(2)", "transB")]
    [InlineData("3,2", "3,4", "[3, 2] and [3, 4]", "(3)", "transA")]
    [InlineData("2,3", "4", "[2, 3] and [4]", "only axis", "(4)")]
    [InlineData("", "2,2", "is a number", "mul", "rank 1")]
    [InlineData("2,2,3", "3,3,2", "[2]", "[3]", "broadcast")]
    public void MatMul_ofShapesThatDoNotFit_namesThemAndWhatWould(string a, string b, params string[] parts)
    {
        var issue = OperatorErrors.Of("matMul", [a, b]);
        Assert.Equal("shape-mismatch", issue.Code);
        Assert.All(parts, part => Assert.Contains(part, issue.Detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2,3", "2,3", "", "[2, 3] and [2, 3] do not fit: 3 columns on the left, 2 rows on the right")]
    [InlineData("3", "3,2", "", "must be matrices")]
    [InlineData("2,3", "3,4", "3", "[3] of c cannot be broadcast to that of the product, [2, 4]")]
    [InlineData("2,3", "3,4", "2,2,4", "[2, 2, 4] of c cannot be broadcast")]
    public void Gemm_ofShapesThatDoNotFit_namesThem(string a, string b, string c, string part)
    {
        var issue = OperatorErrors.Of("gemm", [a, b, c]);
        Assert.Equal("shape-mismatch", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("axis 0 is named twice", 0, 0)]
    [InlineData("axis 2 is out of range: an operand of shape [2, 3] has the axes -2 to 1", 0, 2)]
    [InlineData("each of the 2 axes of [2, 3] once; it names 1", 0)]
    [InlineData("each of the 2 axes of [2, 3] once; it names 3", 0, 1, 2)]
    public void Transpose_withAPermThatIsNone_saysWhy(string part, params int[] permutation)
    {
        var issue = OperatorErrors.Of("transpose", ["2,3"], ("perm", new AttributeValue.Numbers([.. permutation.Select(p => (double)p)])));
        Assert.Equal("invalid-attribute", issue.Code);
        Assert.Contains(part, issue.Detail, StringComparison.Ordinal);
    }
}
