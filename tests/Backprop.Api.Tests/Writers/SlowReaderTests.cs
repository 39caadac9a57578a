using System.Net.Http.Headers;
using System.Text.Json;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Writers;

/// <summary>The limit on time is one on computing: whoever reads slowly gets the whole of a heavy answer, and keeps nobody from computing meanwhile.</summary>
public sealed class SlowReaderTests
{
    /// <summary>Everything is heavy, there is one place and none to wait in, and a computation may take two seconds.</summary>
    private static readonly Service Strict = new(("Computations:AtOnce", "1"), ("Computations:Waiting", "0"), ("Computations:HeavyWork", "0"), ("Limits:Seconds", "2"));

    public static TheoryData<string, string> Requests()
    {
        var numbers = string.Join(", ", Enumerable.Range(1, 1500).Select(i => FormattableString.Invariant($"{i / 7.0}")));
        var answers = string.Join(", ", Enumerable.Range(0, 500).Select(i => FormattableString.Invariant($$"""{ "id": "{{i}}", "answer": { "gradients": { "x": -4, "y": -4 } } }""")));
        const string Circuit = """ "expression": "q = x + y; f = q * z", "inputs": { "x": -2, "y": 5, "z": -4 } """;
        return new TheoryData<string, string>
        {
            { "/v1/evaluations", $$"""{ "expression": "y = x * x; z = y / 3; f = sum(z) + sum(sin(x)) + sum(cos(x)) + sum(tanh(x)) + sum(x / 7)", "inputs": { "x": [{{numbers}}] } }""" },
            { "/v1/gradients", $$"""{ "expression": "y = x * x; z = y / 3; f = sum(z)", "inputs": { "x": [{{numbers}}] } }""" },
            { "/v1/gradient-checks", $$"""{ "expression": "f = sum(x * x)", "inputs": { "x": [{{numbers}}] }, "method": "central" }""" },
            { "/v1/derivations", $$"""{ "expression": "y = x * x; f = sum(y)", "inputs": { "x": [{{numbers[..4000]}}1] }, "detail": "elements" }""" },
            { "/v1/solutions", $$"""{ "expression": "f = sum(x * x) + 1", "inputs": { "x": [{{numbers}}] }, "target": 0, "maxIterations": 20 }""" },
            { "/v1/grade-batches", $$"""{ {{Circuit}}, "answers": [ {{answers}} ] }""" },
        };
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Answer_readSlowly_isSentWholeAndHoldsNoPlace(string path, string body)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var client = Strict.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Null(response.Content.Headers.ContentLength);
        await Task.Delay(TimeSpan.FromSeconds(2.3), cancellationToken);
        Assert.Equal(200, (await Strict.Post("/v1/evaluations", """{ "expression": "f = x", "inputs": { "x": 1 } }""")).Status);

        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(text.Length > 150_000, $"The answer of {text.Length} characters may have been sent before the time was up.");
        using var json = JsonDocument.Parse(text);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
