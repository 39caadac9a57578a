using System.Net.Http.Headers;
using System.Text.Json;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Hosting;

/// <summary>What HTTP asks of every service.</summary>
public sealed class HttpTests
{
    private const string Circuit = """{"expression":"q = x + y; f = q * z","inputs":{"x":-2,"y":5,"z":-4}}""";

    [Theory]
    [InlineData("GET", "/nothing", 404, "not-found")]
    [InlineData("POST", "/v1/nothing", 404, "not-found")]
    [InlineData("GET", "/V1/Gradients/nothing", 404, "not-found")]
    [InlineData("GET", "/v1/gradients", 405, "method-not-allowed")]
    [InlineData("PUT", "/v1/gradients", 405, "method-not-allowed")]
    [InlineData("DELETE", "/v1/limits", 405, "method-not-allowed")]
    [InlineData("POST", "/v1/operators", 405, "method-not-allowed")]
    [InlineData("PATCH", "/errors", 405, "method-not-allowed")]
    public async Task Address_withoutSuchAnOperation_isAProblem(string method, string path, int status, string code)
    {
        var answer = await Service.Default.Send(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.Equal(status == 405, answer.Response.Content.Headers.Allow.Count > 0);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Body_inAnotherMediaType_isRefused(string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Circuit));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await Service.Default.Send(new HttpRequestMessage(HttpMethod.Post, "/v1/gradients") { Content = content });
        Assert.Equal(415, answer.Status);
        Assert.Equal("unsupported-media-type", answer.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("nonsense")]
    [InlineData("application/*")]
    [InlineData("*/*")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json, application/x-ndjson")]
    [InlineData("application/jsonl")]
    public async Task Body_inNoMediaTypeOfTheOperation_isRefusedByEveryOperation(string? type)
    {
        using var document = JsonDocument.Parse((await Service.Default.Get("/swagger/v1/swagger.json")).Body);
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("post", out _)).Select(path => path.Name).ToList();
        Assert.Contains("/v1/grade-batches", paths);
        foreach (var path in paths)
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Circuit));
            if (type is not null)
            {
                content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            var answer = await Service.Default.Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
            Assert.Equal((path, 415, "unsupported-media-type"), (path, answer.Status, answer.Code));
        }
    }

    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("APPLICATION/X-NDJSON; charset=utf-8")]
    [InlineData("application/json")]
    [InlineData("Application/JSON; Charset=UTF-8")]
    public async Task Batch_inEitherMediaTypeHoweverWritten_isTaken(string type)
    {
        var content = new ByteArrayContent("""{"expression":"f = x*y","inputs":{"x":2,"y":5},"answers":[]}"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await Service.Default.Send(new HttpRequestMessage(HttpMethod.Post, "/v1/grade-batches") { Content = content });
        Assert.NotEqual(415, answer.Status);
        Assert.True(answer.Status is 200 or 400);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON; Charset=\"UTF-8\"")]
    [InlineData("application/vnd.backprop+json")]
    public async Task Body_inJson_isTaken(string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Circuit));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await Service.Default.Send(new HttpRequestMessage(HttpMethod.Post, "/v1/gradients") { Content = content });
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Body_compressed_isRefused()
    {
        var content = new ByteArrayContent([0x1F, 0x8B, 0x08]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json"), ContentEncoding = { "gzip" } } };
        var answer = await Service.Default.Send(new HttpRequestMessage(HttpMethod.Post, "/v1/gradients") { Content = content });
        Assert.Equal(415, answer.Status);
    }

    [Theory]
    [InlineData("*/*", 200)]
    [InlineData("application/json", 200)]
    [InlineData("application/*", 200)]
    [InlineData("text/html, application/json;q=0.1", 200)]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", 200)]
    [InlineData("text/html", 406)]
    [InlineData("application/xml", 406)]
    [InlineData("application/json;q=0", 406)]
    [InlineData("application/json;q=0, */*", 406)]
    public async Task Accept_header_isHonoured(string accept, int status) =>
        Assert.Equal(status, (await Service.Default.Post("/v1/gradients", Circuit, accept)).Status);

    [Fact]
    public async Task Accept_manyRanges_isAnswered()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/limits");
        request.Headers.TryAddWithoutValidation("Accept", string.Join(",", Enumerable.Range(0, 2000).Select(i => $"a/b{i}")));
        Assert.Equal(406, (await Service.Default.Send(request)).Status);
    }

    [Theory]
    [InlineData("/v1/limits")]
    [InlineData("/v1/operators/add")]
    [InlineData("/health/live")]
    [InlineData("/")]
    public async Task Head_request_givesTheHeadersOnly(string path)
    {
        var answer = await Service.Default.Send(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(200, answer.Status);
        Assert.Empty(answer.Body);
        Assert.NotNull(answer.Response.Content.Headers.ContentType);
    }

    [Fact]
    public async Task Options_request_namesTheMethods()
    {
        var answer = await Service.Default.Send(new HttpRequestMessage(HttpMethod.Options, "/v1/gradients"));
        Assert.Equal(204, answer.Status);
        Assert.Equal(["POST"], answer.Response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/v1/operators/%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    [InlineData("/v1/operators/%ff%fe")]
    [InlineData("/v1/operators/%ED%A0%80")]
    [InlineData("/v1/examples/<script>")]
    public async Task Address_hostile_isNotFound(string path) => Assert.Equal(404, (await Service.Default.Get(path)).Status);

    [Fact]
    public async Task Address_veryLong_isNotFound() => Assert.Equal(404, (await Service.Default.Get("/v1/operators/" + new string('x', 7000))).Status);

    [Theory]
    [InlineData("/v1/limits", "default-src 'none'")]
    [InlineData("/errors", "script-src 'self'")]
    [InlineData("/swagger/index.html", "script-src 'self'")]
    [InlineData("/nothing", "frame-ancestors 'none'")]
    public async Task Headers_forBrowsers_areThere(string path, string policy)
    {
        var headers = (await Service.Default.Get(path)).Response.Headers;
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
        Assert.True(headers.Contains("Permissions-Policy"));
        var csp = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains(policy, csp, StringComparison.Ordinal);
        Assert.DoesNotMatch("script-src[^;]*unsafe", csp);
        Assert.False(headers.Contains("Server"));
    }

    [Fact]
    public async Task Home_withoutABuiltPage_leadsToTheOperations()
    {
        var page = await Service.Default.Get("/");
        Assert.Equal(200, page.Status);
        Assert.Contains("swagger", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_running_isHealthy(string path) => Assert.Equal("""{"status":"healthy"}""", (await Service.Default.Get(path)).Text);
}
