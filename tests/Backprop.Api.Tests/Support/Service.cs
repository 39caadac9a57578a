using System.Net.Http.Headers;
using System.Text.Json;
using Backprop.Api.Errors;
using Backprop.Fuzzing.Judging;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Logging;

namespace Backprop.Api.Tests.Support;

/// <summary>The service in this process. One for all tests, for it has no state.</summary>
public class Service : WebApplicationFactory<Program>
{
    /// <summary>The service with its default settings, but for its clock.</summary>
    public static readonly Service Default = new();

    // What a response holds does not depend on how busy the machine is that tests it.
    private readonly Dictionary<string, string?> _settings = new() { ["Limits:Seconds"] = "600" };
    private readonly Lock _starting = new();

    public Service(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }
    }

    /// <summary>The service behind a port of its own, for what only a real connection shows: answers that arrive piece by piece, clients that leave.</summary>
    public static Service Listening(params (string Key, string Value)[] settings)
    {
        var service = new Service(settings);
        service.UseKestrel(0);
        service.StartServer();
        return service;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.ConfigureLogging(logging => logging.ClearProviders());

        // The variables of the machine that tests are nobody's settings.
        builder.ConfigureAppConfiguration(configuration => configuration.Sources.OfType<EnvironmentVariablesConfigurationSource>().ToList().ForEach(source => configuration.Sources.Remove(source)));
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }

    /// <summary>Posts a text as JSON.</summary>
    public Task<ServiceResponse> Post(string path, string json, string? accept = null, string mediaType = "application/json") => Post(path, Encoding.UTF8.GetBytes(json), accept, mediaType);

    /// <summary>Posts bytes as JSON.</summary>
    public Task<ServiceResponse> Post(string path, byte[] json, string? accept = null, string mediaType = "application/json")
    {
        var content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return Send(request);
    }

    /// <summary>Gets a path.</summary>
    public Task<ServiceResponse> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Sends a request. Every answer must be one that the OpenAPI document allows; every error must have the one shape, and codes that /errors explains.</summary>
    public async Task<ServiceResponse> Send(HttpRequestMessage request)
    {
        var method = request.Method.Method;
        var path = request.RequestUri!.OriginalString.Split('?')[0];
        using var client = CreateClientAlone();
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = new ServiceResponse(response, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Empty(AnswerJudge.CheckedIn.FindGaps(method, path, Answer.Of(response, answer.Body)));
        if (answer.Status >= 400)
        {
            AssertProblem(answer);
        }

        return answer;
    }

    /// <summary>The factory starts its service, and keeps its clients, for one thread at a time.</summary>
    private HttpClient CreateClientAlone()
    {
        lock (_starting)
        {
            return CreateClient();
        }
    }

    private static void AssertProblem(ServiceResponse answer)
    {
        Assert.Equal("application/problem+json", answer.Response.Content.Headers.ContentType?.MediaType);
        var problem = answer.Json;
        var kind = Problems.All.SingleOrDefault(kind => kind.Code == answer.Code);
        Assert.True(kind is not null, $"/errors does not explain the problem '{answer.Code}'.");
        Assert.Equal("/errors#" + kind.Code, problem.GetProperty("type").GetString());
        Assert.Equal(kind.Title, problem.GetProperty("title").GetString());
        Assert.Equal(answer.Status, problem.GetProperty("status").GetInt32());
        foreach (var issue in answer.Issues)
        {
            Assert.True(Issues.All.Any(group => group.Kinds.Any(known => known.Code == issue.Code)), $"/errors does not explain the issue '{issue.Code}'.");
            Assert.StartsWith("#", issue.Pointer, StringComparison.Ordinal);
            Assert.DoesNotContain("Backprop.", issue.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", issue.Detail, StringComparison.Ordinal);
        }
    }
}

/// <summary>A response, read to its end.</summary>
public sealed record ServiceResponse(HttpResponseMessage Response, byte[] Body)
{
    public int Status => (int)Response.StatusCode;

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    public string? Code => Json.GetProperty("code").GetString();

    public IReadOnlyList<(string Code, string Pointer, string Detail)> Issues => Json.TryGetProperty("errors", out var errors)
        ? [.. errors.EnumerateArray().Select(e => (e.GetProperty("code").GetString()!, e.GetProperty("pointer").GetString()!, e.GetProperty("detail").GetString()!))]
        : [];

    /// <summary>The node of this id in the answer.</summary>
    public JsonElement Node(string id) => Json.GetProperty("nodes").EnumerateArray().Single(n => n.GetProperty("id").GetString() == id);
}
