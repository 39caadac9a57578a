using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Training;
using Backprop.Domain.Training.Optimizers;

namespace Backprop.Domain.Tests.Networks;

/// <summary>The tables of members in docs/networks.md and docs/training.md say what the declarations say: which members there are, and their defaults.</summary>
public sealed partial class MemberTablesTests
{
    private static readonly string Networks = Read("networks.md");
    private static readonly string Training = Read("training.md");

    public static TheoryData<string> Layers => [.. LayerCatalog.ByName.Names];

    public static TheoryData<string> Optimizers => [.. OptimizerCatalog.ByName.Names];

    public static TheoryData<string> Decays => [.. LearningRateDecays.ByName.Names];

    public static TheoryData<string> Initializers => [.. Backprop.Domain.Networks.Initializers.ByName.Names];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Networks_tableOfTypes_hasTheMembersAndDefaultsOf(string name)
    {
        var type = LayerCatalog.ByName.Find(name)!;
        var general = type.TakesInitializer ? new[] { "seed" } : [];

        var declared = type.Parameters.Select(p => (p.Name, "")).Concat(Declared(type.Attributes).Where(a => !general.Contains(a.Name)));

        Assert.Equal(declared.Order(), Written(Row(Networks, name)[1]));
    }

    [Fact]
    public void Networks_tableOfTypes_hasNoOtherTypes() =>
        Assert.Equal(LayerCatalog.ByName.Names.Order(), Rows(Networks, "type").SelectMany(row => Name().Matches(row[0])).Select(m => m.Groups[1].Value).Order());

    [Theory]
    [MemberData(nameof(Initializers))]
    public void Networks_textOnWeights_hasTheAttributesAndDefaultsOf(string name) =>
        Assert.Equal(Declared(Backprop.Domain.Networks.Initializers.ByName.Find(name)!.Attributes).Order(), Written(InParentheses(Networks, name)));

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Training_tableOfOptimizers_hasTheAttributesAndDefaultsOf(string name) =>
        Assert.Equal(Declared(OptimizerCatalog.ByName.Find(name)!.Attributes).Order(), Written(Row(Training, name)[2]));

    [Theory]
    [MemberData(nameof(Decays))]
    public void Training_textOnDecays_hasTheAttributesAndDefaultsOf(string name) =>
        Assert.Equal(Declared(LearningRateDecays.ByName.Find(name)!.Attributes).Order(), Written(InParentheses(Training, name)));

    private static IEnumerable<(string Name, string Default)> Declared(IEnumerable<AttributeDefinition> attributes) => attributes.Select(attribute => (attribute.Name, attribute.Default switch
    {
        AttributeValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        AttributeValue.Text text => text.Value,
        AttributeValue.Flag flag => flag.Value ? "true" : "false",
        _ => "",
    }));

    private static IEnumerable<(string Name, string Default)> Written(string text) => Member().Matches(text)
        .Select(m => (m.Groups[1].Value, double.TryParse(m.Groups[2].Value, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : m.Groups[2].Value))
        .Order();

    private static string[] Row(string page, string name) => Rows(page, "type").Concat(Rows(page, "`optimizer`")).First(row => row[0].Contains($"`{name}`", StringComparison.Ordinal));

    private static List<string[]> Rows(string page, string heading) => [.. page.Split("\n\n")
        .Where(block => block.StartsWith($"| {heading} |", StringComparison.Ordinal))
        .SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2))
        .Select(row => row.Split('|').Skip(1).Select(cell => cell.Trim()).ToArray())];

    /// <summary>What stands in parentheses behind a name; nothing where it is followed by something else.</summary>
    private static string InParentheses(string page, string name) => Assert.Single(Regex.Matches(page, $@"`{name}`(?: \((`[^)]+)\))?[,.:]?(?= )")
        .Select(m => m.Groups[1].Value)
        .Distinct());

    private static string Read(string page, [CallerFilePath] string path = "") => File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", page)));

    [GeneratedRegex(@"`(\w+)`(?:(?: [^ `,=]+)? = ([^ ,;)]+))?")]
    private static partial Regex Member();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex Name();
}
