using static Backprop.Domain.Tests.Expressions.Parsing;

namespace Backprop.Domain.Tests.Expressions;

/// <summary>The page about the language is true: each of its examples gives what stands beside it.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string, string> Examples() => [.. Rows("expression", 2).Select(row => (row[0], row[1]))];

    public static TheoryData<string, string, string> Mistakes() => [.. Rows("text", 3).Select(row => (row[0], row[1], row[2]))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Page_example_hasTheNodesItSays(string text, string nodes) => Assert.Equal(nodes, Outline(Spec(text)));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Page_mistake_isAnsweredAsItSays(string text, string code, string detail)
    {
        var issue = Assert.Single(Parse(text).Issues);

        Assert.Equal(code, issue.Code);
        Assert.Contains(detail, issue.Detail, StringComparison.Ordinal);
    }

    private static List<string[]> Rows(string heading, int columns)
    {
        using var reader = new StreamReader(typeof(DocumentationTests).Assembly.GetManifestResourceStream("docs.expressions.md")!);
        return [.. reader.ReadToEnd().Split("\n\n")
            .Where(block => block.StartsWith($"| {heading} |", StringComparison.Ordinal))
            .SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2))
            .Select(row => row.Split('|').Skip(1).Take(columns).Select(cell => cell.Trim().Trim('`')).ToArray())];
    }
}
