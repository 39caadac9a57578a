using Backprop.Api.Tests.Support;
using Backprop.Fuzzing.Generation;
using Backprop.Fuzzing.Judging;
using Backprop.Fuzzing.Running;

namespace Backprop.Api.Tests.OpenApi;

// docs/decisions/0341-requests-by-seed-and-index.md
/// <summary>Generated requests, right and wrong: every answer is one that the document allows, and the same when asked for again.</summary>
public sealed class GeneratedRequestTests
{
    private const int Count = 10_000;
    private const long Seed = 20_260_101;

    [Fact]
    public async Task Answers_toGeneratedRequests_areInTheDocument()
    {
        var report = new FuzzReport();
        using var client = Service.Default.CreateClient();
        await new Fuzzer(client, await Generator(client), AnswerJudge.CheckedIn).RunAsync(0, Count, Environment.ProcessorCount, report, TestContext.Current.CancellationToken);

        Assert.True(report.Findings.Count == 0, string.Join("\n\n", report.Findings.Kinds.Select(kind => $"{kind.Count} ×, index {kind.Shortest.Index}: {kind.Shortest.What}\n{kind.Shortest.Request}")));
        Assert.True(report.Count >= Count);
        Assert.True(report.Repeated > Count / 20);

        // Right requests and wrong ones of each kind, or what follows from right ones would not be tried.
        Assert.True(report.Answers.Where(answer => answer.Key.Status == 200).Sum(answer => answer.Value) > Count / 4);
        Assert.All((int[])[200, 400, 404, 405, 406, 415, 422], status => Assert.Contains(report.Answers.Keys, answer => answer.Status == status));
    }

    [Fact]
    public async Task Make_sameSeedAndIndex_givesTheSameRequest()
    {
        using var client = Service.Default.CreateClient();
        var (first, second) = (await Generator(client), await Generator(client));

        Assert.All(Enumerable.Range(0, 500), index => Assert.Equal(first.Make(index).ToString(), second.Make(index).ToString()));
        Assert.True(Enumerable.Range(0, 500).Select(index => first.Make(index).ToString()).Distinct().Count() > 450);
    }

    [Theory]
    [InlineData("\"verdict\":\"pass\"", "\"verdict\":\"passed\"", "is none of")]
    [InlineData("\"warnings\":[]", "\"warnings\":null", "null is none of Array")]
    [InlineData("\"nodes\":", "\"knots\":", "the member 'nodes' is missing")]
    [InlineData("\"shape\":[2,", "\"shape\":[2.5,", "is none of Integer")]
    public async Task Findings_aServiceWithADefect_nameIt(string right, string wrong, string found)
    {
        var report = await RunThrough(answer => answer.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(report.Findings.Kinds, kind => kind.Shortest.What.Contains(found, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Findings_aServiceThatFailsForOneOperator_nameItWithItsShortestRequest()
    {
        var report = await RunThrough(answer => answer.Contains("\"op\":\"mul\"", StringComparison.Ordinal) ? throw new IOException("The connection was reset.") : answer);

        var (finding, count) = Assert.Single(report.Findings.Kinds, kind => kind.Shortest.What.StartsWith("no answer", StringComparison.Ordinal) && kind.Shortest.Request.Path == "/v1/gradients");
        Assert.True(count > 1);
        Assert.Matches(@"\*|mul", finding.Request.ToString());
    }

    [Fact]
    public async Task Findings_aServiceThatAnswersOtherwiseTheSecondTime_nameIt()
    {
        var calls = 0;
        var report = await RunThrough(answer => answer.Replace("\"value\":", Interlocked.Increment(ref calls) % 2 == 0 ? "\"value\": " : "\"value\":", StringComparison.Ordinal));

        Assert.Contains(report.Findings.Kinds, kind => kind.Shortest.What.StartsWith("the same request is answered otherwise", StringComparison.Ordinal));
    }

    private static async Task<FuzzReport> RunThrough(Func<string, string> change)
    {
        var report = new FuzzReport();
        using var right = Service.Default.CreateClient();
        var generator = await Generator(right);
        using var client = Service.Default.CreateDefaultClient(new Defect(change));
        await new Fuzzer(client, generator, AnswerJudge.CheckedIn).RunAsync(0, 400, 1, report, TestContext.Current.CancellationToken);
        return report;
    }

    private static async Task<RequestGenerator> Generator(HttpClient client) => new(ApiDocument.CheckedIn, await Knowledge.AskAsync(client, TestContext.Current.CancellationToken), Seed);

    /// <summary>A defect put between the service and its client.</summary>
    private sealed class Defect(Func<string, string> change) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Content.Headers.ContentType?.MediaType == "application/json" && response.Content.Headers.ContentEncoding.Count == 0)
            {
                response.Content = new StringContent(change(await response.Content.ReadAsStringAsync(cancellationToken)), Encoding.UTF8, "application/json");
            }

            return response;
        }
    }
}
