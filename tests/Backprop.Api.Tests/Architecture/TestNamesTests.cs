using System.Text.RegularExpressions;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Architecture;

/// <summary>A test's name says what is tested, under which condition, and what comes of it.</summary>
public sealed partial class TestNamesTests
{
    [Fact]
    public void TestNames_everyTest_haveMethodConditionAndResult()
    {
        var sources = Sources.Files("tests").Select(file => (File: Path.GetFileName(file), Text: File.ReadAllText(file))).ToList();
        var tests = sources.SelectMany(source => Tests().Matches(source.Text).Select(test => (source.File, Name: test.Groups[1].Value))).ToList();
        Assert.True(tests.Count > 600, "Too few tests were found to mean anything.");
        Assert.Equal(sources.Sum(source => Attributes().Count(source.Text)), tests.Count);

        Assert.Empty(tests.Where(test => !Style().IsMatch(test.Name)).Select(test => $"{test.File}: {test.Name}"));
    }

    [Theory]
    [InlineData("Derive")]
    [InlineData("Derive_isRefused")]
    [InlineData("Derive_aFork_sums_overThePaths")]
    [InlineData("Derive_a_fork_sums_over_the_paths")]
    [InlineData("derive_fork_sumsOverThePaths")]
    [InlineData("Derive_Fork_SumsOverThePaths")]
    public void TestNames_ofAnotherStyle_areFound(string name) => Assert.DoesNotMatch(Style(), name);

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*(?:_[a-z0-9][A-Za-z0-9]*){2}\z")]
    private static partial Regex Style();

    [GeneratedRegex(@"^ *\[(?:Fact|Theory)\b", RegexOptions.Multiline)]
    private static partial Regex Attributes();

    /// <summary>A test from its attribute to its name; what stands between are further attributes.</summary>
    [GeneratedRegex(@"^ *\[(?:Fact|Theory)\b[\s\S]*?(?:^ *|\] *)public (?:[\w<>?\[\]., ]+ )(\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Tests();
}
