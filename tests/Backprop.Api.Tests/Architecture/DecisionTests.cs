using System.Text.RegularExpressions;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Architecture;

/// <summary>A decision is found from the code that it explains, and from the index.</summary>
public sealed partial class DecisionTests
{
    private static readonly string Folder = Path.Combine(Sources.Root, "docs", "decisions");

    private static readonly List<string> Decisions = [.. Directory.EnumerateFiles(Folder, "0*.md").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static readonly HashSet<string> Named = [.. CodeFiles().SelectMany(file => Link().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))];

    [Fact]
    public void Index_everyDecision_listsItOnceByItsTitle()
    {
        var listed = IndexEntry().Matches(File.ReadAllText(Path.Combine(Folder, "README.md"))).Select(match => (Title: match.Groups[1].Value, File: match.Groups[2].Value)).ToList();

        Assert.Equal(Decisions, listed.Select(entry => entry.File).Order(StringComparer.Ordinal));
        Assert.All(listed, entry => Assert.Equal($"# {entry.Title}", File.ReadLines(Path.Combine(Folder, entry.File)).First()));
    }

    [Fact]
    public void Decision_any_isNamedInTheCodeThatItExplains() => Assert.Empty(Decisions.Except(Named));

    [Fact]
    public void Decision_namedInCode_exists() => Assert.Empty(Named.Except(Decisions));

    private static IEnumerable<string> CodeFiles() =>
        new[] { "src", "bench", "tests" }.SelectMany(Sources.Files)
            .Concat(Directory.EnumerateFiles(Path.Combine(Sources.Root, "src"), "*.targets", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Sources.Root, "web", "src"), "*.ts*", SearchOption.AllDirectories));

    [GeneratedRegex(@"docs/decisions/(\d{4}-[a-z0-9-]+\.md)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^- \[(.+)\]\((\d{4}-[a-z0-9-]+\.md)\)$", RegexOptions.Multiline)]
    private static partial Regex IndexEntry();
}
