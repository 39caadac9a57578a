using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Backprop.Fuzzing.Judging;

namespace Backprop.Fuzzing.Soak;

/// <summary>What happened to an honest request.</summary>
/// <param name="Kind">What was asked.</param>
/// <param name="Status">The status; 0 where there was no answer.</param>
/// <param name="Time">The time to the head of the answer.</param>
/// <param name="TellsWhenToRetry">Whether a refusal says when to come again.</param>
/// <param name="Gap">What is wrong with the answer, or null.</param>
internal sealed record HonestAnswer(string Kind, int Status, TimeSpan Time, bool TellsWhenToRetry, string? Gap);

/// <summary>Clients that ask for small and for large things now and then, and judge what they get.</summary>
internal sealed class HonestClients(Uri address) : IDisposable
{
    /// <summary>The kind of requests that must always be answered soon.</summary>
    public const string Small = "small";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What waits for so long when the soak ends has not been answered.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(10);

    private static readonly string HeavyBody = """{"graph":{"nodes":[{"id":"x","op":"input"},{"id":"a","op":"expand","inputs":["x"],"attributes":{"shape":[300,300]}},{"id":"b","op":"matMul","inputs":["a","a"]},{"id":"f","op":"reduceSum","inputs":["b"]}]},"inputs":{"x":0.01},"select":["f"]}""";

    private static readonly string TrainingBody = """{"network":{"layers":[{"type":"dense","units":8,"activation":"tanh"},{"type":"dense","units":1,"activation":"sigmoid"}],"loss":"binaryCrossEntropy"},"dataset":{"name":"moons","size":100},"optimizer":"adam","epochs":100}""";

    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = address, Timeout = Patience };

    /// <summary>Everything that was answered.</summary>
    public ConcurrentBag<HonestAnswer> Answers { get; } = [];

    /// <summary>Asks until it is told to stop.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var lines = Attacks.Batch.Head + string.Concat(Enumerable.Repeat(Attacks.Batch.Line, 200));
        return Task.WhenAll(
            RepeatAsync(Small, "/v1/gradients", """{"expression":"q = x + y; f = q * z","inputs":{"x":-2,"y":5,"z":-4}}""", TimeSpan.FromMilliseconds(20), cancellationToken),
            RepeatAsync(Small, "/v1/grades", """{"expression":"q = x + y; f = q * z","inputs":{"x":-2,"y":5,"z":-4},"answer":{"gradients":{"x":-4,"y":-4,"z":3}}}""", TimeSpan.FromMilliseconds(50), cancellationToken),
            RepeatAsync("heavy", "/v1/gradients", HeavyBody, TimeSpan.FromSeconds(1), cancellationToken),
            RepeatAsync("training", "/v1/training-runs", TrainingBody, TimeSpan.FromSeconds(2), cancellationToken, accept: "text/event-stream"),
            RepeatAsync("batch", "/v1/grade-batches", lines, TimeSpan.FromSeconds(2), cancellationToken, "application/x-ndjson", "application/x-ndjson"),
            RepeatAsync("large body", "/v1/gradients", Attacks.Matrix(400), TimeSpan.FromSeconds(3), cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task RepeatAsync(string kind, string path, string body, TimeSpan pause, CancellationToken cancellationToken, string mediaType = "application/json", string accept = "*/*")
    {
        try
        {
            while (await AskAsync(kind, path, body, mediaType, accept, cancellationToken) is { } answer)
            {
                Answers.Add(answer);
                await Task.Delay(pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>What comes of a request; null for one that was sent too shortly before the end to judge.</summary>
    private async Task<HonestAnswer?> AskAsync(string kind, string path, string body, string mediaType, string accept, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Headers = { { "Accept", accept } } };
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var time = Stopwatch.GetElapsedTime(start);
            var answer = Answer.Of(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return new HonestAnswer(kind, answer.Status, time, answer.TellsWhenToRetry, AnswerJudge.CheckedIn.FindGaps("POST", path, answer) is [var gap, ..] ? gap : null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && Stopwatch.GetElapsedTime(start) < Enough)
        {
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return new HonestAnswer(kind, 0, Stopwatch.GetElapsedTime(start), false, exception.Message);
        }
    }
}
