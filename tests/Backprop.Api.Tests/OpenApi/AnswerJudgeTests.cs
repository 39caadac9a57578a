using System.Text.Json;
using System.Text.Json.Nodes;
using Backprop.Api.Examples;
using Backprop.Api.Tests.Support;
using Backprop.Fuzzing.Judging;

namespace Backprop.Api.Tests.OpenApi;

/// <summary>Every answer that these tests get is held to the OpenAPI document (<see cref="Service.Send"/>). What holds it finds what is wrong.</summary>
public sealed class AnswerJudgeTests
{
    private const string Body = """{"expression":"y = ln(x)","inputs":{"x":[1,0]}}""";

    private static readonly AnswerJudge Judge = AnswerJudge.CheckedIn;

    [Fact]
    public async Task FindGaps_anAnswerAsItIs_findsNone() => Assert.Empty(FindGaps(await Respond()));

    [Theory]
    [InlineData("""{"output":"y","value":[0,null],"warnings":[]}""", "#: the member 'nodes' is missing")]
    [InlineData("""{"output":null,"value":[0,null],"nodes":[],"warnings":[]}""", "#/output: null is none of String")]
    [InlineData("""{"output":"y","value":[0,"1"],"nodes":[],"warnings":[]}""", "#/value/1: \"1\" is none of Null, Number")]
    [InlineData("""{"output":"y","value":0,"nodes":[{"id":"y","op":"y","shape":[2.5],"value":0}],"warnings":[]}""", "#/nodes/0/shape/0: 2.5 is none of Integer")]
    [InlineData("""{"output":"y","value":0,"nodes":[{"id":"y","op":"y","shape":[3000000000],"value":0}],"warnings":[]}""", "#/nodes/0/shape/0: 3000000000 is out of range")]
    [InlineData("""{"output":"y","value":0,"nodes":[],"warnings":[],"secret":1}""", "#: the member 'secret' is not in the document")]
    [InlineData("""{"output":"y","output":"y","value":0,"nodes":[],"warnings":[]}""", "no JSON")]
    [InlineData("""{"output":"y","value":NaN,"nodes":[],"warnings":[]}""", "no JSON")]
    public void FindGaps_anAnswerThatDoesNotFit_saysWhere(string body, string gap) =>
        Assert.StartsWith(gap, Assert.Single(FindGaps(Json(200, body))), StringComparison.Ordinal);

    [Fact]
    public async Task FindGaps_aWrongChoice_isFound()
    {
        var answer = await Service.Default.Post("/v1/gradient-checks", """{"expression":"y = x^2","inputs":{"x":1}}""");
        var wrong = answer.Text.Replace("\"pass\"", "\"passed\"", StringComparison.Ordinal);

        Assert.NotEqual(answer.Text, wrong);
        Assert.Contains(Judge.FindGaps("POST", "/v1/gradient-checks", Json(200, wrong)), gap => gap.Contains("\"passed\" is none of pass", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(418)]
    [InlineData(404)]
    [InlineData(201)]
    public async Task FindGaps_aStatusThatTheOperationDoesNotHave_isFound(int status) => Assert.Single(FindGaps(await Respond() with { Status = status }));

    [Fact]
    public async Task FindGaps_anotherMediaType_isFound() => Assert.Single(FindGaps(await Respond() with { MediaType = "text/html" }));

    [Theory]
    [InlineData("application/json", "")]
    [InlineData(AnswerJudge.ProblemType, ""","extra":1""")]
    [InlineData(AnswerJudge.ProblemType, ""","detail":null""")]
    public void FindGaps_anErrorOfAnotherShape_isFound(string mediaType, string rest) =>
        Assert.Single(FindGaps(new Answer(400, mediaType, false, Encoding.UTF8.GetBytes($$"""{"type":"/errors#invalid-json","title":"No.","status":400,"code":"invalid-json"{{rest}}}"""))));

    [Theory]
    [InlineData("invalid-json", 422)]
    [InlineData("not-found", 400)]
    [InlineData("time-limit", 422)]
    public void FindGaps_aProblemThatTheStatusDoesNotHave_isFound(string code, int status) =>
        Assert.Single(FindGaps(new Answer(status, AnswerJudge.ProblemType, false, Encoding.UTF8.GetBytes($$"""{"type":"/errors#{{code}}","title":"No.","status":{{status}},"code":"{{code}}"}"""))));

    [Fact]
    public void FindGaps_aRefusalThatDoesNotSayWhenToRetry_isFound() =>
        Assert.Single(FindGaps(new Answer(503, AnswerJudge.ProblemType, false, """{"type":"/errors#overloaded","title":"No.","status":503,"code":"overloaded"}"""u8.ToArray())));

    [Theory]
    [InlineData("{\"id\":\"a\",\"score\":1}\n")]
    [InlineData("{}")]
    [InlineData("\n")]
    public void FindGaps_aLineThatDoesNotFit_isFound(string lines) =>
        Assert.NotEmpty(Judge.FindGaps("POST", "/v1/grade-batches", new Answer(200, "application/x-ndjson", false, Encoding.UTF8.GetBytes(lines))));

    [Theory]
    [InlineData("event: progress\ndata: {\"epoch\":0,\"loss\":1,\"gradientNorm\":null}\n\n", "the stream ends with 'progress'")]
    [InlineData("event: result\ndata: {\"epoch\":0}\n\n", "event result: ")]
    [InlineData("data: {}\n\n", "no event")]
    public void FindGaps_anEventThatDoesNotFit_isFound(string events, string gap) =>
        Assert.Contains(Judge.FindGaps("POST", "/v1/training-runs", new Answer(200, "text/event-stream", false, Encoding.UTF8.GetBytes(events))), found => found.StartsWith(gap, StringComparison.Ordinal));

    [Fact]
    public void FindGaps_aPictureThatIsNoXml_isFound() =>
        Assert.Single(Judge.FindGaps("POST", "/v1/drawings", new Answer(200, "image/svg+xml", false, "<svg><g></svg>"u8.ToArray())));

    [Fact]
    public void Read_aKeywordThatTheJudgeDoesNotKnow_isRefused() =>
        Assert.Throws<NotSupportedException>(() => new SchemaSet(default).Read(JsonElement.Parse("""{"type":"string","minLength":1}""")));

    [Fact]
    public async Task Examples_sentAsTheyAre_areInTheDocument()
    {
        foreach (var example in ExampleCatalog.All)
        {
            var answer = await Service.Default.Post(example.Endpoint, example.Text, example.Accept, example.MediaType);
            Assert.True(answer.Status == 200, example.Id);
        }
    }

    [Fact]
    public async Task Catalogues_everyEntry_isInTheDocument()
    {
        foreach (var (list, members, name) in new[] { ("operators", "operators", "name"), ("layers", "layers", "name"), ("optimizers", "optimizers", "name"), ("datasets", "datasets", "name"), ("examples", "examples", "id") })
        {
            var entries = (await Service.Default.Get("/v1/" + list)).Json.GetProperty(members).EnumerateArray().ToList();
            Assert.NotEmpty(entries);
            foreach (var entry in entries)
            {
                Assert.Equal(200, (await Service.Default.Get($"/v1/{list}/{entry.GetProperty(name).GetString()}")).Status);
            }
        }
    }

    /// <summary>A component whose members are known says so: what it does not have is then found.</summary>
    [Fact]
    public void Document_everyObjectOfAnswers_isClosed()
    {
        using var stream = typeof(AnswerJudgeTests).Assembly.GetManifestResourceStream("docs.openapi.json")!;
        var schemas = JsonNode.Parse(stream)!["components"]!["schemas"]!.AsObject();
        var open = schemas.Where(schema => schema.Value!["properties"] is not null && schema.Value["additionalProperties"] is null).Select(schema => schema.Key);

        Assert.All(open, name => Assert.True(name.EndsWith("Computation", StringComparison.Ordinal) || name.EndsWith("Options", StringComparison.Ordinal), name));
    }

    private static IReadOnlyList<string> FindGaps(Answer answer) => Judge.FindGaps("POST", "/v1/evaluations", answer);

    private static Answer Json(int status, string body) => new(status, "application/json", false, Encoding.UTF8.GetBytes(body));

    private static async Task<Answer> Respond()
    {
        var answer = await Service.Default.Post("/v1/evaluations", Body);
        return Answer.Of(answer.Response, answer.Body);
    }
}
