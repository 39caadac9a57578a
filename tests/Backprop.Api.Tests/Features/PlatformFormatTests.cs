using System.Text.Json;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

/// <summary>Field names are those of the platforms' own documentation.</summary>
public sealed class PlatformFormatTests
{
    // The right gradients are irregular numbers, so that they can be searched for: x 28.4036…, y 9.1961…, u 10.5327…
    private const string Body = """
        { "expression": "u = x * y; f = exp(u)", "inputs": { "x": 0.8731, "y": 2.6967 }, "policy": { "weights": { "gradients.x": 3 } },
          "answer": { "gradients": { "x": -28.3982, "y": 9.1945, "u": "</td><script>alert(1)</script>" } } }
        """;

    [Fact]
    public async Task Gradescope_grade_hasTestsWithScoresOutOfTheirWeights()
    {
        var results = await Post("gradescope");
        var test = results.GetProperty("tests")[0];
        Assert.Equal(("gradients.x", 0.0, 3.0, "failed", "visible"), (Text(test, "name"), Number(test, "score"), Number(test, "max_score"), Text(test, "status"), Text(test, "visibility")));
        Assert.Equal("visible", Text(results, "visibility"));
        Assert.NotEqual("", Text(results, "output"));
    }

    [Fact]
    public async Task PrairieLearn_grade_hasAScoreOfOneAndTestsWithPoints()
    {
        var results = await Post("prairielearn");
        Assert.True(results.GetProperty("gradable").GetBoolean());
        Assert.Equal(0.2, Number(results, "score"), 1e-12);
        var test = results.GetProperty("tests")[1];
        Assert.Equal(("gradients.y", 1.0, 1.0), (Text(test, "name"), Number(test, "points"), Number(test, "max_points")));
    }

    [Fact]
    public async Task CodeRunner_grade_hasAFractionAndATableWhoseMarkupIsItsOwn()
    {
        var results = await Post("coderunner");
        Assert.Equal(0.2, Number(results, "fraction"), 1e-12);
        Assert.Equal("""["iscorrect","Part","Mark","Comment","iscorrect"]""", results.GetProperty("testresults")[0].GetRawText());
        Assert.Equal(3, results.GetProperty("columnformats").GetArrayLength());
        Assert.DoesNotContain("<script", results.GetProperty("prologuehtml").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LtiAgs_grade_isTheBodyOfAScore()
    {
        var results = await Post("lti-ags&userId=u-1&timestamp=2026-02-01T12:00:00.000Z");
        Assert.Equal(("u-1", "2026-02-01T12:00:00.000Z", "Completed", "FullyGraded"), (Text(results, "userId"), Text(results, "timestamp"), Text(results, "activityProgress"), Text(results, "gradingProgress")));
        Assert.Equal((0.2, 1.0), (Math.Round(Number(results, "scoreGiven"), 12), Number(results, "scoreMaximum")));
    }

    [Theory]
    [InlineData("gradscope", "unknown-choice")]
    [InlineData("lti-ags", "missing-parameter")]
    [InlineData("lti-ags&userId=u&timestamp=yesterday", "wrong-type")]
    public async Task Formats_whatCannotBeWritten_isRefused(string format, string code)
    {
        var answer = await Service.Default.Post("/v1/grades?format=" + format, Body);
        Assert.Equal(400, answer.Status);
        Assert.Equal(code, answer.Issues[0].Code);
    }

    [Theory]
    [InlineData("gradescope")]
    [InlineData("prairielearn")]
    [InlineData("coderunner")]
    [InlineData("lti-ags&userId=u&timestamp=2026-02-01T12:00:00.000Z")]
    public async Task Formats_all_holdNoKeyNumberAndStaySmall(string format)
    {
        var answer = await Service.Default.Post("/v1/grades?format=" + format, Body);
        Assert.DoesNotContain("28.4", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("10.53", answer.Text, StringComparison.Ordinal);
        var parts = string.Join(", ", Enumerable.Range(0, 5000).Select(i => $"\"n{i}\": \"no formula (((\""));
        var nodes = string.Join("; ", Enumerable.Range(0, 5000).Select(i => i == 0 ? "n0 = sin(x)" : $"n{i} = sin(n{i - 1})"));
        var large = await Service.Default.Post("/v1/grades?format=" + format, $$"""{ "expression": "{{nodes}}", "inputs": { "x": 1 }, "answer": { "gradients": { {{parts}} } } }""");
        Assert.Equal(200, large.Status);
        Assert.InRange(large.Body.Length, 1, 1_000_000);
    }

    private static async Task<JsonElement> Post(string format)
    {
        var answer = await Service.Default.Post("/v1/grades?format=" + format, Body);
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
