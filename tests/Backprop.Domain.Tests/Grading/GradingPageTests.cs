using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Backprop.Domain.Grading;

namespace Backprop.Domain.Tests.Grading;

/// <summary>docs/grading-inside.md and the code say the same.</summary>
public sealed partial class GradingPageTests
{
    private static readonly string Page = Read();

    [Fact]
    public void Page_everyStageAndStep_isAMethodOfTheGrader()
    {
        var steps = Method().Matches(Page).Select(m => (Type: m.Groups[1].Value, Method: m.Groups[2].Value)).ToList();
        Assert.True(steps.Count >= 11);
        Assert.All(steps, step =>
        {
            var type = Assert.Single(typeof(Grader).Assembly.GetTypes(), t => t.Name == step.Type);
            Assert.Contains(type.GetMethods((System.Reflection.BindingFlags)(-1)), m => m.Name == step.Method && m.DeclaringType == type);
        });
    }

    [Fact]
    public void Page_stages_standInTheOrderInWhichAGraderRunsThem()
    {
        var source = File.ReadAllText(Path.Combine(Root(), "src", "Backprop.Domain", "Grading", "Grader.cs"));
        var order = Stage().Matches(Page).Select(m => m.Groups[1].Value).Where(s => s != "Exercise.Compile").Select(s => s.Replace("OwnPasses.", "_passes.", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, order.Count);
        Assert.Equal(order, order.OrderBy(stage => source.IndexOf(stage + "(", StringComparison.Ordinal)));
        Assert.All(order, stage => Assert.Contains(stage + "(", source, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_everyFinding_isListedWithItsVerdict()
    {
        var findings = typeof(Finding).GetNestedTypes().Where(t => !t.IsAbstract).Select(t => t.Name).Order(StringComparer.Ordinal);
        var rows = Row().Matches(Page).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        Assert.Equal(findings, rows.Keys.Order(StringComparer.Ordinal));
        Finding[] some = [new Finding.Missing(), new Finding.Invalid(""), new Finding.Correct([1]), new Finding.Coincidence([1]), new Finding.Incorrect([1], []), new Finding.CorrectSubgradient([1], [], [1]), new Finding.FollowsThrough([1], [], [1]), new Finding.Diagnosed([1], [], null, [])];
        Assert.All(some, finding => Assert.Equal(finding.Verdict.ToString(), rows[finding.GetType().Name].Replace("-", "", StringComparison.Ordinal), ignoreCase: true));
    }

    private static string Read() => File.ReadAllText(Path.Combine(Root(), "docs", "grading-inside.md"));

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));

    [GeneratedRegex(@"`([A-Z]\w+)\.([A-Z]\w+)`")]
    private static partial Regex Method();

    [GeneratedRegex(@"^\| `([A-Z]\w+\.\w+)`", RegexOptions.Multiline)]
    private static partial Regex Stage();

    [GeneratedRegex(@"^\| `([A-Z]\w+)` \| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
