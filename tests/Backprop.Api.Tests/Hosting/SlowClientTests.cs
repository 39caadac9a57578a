using Backprop.Api.Capacity;
using Backprop.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Backprop.Api.Tests.Hosting;

/// <summary>Clients that send or read slowly keep nobody else from computing, and are not waited for without end.</summary>
public sealed class SlowClientTests
{
    private const string Exercise = """{ "expression": "q = x + y; f = q * z", "inputs": { "x": -2, "y": 5, "z": -4 } }""" + "\n";
    private const string Answer = """{ "id": "a", "answer": { "gradients": { "x": -4, "y": -4 } } }""" + "\n";

    /// <summary>Some 50 events of 60,000 weights: more than a connection holds on its way.</summary>
    private const string LongStream = """
        { "network": { "layers": [ { "type": "dense", "units": 300, "activation": "tanh" }, { "type": "dense", "units": 200 }, { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" },
          "inputs": { "x": [[1, 2]], "y": [[1]] }, "optimizer": "sgd", "epochs": 50, "recordEvery": 1, "progress": { "network": true } }
        """;

    /// <summary>Everything is heavy, and there is one place and none to wait in.</summary>
    private static readonly (string, string)[] OnePlace = [("Computations:AtOnce", "1"), ("Computations:Waiting", "0"), ("Computations:HeavyWork", "0")];

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_thatWaitsForLines_holdsNoPlace()
    {
        await using var service = Service.Listening(OnePlace);
        using var first = new Connection(service);
        using var second = new Connection(service);
        foreach (var batch in (Connection[])[first, second])
        {
            await batch.Head("/v1/grade-batches", "application/x-ndjson", "Transfer-Encoding: chunked");
            await batch.Chunk(Exercise + Answer);
            Assert.Contains("\"score\"", await batch.ReadUntil("\"score\""), StringComparison.Ordinal);
            await batch.Chunk(new string('\n', 300));
        }

        Assert.Equal(200, await Heavy(service));
        await first.Chunk(Answer);
        await first.Send("0\r\n\r\n");
        Assert.Contains("\"graded\":2", await first.ReadUntil("\"graded\":2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_readSlowly_holdsNoPlaceAndIsSentWhole()
    {
        await using var service = Service.Listening(OnePlace);
        using var slow = new Connection(service);
        await slow.Post("/v1/training-runs", LongStream, "text/event-stream");
        Assert.Contains("200 OK", await slow.ReadUntil("event: progress"), StringComparison.Ordinal);

        // Not read on, it stands still: its place is free, again and again.
        for (var i = 0; i < 3; i++)
        {
            await Until(async () => await Heavy(service) == 200);
        }

        Assert.Contains("event: result", await slow.ReadUntil("event: result"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "{ \"expression\": ")]
    [InlineData("application/x-ndjson", "\n\n\n")]
    public async Task Body_thatTakesTooLong_isAProblem(string mediaType, string beginning)
    {
        await using var service = Service.Listening(("Limits:BodySeconds", "0.2"));
        using var slow = new Connection(service);
        await slow.Head("/v1/grade-batches", mediaType, "Content-Length: 1000");
        await slow.Send(beginning);
        Assert.Contains("\"code\":\"request-timeout\"", await slow.ReadUntil("request-timeout\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_whoseNextLineTakesTooLong_endsWithAProblemInPlaceOfTheSummary()
    {
        await using var service = Service.Listening(("Limits:BodySeconds", "0.5"));
        using var slow = new Connection(service);
        await slow.Head("/v1/grade-batches", "application/x-ndjson", "Transfer-Encoding: chunked");
        await slow.Chunk(Exercise + Answer);
        var read = await slow.ReadUntil("request-timeout\"");
        Assert.Contains("200 OK", read, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"a\",\"status\":200", read, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"request-timeout\"", read, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/training-runs", "text/event-stream", LongStream)]
    [InlineData("/v1/training-runs", "application/json", """{ "network": { "layers": [ { "type": "dense", "units": 900 }, { "type": "dense", "units": 900 }, { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" }, "inputs": { "x": [[1, 2]], "y": [[1]] }, "optimizer": "sgd", "epochs": 1 }""")]
    [InlineData("/v1/evaluations", "application/json", """{ "graph": { "nodes": [ { "id": "x", "op": "input" }, { "id": "y", "op": "expand", "inputs": ["x"], "attributes": { "shape": [1000, 1000] } } ] }, "inputs": { "x": 0.333333333333 } }""")]
    public async Task Answer_thatIsNotTaken_isGivenUpAndItsMemoryGivenBack(string path, string accept, string body)
    {
        await using var service = Service.Listening(("Limits:AnswerSeconds", "3"), ("Limits:AnswerBytesPerSecond", "1000000000"), ("Memory:SmallBytes", "0"));
        var memory = service.Services.GetRequiredService<MemoryBudget>().Memory;
        using var deaf = new Connection(service);
        await deaf.Post(path, body, accept);
        await deaf.ReadUntil("200 OK");
        Assert.True(memory.Taken > 0);
        await Until(() => Task.FromResult(memory.Taken == 0));
    }

    [Fact]
    public async Task Batch_thatIsNotRead_isSpooledUpToALimitAndThenWaitsForItsReader()
    {
        const int Lines = 20_000;
        var blanks = new string(' ', 3000);
        await using var service = Service.Listening(("Memory:SpoolBytes", "100000"), ("Memory:TotalSpoolBytes", "90000"), ("Limits:AnswerSeconds", "600"));
        var spool = service.Services.GetRequiredService<MemoryBudget>().Spool;
        using var client = new Connection(service);
        await client.Head("/v1/grade-batches", "application/x-ndjson", "Transfer-Encoding: chunked");
        await client.Chunk(Exercise);
        var sent = 0;
        var sending = Task.Run(
            async () =>
            {
                for (; sent < Lines; sent += 100)
                {
                    await client.Chunk(string.Concat(Enumerable.Range(sent, 100).Select(i => Answer.Replace("\"a\"", $"{blanks}\"{i}\"", StringComparison.Ordinal))));
                }

                await client.Send("0\r\n\r\n");
            },
            Never);

        // Whoever sends comes to a stop, for nobody reads the marks.
        await Until(async () =>
        {
            var before = Volatile.Read(ref sent);
            await Task.Delay(500, Never);
            return before > 0 && before == Volatile.Read(ref sent);
        });
        Assert.InRange(spool.Taken, 40_000, 90_000);
        Assert.False(sending.IsCompleted);

        var read = await client.ReadUntil("{\"summary\"");
        await sending;
        var ids = System.Text.RegularExpressions.Regex.Matches(read, "\"id\":\"(\\d+)\",\"status\"").Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.True(ids.Count() > Lines * 0.9);
        Assert.Equal(ids.Order(), ids);
        await Until(() => Task.FromResult(spool.Taken == 0));
    }

    [Fact]
    public async Task Batch_thatIsNeverRead_isGivenUpAndItsSpoolGivenBack()
    {
        await using var service = Service.Listening(("Memory:SpoolBytes", "100000"), ("Limits:AnswerSeconds", "0.5"), ("Limits:AnswerBytesPerSecond", "1000000000"));
        var spool = service.Services.GetRequiredService<MemoryBudget>().Spool;
        using var deaf = new Connection(service);
        await deaf.Head("/v1/grade-batches", "application/x-ndjson", "Transfer-Encoding: chunked");
        await deaf.Chunk(Exercise);
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (true)
            {
                await deaf.Chunk(string.Concat(Enumerable.Repeat(Answer, 100)));
            }
        });
        await Until(() => Task.FromResult(spool.Taken == 0));
    }

    private static async Task<int> Heavy(Service service) => (await service.Post("/v1/evaluations", """{ "expression": "f = x", "inputs": { "x": 1 } }""")).Status;

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var attempt = 0; !await isSo(); attempt++)
        {
            Assert.True(attempt < 600, "It has not come about within thirty seconds.");
            await Task.Delay(50, Never);
        }
    }
}
