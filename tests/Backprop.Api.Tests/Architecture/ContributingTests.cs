using System.Text.RegularExpressions;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Architecture;

/// <summary>The changes that CONTRIBUTING.md shows can be made to the repository as it is.</summary>
public sealed partial class ContributingTests
{
    [Fact]
    public void Diffs_ofTheWalkThroughs_fitTheFilesThatTheyName()
    {
        var files = Diffs().Matches(File.ReadAllText(Path.Combine(Sources.Root, "CONTRIBUTING.md")))
            .SelectMany(block => Files().Matches(block.Groups[1].Value))
            .ToList();
        Assert.True(files.Count > 8, "Too few changes were found to mean anything.");
        foreach (var (name, isNew, hunks) in files.Select(file => (file.Groups["name"].Value, file.Groups["old"].Value == "/dev/null", file.Groups["hunks"].Value)))
        {
            var path = Path.Combine(Sources.Root, name);
            Assert.NotEqual(isNew, File.Exists(path));
            Assert.True(Directory.Exists(Path.GetDirectoryName(path)) || hunks.Contains("IEndpointRouteBuilder", StringComparison.Ordinal), $"{name} has no folder.");
            foreach (var hunk in isNew ? [] : hunks.Split("@@ -").Skip(1))
            {
                var lines = hunk.Split('\n').Skip(1).Where(line => line.Length == 0 || line[0] is ' ' or '-').Select(line => line.Length == 0 ? "" : line[1..]);
                Assert.Contains(string.Join('\n', lines).TrimEnd('\n') + "\n", File.ReadAllText(path), StringComparison.Ordinal);
            }
        }
    }

    [GeneratedRegex(@"```diff\n([\s\S]*?)```")]
    private static partial Regex Diffs();

    [GeneratedRegex(@"--- (?:a/)?(?<old>\S+)\n\+\+\+ b/(?<name>\S+)\n(?<hunks>(?:@@[^\n]*\n(?:(?!--- )[ +-][^\n]*\n|\n)*)+)")]
    private static partial Regex Files();
}
