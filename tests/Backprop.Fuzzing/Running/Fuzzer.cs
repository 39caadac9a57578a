using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Backprop.Fuzzing.Generation;
using Backprop.Fuzzing.Judging;

namespace Backprop.Fuzzing.Running;

/// <summary>What a run of the fuzzer has seen.</summary>
internal sealed class FuzzReport
{
    /// <summary>What was wrong.</summary>
    public Findings Findings { get; } = new();

    /// <summary>Answers by kind of request and status.</summary>
    public ConcurrentDictionary<(string Kind, int Status), int> Answers { get; } = new();

    /// <summary>The codes of problems and of mistakes, and how often they were met.</summary>
    public ConcurrentDictionary<string, int> Codes { get; } = new();

    /// <summary>The time from a request to the end of its answer, in all, by kind.</summary>
    public ConcurrentDictionary<string, TimeSpan> Times { get; } = new();

    /// <summary>The requests whose answers took longest, with the time.</summary>
    public ConcurrentBag<(long Index, FuzzRequest Request, TimeSpan Time)> Slow { get; } = [];

    /// <summary>Answers that were asked for twice.</summary>
    public int Repeated => _repeated;

    private int _repeated;

    internal void CountRepeat() => Interlocked.Increment(ref _repeated);

    /// <summary>All answers.</summary>
    public int Count => Answers.Values.Sum();
}

/// <summary>Sends generated requests and judges every answer: against the document, and every few against the same request sent again.</summary>
internal sealed partial class Fuzzer(HttpClient client, RequestGenerator generator, AnswerJudge judge)
{
    /// <summary>One of so many requests is sent twice.</summary>
    private const int RepeatEvery = 16;

    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(300);

    /// <summary>Sends the requests of a range of indices.</summary>
    /// <param name="first">The first index.</param>
    /// <param name="count">How many.</param>
    /// <param name="connections">How many are under way at once.</param>
    /// <param name="report">What is filled in.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task RunAsync(long first, long count, int connections, FuzzReport report, CancellationToken cancellationToken)
    {
        var next = first - 1;
        return Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(
            async () =>
            {
                long index;
                while ((index = Interlocked.Increment(ref next)) < first + count && !cancellationToken.IsCancellationRequested)
                {
                    await TryAsync(index, report, cancellationToken);
                }
            },
            cancellationToken)));
    }

    private async Task TryAsync(long index, FuzzReport report, CancellationToken cancellationToken)
    {
        for (var request = generator.Make(index); request is not null;)
        {
            var start = Stopwatch.GetTimestamp();
            if (await SendAsync(index, request, report, cancellationToken) is not { } answer)
            {
                return;
            }

            var time = Stopwatch.GetElapsedTime(start);
            report.Times.AddOrUpdate(request.Kind, time, (_, before) => before + time);
            if (time > Long)
            {
                report.Slow.Add((index, request, time));
            }

            report.Answers.AddOrUpdate((request.Kind, answer.Status), 1, (_, before) => before + 1);
            if (answer.Status >= 400)
            {
                foreach (var code in Code().Matches(Encoding.UTF8.GetString(answer.Body)).Select(code => code.Groups[1].Value).Distinct())
                {
                    report.Codes.AddOrUpdate(code, 1, (_, before) => before + 1);
                }
            }

            var gaps = judge.FindGaps(request.Method, request.Path, answer);
            foreach (var gap in gaps)
            {
                report.Findings.Add(new Finding(index, request, gap));
            }

            if (index % RepeatEvery == 0 && await SendAsync(index, request, report, cancellationToken) is { } again)
            {
                report.CountRepeat();
                if (answer.Status != 503 && again.Status != 503 && (again.Status != answer.Status || again.MediaType != answer.MediaType || !again.Body.AsSpan().SequenceEqual(answer.Body)))
                {
                    report.Findings.Add(new Finding(index, request, $"the same request is answered otherwise: {Difference(answer, again)}"));
                }
            }

            request = gaps.Count == 0 ? request.Next?.Invoke(answer) : null;
        }
    }

    private async Task<Answer?> SendAsync(long index, FuzzRequest request, FuzzReport report, CancellationToken cancellationToken)
    {
        try
        {
            using var message = request.ToMessage();
            using var response = await client.SendAsync(message, cancellationToken);
            return Answer.Of(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            report.Findings.Add(new Finding(index, request, $"no answer: {exception.Message} {exception.InnerException?.Message}"));
            return null;
        }
    }

    private static string Difference(Answer first, Answer second)
    {
        if (first.Status != second.Status)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{first.Status}, then {second.Status}");
        }

        var at = first.Body.AsSpan().CommonPrefixLength(second.Body);
        return $"from byte {at.ToString(CultureInfo.InvariantCulture)}: {Part(first.Body, at)} | {Part(second.Body, at)}";
    }

    [GeneratedRegex("\"code\":\"([a-z0-9-]+)\"")]
    private static partial Regex Code();

    private static string Part(byte[] body, int at) => Encoding.UTF8.GetString(body.AsSpan(Math.Max(0, at - 30), Math.Min(60, body.Length - Math.Max(0, at - 30))));
}
