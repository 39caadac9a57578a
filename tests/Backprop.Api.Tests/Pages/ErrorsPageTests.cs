using System.Text.RegularExpressions;
using Backprop.Api.Errors;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Pages;

public sealed partial class ErrorsPageTests
{
    [Fact]
    public async Task Page_everyCode_hasOneSection()
    {
        var page = await Service.Default.Get("/errors");
        Assert.Equal("text/html; charset=utf-8", page.Response.Content.Headers.ContentType?.ToString());
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        var sections = Section().Matches(page.Text).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(sections.Distinct(), sections);
        Assert.Equal(
            Problems.All.Select(p => p.Code).Concat(Issues.All.SelectMany(g => g.Kinds).Select(k => k.Code)).Distinct().Order(StringComparer.Ordinal),
            sections.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Catalogue_codes_areUniqueWithinProblemsAndWithinIssues()
    {
        var issues = Issues.All.SelectMany(g => g.Kinds).Select(k => k.Code).ToList();
        Assert.Equal(issues.Distinct(), issues);
        var problems = Problems.All.Select(p => p.Code).ToList();
        Assert.Equal(problems.Distinct(), problems);
    }

    /// <summary>The sources are read for codes where issues are made, so that no path that tests do not take has a code nobody explains.</summary>
    [Fact]
    public void Catalogue_everyCodeInTheSources_isExplained()
    {
        var known = Issues.All.SelectMany(g => g.Kinds).Select(k => k.Code).ToHashSet();
        var found = new HashSet<string>();
        string[] sources = ["src/Backprop.Api", "src/Backprop.Domain/Graphs", "src/Backprop.Domain/Operators", "src/Backprop.Domain/Expressions"];
        foreach (var file in sources.SelectMany(Sources.Files))
        {
            foreach (Match match in Code().Matches(File.ReadAllText(file)))
            {
                found.Add(match.Groups[1].Value);
            }
        }

        Assert.True(found.Count > 30, "The pattern finds too few codes to mean anything.");
        Assert.Empty(found.Except(known).Order());
    }

    [GeneratedRegex("<section id=\"([^\"]+)\">")]
    private static partial Regex Section();

    /// <summary>A code as the first or second argument of what makes issues.</summary>
    [GeneratedRegex("\\b(?:Report|Fail|FailAt|Issue\\.At|new Issue|_report|TensorDefect)\\((?:[^\"();]|\\([^()]*\\)|\\[[^\\]]*\\])*\"([a-z]+(?:-[a-z]+)*)\"\\s*,")]
    private static partial Regex Code();
}
