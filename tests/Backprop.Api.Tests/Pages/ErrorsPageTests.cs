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
        var calls = new[] { "src/Backprop.Api", "src/Backprop.Domain" }
            .SelectMany(Sources.Files)
            .SelectMany(file => Call().Matches(File.ReadAllText(file)))
            .Select(call => Code().Matches(call.Value).Select(code => code.Groups[1].Value).ToList())
            .Where(codes => codes.Count > 0)
            .ToList();

        // Two warnings about layers, and one mistake in a student's formula, of which only the words are shown.
        known.UnionWith(["dead-units", "saturated-units", "unknown-name"]);
        Assert.True(calls.Count > 100, "The pattern finds too few codes to mean anything.");
        Assert.Empty(calls.Where(codes => !codes.Exists(known.Contains)).Select(codes => string.Join(", ", codes)).Distinct());
    }

    [GeneratedRegex("<section id=\"([^\"]+)\">")]
    private static partial Regex Section();

    /// <summary>A call of what makes issues, to its detail.</summary>
    [GeneratedRegex("\\b(?:Report|Fail|FailAt|new (?:Problem)?Issue|report|_report|Refuse|TensorDefect)\\((?:[^;{}]|\\{[^{}]*\\}){0,300}")]
    private static partial Regex Call();

    /// <summary>What may be a code among the call's arguments; a member's name may stand before it.</summary>
    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)*)\"\\s*,")]
    private static partial Regex Code();
}
