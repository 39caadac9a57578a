using System.Text.Json;
using System.Text.RegularExpressions;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

/// <summary>The page about grading is true: its exercise gets the mark that stands beside it.</summary>
public sealed partial class GradingPageTests
{
    private static readonly string Page = Read();

    [Fact]
    public async Task Page_exercise_getsTheMarkThatItSays()
    {
        var request = Request().Match(Page).Groups[1].Value;
        var expected = JsonElement.Parse(Answered().Match(Page).Groups[1].Value);
        var answer = await Service.Default.Post("/v1/grades", request);
        Assert.Equal(200, answer.Status);
        AssertHolds(expected, answer.Json, "");
    }

    /// <summary>Whether everything that the page shows is in the answer; items are found by their part.</summary>
    private static void AssertHolds(JsonElement expected, JsonElement actual, string place)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in expected.EnumerateObject())
                {
                    AssertHolds(member.Value, actual.GetProperty(member.Name), $"{place}/{member.Name}");
                }

                break;
            case JsonValueKind.Array when place.EndsWith("/items", StringComparison.Ordinal):
                foreach (var item in expected.EnumerateArray())
                {
                    var part = item.GetProperty("part").GetString();
                    AssertHolds(item, actual.EnumerateArray().Single(i => i.GetProperty("part").GetString() == part), $"{place}/{part}");
                }

                break;
            case JsonValueKind.Number:
                Assert.Equal(expected.GetDouble(), actual.GetDouble(), 1e-12);
                break;
            default:
                Assert.True(JsonElement.DeepEquals(expected, actual), $"{place}: {actual}");
                break;
        }
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(GradingPageTests).Assembly.GetManifestResourceStream("docs.grading.md")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("```json POST /v1/grades\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Request();

    [GeneratedRegex("```json answer\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Answered();
}
