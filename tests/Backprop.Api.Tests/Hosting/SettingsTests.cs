using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Backprop.Api.Capacity;
using Backprop.Api.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Backprop.Api.Tests.Hosting;

/// <summary>What the configuration changes.</summary>
public sealed class SettingsTests
{
    /// <summary>A gradient check of some hours.</summary>
    private static readonly string CheckOfHours = $$"""{ "graph": { "nodes": [ { "id": "a", "op": "input" }{{Products(100)}}, { "id": "f", "op": "reduceSum", "inputs": ["m99"] } ] }, "inputs": { "a": {{Matrix(90)}} } }""";

    private const string Circuit = """{"expression":"q = x + y; f = q * z","inputs":{"x":-2,"y":5,"z":-4}}""";

    [Theory]
    [InlineData("Limits:BodyBytes", "2000", 413, "body-too-large", "")]
    [InlineData("Limits:JsonDepth", "8", 400, "invalid-json", "too-deep #/inputs/big/0/0/0/0/0")]
    [InlineData("Limits:Nodes", "4", 422, "invalid-graph", "too-many-nodes #/graph/nodes")]
    [InlineData("Limits:Rank", "6", 422, "invalid-inputs", "rank-too-high #/inputs/big")]
    [InlineData("Limits:TensorElements", "7", 422, "invalid-inputs", "tensor-too-large #/inputs/big")]
    [InlineData("Limits:TotalElements", "10", 422, "invalid-graph", "graph-too-large #/graph/nodes/1")]
    [InlineData("Limits:Work", "700", 422, "invalid-graph", "too-much-work #/graph/nodes/2")]
    public async Task Limit_lowered_refusesWhatIsOverIt(string key, string value, int status, string code, string issue)
    {
        var body = $$$"""
            {"graph":{"nodes":[{"id":"big","op":"input"},{"id":"a","op":"exp","inputs":["big"]},{"id":"b","op":"log","inputs":["a"]},
            {"id":"c","op":"reduceSum","inputs":["b"]},{"id":"d","op":"neg","inputs":["c"]}]},"inputs":{"big":[[[[[[[1,2],[3,4]],[[5,6],[7,8]]]]]]]}}{{{new string(' ', 2000)}}}
            """;
        Assert.Equal(200, (await Service.Default.Post("/v1/gradients", body)).Status);
        await using var service = new Service((key, value));
        var answer = await service.Post("/v1/gradients", body);
        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.Equal(issue, string.Join("; ", answer.Issues.Select(i => $"{i.Code} {i.Pointer}")));
    }

    [Theory]
    [InlineData("Limits:ExpressionLength", "10", "expression-too-long")]
    [InlineData("Limits:ExpressionNesting", "1", "nesting-too-deep")]
    [InlineData("Limits:Nodes", "2", "too-many-nodes")]
    public async Task Limit_onExpressions_refusesWhatIsOverIt(string key, string value, string issue)
    {
        await using var service = new Service((key, value));
        var answer = await service.Post("/v1/gradients", """{"expression":"y = ((x + 1) * 2)","inputs":{"x":1}}""");
        Assert.Equal(422, answer.Status);
        Assert.Equal(issue, answer.Issues.Single().Code);
    }

    [Fact]
    public async Task Body_overTheLimitWithoutItsLength_isRefused()
    {
        await using var service = new Service(("Limits:BodyBytes", "2000"));
        var content = new StreamContent(new Endless(3000)) { Headers = { ContentType = new("application/json") } };
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/gradients") { Content = content, Headers = { TransferEncodingChunked = true } };
        Assert.Equal(413, (await service.Send(request)).Status);
    }

    [Fact]
    public async Task Computation_overTheTimeLimit_isStopped()
    {
        await using var service = new Service(("Limits:Seconds", "0.2"), ("Limits:Work", "9000000000000000000"));
        var answer = await service.Post("/v1/gradient-checks", CheckOfHours);
        Assert.Equal(503, answer.Status);
        Assert.Equal("time-limit", answer.Code);
    }

    [Fact]
    public async Task Graph_thatWouldNeedTerabytes_isRefusedAtOnce()
    {
        var answer = await Service.Default.Post("/v1/gradients", """
            {"graph":{"nodes":[{"id":"x","op":"input"},{"id":"y","op":"expand","inputs":["x"],"attributes":{"shape":[100000,100000]}}]},"inputs":{"x":1},"upstream":1}
            """);
        Assert.Equal(422, answer.Status);
        Assert.Equal(("tensor-too-large", "#/graph/nodes/1"), (answer.Issues[0].Code, answer.Issues[0].Pointer));
    }

    [Theory]
    [InlineData("Limits:Nodes", "0", "The field Nodes must be between 1 and 10000000.")]
    [InlineData("Limits:Nodes", "many", "Failed to convert configuration value 'many' at 'Limits:Nodes' to type 'System.Int32'.")]
    [InlineData("Limits:Noodles", "5", "'Noodles'")]
    [InlineData("RateLimit:Burst", "-1", "The field Burst must be between 1 and 1000000.")]
    [InlineData("Cors:Origins", "https://a.example/", "Cors:Origins holds 'https://a.example/'")]
    [InlineData("Cors:Origins", "https://a.example, b.example", "Cors:Origins holds 'b.example'")]
    [InlineData("Cors:Origins", "https://a.example;https://b.example", "Cors:Origins holds 'https://a.example;https://b.example'")]
    [InlineData("Cors:Origins", "https://a.example:443", "Cors:Origins holds 'https://a.example:443'")]
    [InlineData("Cors:Origins", "https://*.example/page", "Cors:Origins holds 'https://*.example/page'")]
    [InlineData("Cors:Origins", "null", "Cors:Origins holds 'null'")]
    [InlineData("Proxies:Trusted", "10.0.0.0/8 proxy.example", "Proxies:Trusted holds 'proxy.example'")]
    [InlineData("Proxies:Trusted", "10.0.0.0/99", "Proxies:Trusted holds '10.0.0.0/99'")]
    public async Task Setting_wrong_keepsTheServiceFromStartingAndIsNamed(string key, string value, string reason)
    {
        var builder = WebApplication.CreateSlimBuilder([$"--{key}={value}", "--urls=http://127.0.0.1:0"]);
        builder.AddBackprop();
        await using var service = builder.Build();

        var failure = await Record.ExceptionAsync(async () =>
        {
            service.UseBackprop();
            service.MapBackprop();
            await service.StartAsync(TestContext.Current.CancellationToken);
        });

        Assert.Contains(failure?.GetType(), new[] { typeof(OptionsValidationException), typeof(InvalidOperationException) });
        Assert.Contains(reason, failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variable_ofTheMachineThatTests_isNoSettingOfTheTestedService()
    {
        Environment.SetEnvironmentVariable("Limits__GradientCheckEntries", "77");
        await using var service = new Service();
        Assert.Equal(new ServiceLimits().GradientCheckEntries, service.Services.GetRequiredService<ServiceLimits>().GradientCheckEntries);
    }

    [Fact]
    public async Task Settings_right_letTheSameServiceStart()
    {
        var builder = WebApplication.CreateSlimBuilder(["--Limits:Nodes=17", "--urls=http://127.0.0.1:0"]);
        builder.AddBackprop();
        await using var service = builder.Build();
        service.UseBackprop();
        service.MapBackprop();
        await service.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(17, service.Services.GetRequiredService<ServiceLimits>().Nodes);
    }

    [Fact]
    public async Task Rate_limited_refusesWithTheTimeToWait()
    {
        await using var service = new Service(("RateLimit:Enabled", "true"), ("RateLimit:Burst", "3"), ("RateLimit:PerMinute", "1"));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await service.Get("/v1/limits")).Status);
        }

        var refused = await service.Get("/v1/limits");
        Assert.Equal(429, refused.Status);
        Assert.Equal("too-many-requests", refused.Code);
        Assert.True(refused.Response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await service.Get("/health/live")).Status);
    }

    [Theory]
    [InlineData(null, "*")]
    [InlineData("https://a.example https://b.example", "https://b.example")]
    [InlineData("https://a.example,https://b.example", "https://b.example")]
    [InlineData(" https://a.example,  HTTPS://B.example , ", "https://b.example")]
    [InlineData("https://a.example", null)]
    [InlineData("", null)]
    public async Task Cors_asConfigured_letsPagesCall(string? origins, string? allowed)
    {
        await using var service = origins is null ? new Service() : new Service(("Cors:Origins", origins));
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Options])
        {
            var request = new HttpRequestMessage(method, "/v1/limits") { Headers = { { "Origin", "https://b.example" } } };
            if (method == HttpMethod.Options)
            {
                request.Headers.Add("Access-Control-Request-Method", "GET");
            }

            var headers = (await service.Send(request)).Response.Headers;
            Assert.Equal(allowed, headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null);
            Assert.False(headers.Contains("Access-Control-Allow-Credentials"));
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Answer_large_isCompressedAndASmallOneIsNot(string encoding)
    {
        var large = new HttpRequestMessage(HttpMethod.Get, "/v1/operators") { Headers = { AcceptEncoding = { new(encoding) } } };
        Assert.Equal([encoding], (await Service.Default.Send(large)).Response.Content.Headers.ContentEncoding);
        var small = new HttpRequestMessage(HttpMethod.Post, "/v1/gradients") { Headers = { AcceptEncoding = { new(encoding) } }, Content = new StringContent(Circuit, null, "application/json") };
        Assert.Empty((await Service.Default.Send(small)).Response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Metrics_ofRequests_countThemWithWhatTheyCost()
    {
        await using var service = new Service();
        var meters = service.Services.GetRequiredService<IMeterFactory>();
        var seen = new ConcurrentBag<(string Instrument, double Value, string Route)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Backprop" && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add((instrument.Name, value, Route(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Add((instrument.Name, value, Route(tags))));
        listener.Start();
        await service.Post("/v1/gradients", Circuit);
        await service.Post("/v1/gradients", "{}");
        Assert.Equal(2, seen.Count(s => s.Instrument == "backprop.requests" && s.Route == "/v1/gradients"));
        Assert.Equal(2, seen.Count(s => s.Instrument == "backprop.request.duration" && s.Value > 0));
        Assert.Equal(5, seen.Single(s => s.Instrument == "backprop.nodes").Value);
        Assert.True(seen.Single(s => s.Instrument == "backprop.work").Value > 0);
        Assert.Equal(1, seen.Single(s => s.Instrument == "backprop.refusals").Value);
    }

    /// <summary>One place and no room to wait: while the check runs, nothing heavy is let in; once its client has left, the place is free.</summary>
    [Fact]
    public async Task Client_thatLeaves_stopsItsComputation()
    {
        await using var service = Service.Listening(("Computations:AtOnce", "1"), ("Computations:Waiting", "0"), ("Limits:Work", "9000000000000000000"), ("Limits:Seconds", "3600"));
        using var client = service.CreateClient();
        using var leaves = new CancellationTokenSource();
        var left = Task.FromResult(new HttpResponseMessage());
        await Until(async () =>
        {
            // It may find the place taken by the one that looks whether it has taken the place.
            left = left.IsCompleted ? PostAsync(client, "/v1/gradient-checks", CheckOfHours, leaves.Token) : left;
            return await Heavy() == HttpStatusCode.ServiceUnavailable && !left.IsCompleted;
        });

        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await Until(async () => await Heavy() == HttpStatusCode.OK);

        async Task<HttpStatusCode> Heavy()
        {
            using var response = await PostAsync(client, "/v1/evaluations", $$"""{ "graph": { "nodes": [ { "id": "a", "op": "input" }{{Products(30)}} ] }, "inputs": { "a": {{Matrix(90)}} } }""", TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body, CancellationToken cancellationToken) =>
        client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, null, "application/json"), cancellationToken);

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var attempt = 0; !await isSo(); attempt++)
        {
            Assert.True(attempt < 200, "It has not come about within ten seconds.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Nodes m0, m1, …: the powers of a.</summary>
    private static string Products(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $$""", { "id": "m{{i}}", "op": "matMul", "inputs": ["{{(i == 0 ? "a" : "m" + (i - 1))}}", "a"] }"""));

    private static string Matrix(int size) => $"[{string.Join(",", Enumerable.Repeat($"[{string.Join(",", Enumerable.Repeat("0.001", size))}]", size))}]";

    private static string Route(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == "route")
            {
                return (string)tag.Value!;
            }
        }

        return "";
    }

    /// <summary>A stream of blanks that does not know its length.</summary>
    private sealed class Endless(int left) : MemoryStream
    {
        private int _left = left;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(Math.Min(buffer.Length, _left), 500);
            buffer.Span[..count].Fill((byte)' ');
            _left -= count;
            return ValueTask.FromResult(count);
        }
    }
}
