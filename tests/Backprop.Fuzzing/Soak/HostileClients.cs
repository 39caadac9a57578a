using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Backprop.Fuzzing.Soak;

/// <summary>Clients that write slowly, read slowly, leave, or ask for the most that there is, one after another until they are told to stop.</summary>
internal sealed class HostileClients(Uri address)
{
    private const int WrittenPerSecond = 300;
    private const int ReadPerSecond = 2000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>How each kind of client fared: by its name and the status that it was answered with, or how it ended.</summary>
    public ConcurrentDictionary<(string Kind, string End), int> Ends { get; } = new();

    private static readonly (string Kind, Func<RawClient, CancellationToken, Task<string>> Attack)[] Kinds =
    [
        ("slow writer of 8 MiB", WriteSlowlyAsync),
        ("slow lines", DripLinesAsync),
        ("slow reader of a large answer", (client, cancellationToken) => ReadSlowlyAsync(client, "/v1/gradients", Attacks.WholeTensor, "*/*", cancellationToken)),
        ("slow reader of events", (client, cancellationToken) => ReadSlowlyAsync(client, "/v1/training-runs", Attacks.Events, "text/event-stream", cancellationToken)),
        ("fast lines, slow reader", FloodLinesAsync),
        ("leaver while points are drawn", (client, cancellationToken) => LeaveAsync(client, "/v1/grades", Attacks.Draws, 25, cancellationToken)),
        ("leaver while pooling", (client, cancellationToken) => LeaveAsync(client, "/v1/evaluations", Attacks.Pool, 2, cancellationToken)),
        ("leaver while events are sent", (client, cancellationToken) => LeaveAsync(client, "/v1/training-runs", Attacks.Events, 3, cancellationToken, "text/event-stream")),
        ("many formulas", (client, cancellationToken) => AskAsync(client, "/v1/grades", Attacks.Formulas(30), cancellationToken)),
        ("very many formulas", (client, cancellationToken) => AskAsync(client, "/v1/grades", Attacks.Formulas(270), cancellationToken)),
        ("drawn points", (client, cancellationToken) => AskAsync(client, "/v1/grades", Attacks.Draws, cancellationToken)),
        ("pooling", (client, cancellationToken) => AskAsync(client, "/v1/evaluations", Attacks.Pool, cancellationToken)),
        ("analyses", (client, cancellationToken) => AskAsync(client, "/v1/exercise-analyses", Attacks.Negations, cancellationToken)),
        ("large answers", (client, cancellationToken) => AskAsync(client, "/v1/gradients", Attacks.WholeTensor, cancellationToken)),
        ("large bodies", (client, cancellationToken) => AskAsync(client, "/v1/gradients", Attacks.Matrix(1900), cancellationToken)),
        ("half a head", HalfHeadAsync),
    ];

    /// <summary>Starts so many, of each kind as many as of any other.</summary>
    public Task RunAsync(int count, CancellationToken cancellationToken) => Task.WhenAll(Enumerable.Range(0, count).Select(index => Task.Run(() => RepeatAsync(Kinds[index % Kinds.Length], cancellationToken), CancellationToken.None)));

    private async Task RepeatAsync((string Kind, Func<RawClient, CancellationToken, Task<string>> Attack) hostile, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            string end;
            try
            {
                using var client = await RawClient.ConnectAsync(address, cancellationToken);
                end = await hostile.Attack(client, cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
            catch (SocketException exception)
            {
                end = exception.SocketErrorCode.ToString();
            }
            catch (OperationCanceledException)
            {
                end = "stopped";
            }

            Ends.AddOrUpdate((hostile.Kind, end), 1, (_, before) => before + 1);
        }
    }

    /// <summary>Announces a large body and sends blanks.</summary>
    private static async Task<string> WriteSlowlyAsync(RawClient client, CancellationToken cancellationToken)
    {
        await client.SendHeadAsync("/v1/gradients", "Content-Length: 8388608", cancellationToken);
        while (!client.HasAnswer)
        {
            await client.SendAsync(new string(' ', WrittenPerSecond), cancellationToken);
            await Task.Delay(Second, cancellationToken);
        }

        return await StatusAsync(client, cancellationToken);
    }

    /// <summary>Begins a batch and sends line ends.</summary>
    private static async Task<string> DripLinesAsync(RawClient client, CancellationToken cancellationToken)
    {
        await client.SendHeadAsync("/v1/grade-batches", "Transfer-Encoding: chunked", cancellationToken, "application/x-ndjson");
        await client.SendChunkAsync(Attacks.Batch.Head, cancellationToken);
        while (!client.HasAnswer)
        {
            await client.SendChunkAsync(new string('\n', WrittenPerSecond), cancellationToken);
            await Task.Delay(Second, cancellationToken);
        }

        return await StatusAsync(client, cancellationToken);
    }

    private static async Task<string> ReadSlowlyAsync(RawClient client, string path, string body, string accept, CancellationToken cancellationToken)
    {
        await client.PostAsync(path, body, cancellationToken, accept);
        var status = await StatusAsync(client, cancellationToken);
        while ((await client.ReadAsync(ReadPerSecond, cancellationToken)).Length > 0)
        {
            await Task.Delay(Second, cancellationToken);
        }

        return status;
    }

    /// <summary>Sends a batch as fast as it is taken, and reads its marks slowly.</summary>
    private static async Task<string> FloodLinesAsync(RawClient client, CancellationToken cancellationToken)
    {
        await client.SendHeadAsync("/v1/grade-batches", "Transfer-Encoding: chunked", cancellationToken, "application/x-ndjson", "application/x-ndjson");
        await client.SendChunkAsync(Attacks.Batch.Head, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = string.Concat(Enumerable.Repeat(Attacks.Batch.Line, 1000));
        var writing = Task.Run(
            async () =>
            {
                while (true)
                {
                    await client.SendChunkAsync(lines, stop.Token);
                }
            },
            stop.Token);
        try
        {
            var status = await StatusAsync(client, cancellationToken);
            while ((await client.ReadAsync(ReadPerSecond, cancellationToken)).Length > 0)
            {
                await Task.Delay(Second, cancellationToken);
            }

            return status;
        }
        finally
        {
            await stop.CancelAsync();
            await writing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task<string> LeaveAsync(RawClient client, string path, string body, int seconds, CancellationToken cancellationToken, string accept = "*/*")
    {
        await client.PostAsync(path, body, cancellationToken, accept);
        for (var waited = 0; waited < seconds * 10; waited++)
        {
            await Task.Delay(Second / 10, cancellationToken);
            if (client.HasAnswer && accept == "*/*")
            {
                return await StatusAsync(client, cancellationToken);
            }
        }

        return "left";
    }

    private static async Task<string> AskAsync(RawClient client, string path, string body, CancellationToken cancellationToken)
    {
        await client.PostAsync(path, body, cancellationToken);
        var status = await StatusAsync(client, cancellationToken);

        // As fast as it comes; a connection is kept open by the server, so that what is left is read until nothing has come for a while.
        while (true)
        {
            using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            idle.CancelAfter(Second);
            try
            {
                if ((await client.ReadAsync(1 << 16, idle.Token)).Length == 0)
                {
                    return status;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return status;
            }
        }
    }

    private static async Task<string> HalfHeadAsync(RawClient client, CancellationToken cancellationToken)
    {
        await client.SendAsync("POST /v1/gradients HTTP/1.1\r\nHost: ", cancellationToken);
        for (var waited = 0; waited < 60 && !client.HasAnswer; waited++)
        {
            await client.SendAsync("l", cancellationToken);
            await Task.Delay(Second, cancellationToken);
        }

        return client.HasAnswer ? await StatusAsync(client, cancellationToken) : "left";
    }

    /// <summary>The status of the answer: the twelve first bytes are <c>HTTP/1.1 200</c>.</summary>
    private static async Task<string> StatusAsync(RawClient client, CancellationToken cancellationToken)
    {
        var head = await client.ReadAsync(12, cancellationToken);
        return head.Length == 12 ? head[9..] : "closed";
    }
}
