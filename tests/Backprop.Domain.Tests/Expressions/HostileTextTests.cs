using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Expressions;

public sealed class HostileTextTests
{
    private const int Depth = 100_000;

    private static readonly ExpressionLimits Generous = new(2_000_000, 2_000_000, 2_000_000);

    [Theory]
    [InlineData("(", "x", ")", 1.5)]
    [InlineData("-", "x", "", 1.5)]
    [InlineData("", "x", "+x", 150_001.5)]
    [InlineData("x*0+(", "x", ")", 1.5)]
    [InlineData("-(", "x", ")", 1.5)]
    [InlineData("abs(", "x", ")", 1.5)]
    [InlineData("max(x,", "x", ")", 1.5)]
    [InlineData("1^", "x", "", 1)]
    [InlineData("1^-", "x", "", 1)]
    [InlineData("1**(", "x", ")", 1)]
    [InlineData("x-(", "x", ")", 1.5)]
    public void Parse_hundredThousandDeep_givesTheValue(string before, string core, string after, double value)
    {
        var result = ExpressionParser.Parse(Repeat(before, Depth) + core + Repeat(after, Depth), [], Generous);
        Assert.Empty(result.Issues);
        var graph = GraphSpecs.Build(result.Spec!, GraphSpecs.Inputs(("x", 1.5)), limits: GraphLimits.Default with { MaxNodes = 2_000_000 }).Graph!;

        Assert.Equal(value, GraphSpecs.Differentiate(graph).Value(graph.Output)[0]);
    }

    [Theory]
    [InlineData("(", "nesting-too-deep", 1, 1_001)]
    [InlineData("abs(", "nesting-too-deep", 1, 4_001)]
    [InlineData("-(\n", "nesting-too-deep", 1_001, 2)]
    [InlineData("[", "array-literal", 1, 1)]
    [InlineData(")", "syntax-error", 1, 1)]
    [InlineData("]", "syntax-error", 1, 1)]
    [InlineData("-", "syntax-error", 1, 100_001)]
    [InlineData("x^", "syntax-error", 1, 200_001)]
    [InlineData("x=", "syntax-error", 1, 4)]
    [InlineData("f(", "unknown-function", 1, 1)]
    [InlineData("max(x,axis=", "syntax-error", 1, 12)]
    [InlineData("max(x,axes=[", "syntax-error", 1, 13)]
    [InlineData("'", "unexpected-string", 1, 1)]
    [InlineData("x,", "syntax-error", 1, 2)]
    [InlineData("((x)", "missing-operator", 1, 5)]
    public void Parse_hundredThousandOfAKind_isAnIssueWithItsPlace(string text, string code, int line, int column)
    {
        var result = ExpressionParser.Parse(Repeat(text, Depth), [], ExpressionLimits.Default with { MaxLength = 2_000_000 });

        Assert.Null(result.Spec);
        var issue = result.Issues[0];
        Assert.Equal((code, line, column), (issue.Code, issue.Place.Line, issue.Place.Column));
    }

    [Theory]
    [InlineData('a')]
    [InlineData('1')]
    [InlineData('0')]
    [InlineData('e')]
    [InlineData('(')]
    [InlineData('-')]
    [InlineData('+')]
    [InlineData('*')]
    [InlineData('/')]
    [InlineData('@')]
    [InlineData('^')]
    [InlineData(')')]
    [InlineData('[')]
    [InlineData(']')]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('=')]
    [InlineData('#')]
    [InlineData('\'')]
    [InlineData('"')]
    [InlineData('.')]
    [InlineData(' ')]
    [InlineData('\n')]
    [InlineData('\r')]
    [InlineData('\0')]
    [InlineData('_')]
    [InlineData('é')]
    [InlineData('\u0301')]
    [InlineData('٣')]
    [InlineData('²')]
    [InlineData('₂')]
    [InlineData('×')]
    [InlineData('{')]
    [InlineData('$')]
    [InlineData('\u200B')]
    [InlineData('\u2028')]
    [InlineData('\uD835')]
    [InlineData('\uDC65')]
    [InlineData('\uFFFF')]
    public void Parse_millionOfOneCharacter_isAnswered(char character)
    {
        var result = ExpressionParser.Parse(new string(character, 1_000_000), [], ExpressionLimits.Default);

        // A million zeros are a number like any other.
        Assert.Equal(character == '0', result.Spec is not null);
        Assert.Equal(character == '0', result.Issues.Count == 0);
        Assert.All(result.Issues, issue => Assert.InRange(issue.Detail.Length, 1, 400));
    }

    [Theory]
    [InlineData("+x")]
    [InlineData(" + x")]
    [InlineData("+\n\n\n  x # comment\n")]
    [InlineData("*(x)")]
    public void Parse_labelsOfALongSum_stayShort(string term)
    {
        var result = ExpressionParser.Parse("(x" + Repeat(term, 50_000) + ")", [], ExpressionLimits.Default);

        Assert.Equal(50_001, result.Spec!.Nodes.Count);
        Assert.All(result.Spec.Nodes, node => Assert.InRange(node.Label!.Length, 1, 121));
    }

    [Fact]
    public void Parse_whiteSpaceBeforeEveryLabel_isReadOnce()
    {
        var result = ExpressionParser.Parse("(x" + new string('\n', 500_000) + Repeat("+x", 100_000) + ")", [], ExpressionLimits.Default);

        Assert.Equal(100_001, result.Spec!.Nodes.Count);
        Assert.Equal("x +x+x", result.Spec.Nodes[2].Label);
    }

    [Fact]
    public void Parse_manyStatements_keepTheirOrder()
    {
        var result = ExpressionParser.Parse(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"a{i + 1} = a{i} + 1\n")), [], ExpressionLimits.Default);
        var graph = GraphSpecs.Graph(result.Spec!, new Dictionary<string, Tensor> { ["a0"] = Tensor.Scalar(0) });

        Assert.Equal(50_000, GraphSpecs.Differentiate(graph).Value(graph.Output)[0]);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
