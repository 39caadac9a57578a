using System.Net.Http.Headers;
using System.Text.Json;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

public sealed class GradeBatchesTests
{
    private const string Exercise = """ "expression": "q = x + y; f = q * z", "inputs": { "x": -2, "y": 5, "z": -4 } """;
    private const string Right = """{ "id": "right", "answer": { "gradients": { "x": -4, "y": -4 } } }""";
    private const string Slip = """{ "id": "slip", "answer": { "gradients": { "x": -4, "y": 4 } } }""";

    [Fact]
    public async Task GradeBatches_json_keepsTheOrderAndABadItemFailsAlone()
    {
        var answer = await Service.Default.Post("/v1/grade-batches", $$"""{ {{Exercise}}, "answers": [ {{Right}}, { "id": "odd", "answr": {} }, 3, {{Slip}} ] }""");
        Assert.Equal(200, answer.Status);
        Assert.Equal([200, 400, 400, 200], answer.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("status").GetInt32()));
        Assert.Equal("odd", answer.Json.GetProperty("items")[1].GetProperty("id").GetString());
        AssertSummary(answer.Json.GetProperty("summary"));
    }

    [Fact]
    public async Task GradeBatches_ndjson_answersALineALineAndTheSummaryLast()
    {
        var lines = await PostLines($"{{ {Exercise} }}", Right, "{ \"id\": \"odd\", \"answr\": {} }", "", "not json", Slip);
        Assert.Equal(5, lines.Length);
        Assert.Equal(["right", "odd", null, "slip", null], lines.Select(l => l.TryGetProperty("id", out var id) ? id.GetString() : null));
        Assert.Equal([200, 400, 400, 200], lines[..4].Select(l => l.GetProperty("status").GetInt32()));
        AssertSummary(lines[4].GetProperty("summary"));
    }

    [Fact]
    public async Task GradeBatches_bothForms_giveTheGradesThatSingleRequestsGive()
    {
        var single = await Service.Default.Post("/v1/grades", $$"""{ {{Exercise}}, "answer": { "gradients": { "x": -4, "y": 4 } } }""");
        var json = await Service.Default.Post("/v1/grade-batches", $$"""{ {{Exercise}}, "answers": [ {{Slip}} ] }""");
        var lines = await PostLines($"{{ {Exercise} }}", Slip);
        Assert.Equal(single.Text, json.Json.GetProperty("items")[0].GetProperty("grade").GetRawText());
        Assert.Equal(single.Text, lines[0].GetProperty("grade").GetRawText());
    }

    [Fact]
    public async Task GradeBatches_manyLinesOfNdjson_comeBackInOrder()
    {
        var answers = Enumerable.Range(0, 3000).Select(i => $$"""{ "id": "{{i}}", "answer": { "gradients": { "x": {{(i % 2 == 0 ? -4 : 4)}} } } }""");
        var lines = await PostLines([$"{{ {Exercise} }}", .. answers]);
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i}"), lines[..^1].Select(l => l.GetProperty("id").GetString()));
        Assert.Equal(0.5, lines[^1].GetProperty("summary").GetProperty("meanScore").GetDouble());
    }

    [Fact]
    public async Task GradeBatches_badExerciseInNdjson_isAProblemAndNoLineIsMarked()
    {
        var answer = await Send($$"""{ "expression": "q = x +", "inputs": { "x": 1 } }""" + "\n" + Right);
        Assert.Equal(422, answer.Status);
        Assert.Equal("invalid-expression", answer.Code);
        Assert.Equal("empty-body", (await Send("\n\n")).Issues[0].Code);
    }

    [Fact]
    public async Task GradeBatches_lineOfNdjsonOverTheLimit_failsAlone()
    {
        using var service = new Service(("Limits:BodyBytes", "2048"));
        var answer = await Send($"{{ {Exercise} }}\n" + "{ \"id\": \"" + new string('x', 5000) + "\" }\n" + Slip, service);
        Assert.Equal([413, 200], Lines(answer)[..2].Select(l => l.GetProperty("status").GetInt32()));
    }

    private static void AssertSummary(JsonElement summary)
    {
        Assert.Equal(4, summary.GetProperty("count").GetInt32());
        Assert.Equal(2, summary.GetProperty("graded").GetInt32());
        Assert.Equal(2, summary.GetProperty("failed").GetInt32());
        Assert.Equal(0.75, summary.GetProperty("meanScore").GetDouble());
        Assert.Equal(
            """[{"part":"gradients.x","verdicts":{"correct":2}},{"part":"gradients.y","verdicts":{"correct":1,"diagnosed":1},"misconceptions":{"sign-flipped":1}}]""",
            summary.GetProperty("parts").GetRawText());
        Assert.Equal("""[{"id":"sign-flipped","title":"Sign flipped","answers":1}]""", summary.GetProperty("misconceptions").GetRawText());
    }

    private static async Task<JsonElement[]> PostLines(params string[] lines)
    {
        var answer = await Send(string.Join('\n', lines));
        Assert.Equal(200, answer.Status);
        Assert.Equal("application/x-ndjson", answer.Response.Content.Headers.ContentType?.MediaType);
        return Lines(answer);
    }

    [Theory]
    [InlineData(1, 200)]
    [InlineData(5000, 429)]
    public async Task GradeBatches_inLines_chargeTheirAnswersToTheClientsShareOfWork(int answers, int next)
    {
        await using var service = new Service(("RateLimit:Enabled", "true"), ("RateLimit:WorkPerMinute", "10000000"));
        var batch = $"{{ {Exercise} }}\n{string.Join('\n', Enumerable.Repeat(Right, answers))}";

        Assert.Equal(200, (await Send(batch, service)).Status);
        Assert.Equal(next, (await Send(batch, service)).Status);
    }

    private static JsonElement[] Lines(ServiceResponse answer) => [.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l))];

    private static Task<ServiceResponse> Send(string body, Service? service = null)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
        return (service ?? Service.Default).Send(new HttpRequestMessage(HttpMethod.Post, "/v1/grade-batches") { Content = content });
    }
}
