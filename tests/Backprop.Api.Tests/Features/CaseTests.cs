using System.Text.Json;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

/// <summary>Whole requests whose every value and gradient PyTorch computed in float64, through HTTP.</summary>
public sealed class CaseTests
{
    private static readonly Dictionary<string, JsonElement> Cases = new[] { "operators", "random-graphs" }.SelectMany(Read).ToDictionary(c => c.GetProperty("name").GetString()!);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Gradients_referenceCase_givesEveryValueAndGradient(string name)
    {
        var item = Cases[name];
        var answer = await Service.Default.Post(item.GetProperty("endpoint").GetString()!, item.GetProperty("request").GetRawText());
        Assert.Equal(200, answer.Status);
        Expectation.Met(answer.Json, item.GetProperty("expect"), item.GetProperty("tolerance"));
    }

    private static IEnumerable<JsonElement> Read(string file)
    {
        var assembly = typeof(CaseTests).Assembly;
        using var stream = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith(file + ".json", StringComparison.Ordinal)))!;
        return [.. JsonDocument.Parse(stream).RootElement.EnumerateArray()];
    }
}
