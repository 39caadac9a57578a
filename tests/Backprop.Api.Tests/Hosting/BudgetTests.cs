using Backprop.Api.Capacity;
using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Backprop.Api.Tests.Hosting;

/// <summary>What all requests together cost is bounded before it is spent.</summary>
public sealed class BudgetTests
{
    private const string Small = """{ "expression": "f = x * y", "inputs": { "x": 2, "y": 3 } }""";

    /// <summary>Two million numbers: 16 MB for a pass forward, 48 MB for both with what each edge contributes; 56 MB for the longest tensor on its way out.</summary>
    private const string Large = """{ "graph": { "nodes": [ { "id": "x", "op": "input" }, { "id": "y", "op": "expand", "inputs": ["x"], "attributes": { "shape": [1000, 1000] } }, { "id": "z", "op": "neg", "inputs": ["y"] }, { "id": "f", "op": "reduceSum", "inputs": ["z"] } ] }, "inputs": { "x": 1 }, "select": ["f"] }""";

    [Fact]
    public async Task Work_ofTheWholeRequestOverTheLimit_isRefusedAtTheComputation()
    {
        await using var service = new Service(("Limits:Work", "1000"));
        Assert.Equal(200, (await service.Post("/v1/evaluations", Small)).Status);
        var answer = await service.Post("/v1/exercise-analyses", Small);
        Assert.Equal(422, answer.Status);
        var issue = Assert.Single(answer.Issues);
        Assert.Equal(("too-much-work", "#/expression"), (issue.Code, issue.Pointer));
    }

    [Fact]
    public async Task Memory_moreThanThereIsForAll_isRefusedForGood()
    {
        await using var service = new Service(("Memory:Bytes", "78000000"));
        Assert.Equal(200, (await service.Post("/v1/evaluations", Large)).Status);
        var answer = await service.Post("/v1/gradients", Large);
        Assert.Equal(422, answer.Status);
        var issue = Assert.Single(answer.Issues);
        Assert.Equal(("too-much-memory", "#/graph"), (issue.Code, issue.Pointer));
        Assert.Equal(0, service.Services.GetRequiredService<MemoryBudget>().Memory.Taken);
    }

    [Fact]
    public async Task Memory_takenByOthers_refusesLargeRequestsForNowAndSmallOnesNever()
    {
        await using var service = Service.Listening(("Memory:Bytes", "78000000"));
        var memory = service.Services.GetRequiredService<MemoryBudget>().Memory;
        using (var slow = new Connection(service))
        {
            await slow.Head("/v1/evaluations", "application/json", "Content-Length: 8388608");
            await slow.Send(new string(' ', 8_000_000));
            await Until(() => memory.Taken > 7_900_000);

            var refused = await service.Post("/v1/evaluations", Large);
            Assert.Equal((503, "overloaded"), (refused.Status, refused.Code));
            Assert.True(refused.Response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
            Assert.Equal(200, (await service.Post("/v1/gradients", Small)).Status);
        }

        await Until(() => memory.Taken == 0);
        Assert.Equal(200, (await service.Post("/v1/evaluations", Large)).Status);
    }

    [Fact]
    public async Task Memory_ofABodyThatHasNotCome_isNotTaken()
    {
        await using var service = Service.Listening(("Memory:SmallBytes", "0"));
        var memory = service.Services.GetRequiredService<MemoryBudget>().Memory;
        var connections = Enumerable.Range(0, 93).Select(_ => new Connection(service)).ToList();
        foreach (var connection in connections)
        {
            await connection.Head("/v1/grades", "application/json", "Content-Length: 8388608");
            await connection.Send(new string(' ', 300));
        }

        await Until(() => memory.Taken >= 93 * 300);
        Assert.Equal(93 * 300, memory.Taken);
        connections.ForEach(connection => connection.Dispose());
        await Until(() => memory.Taken == 0);
    }

    [Fact]
    public void Body_announcedButNotSent_allocatesLittle()
    {
        var limits = new ServiceLimits();
        var quotas = new Quotas(limits, new ComputationGate(new GateOptions()), new MemoryBudget(new MemoryOptions()));
        var context = new DefaultHttpContext { Request = { ContentLength = limits.BodyBytes, Body = new Silent() } };
        using var turn = new Turn(context, quotas);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = RequestBody.ReadAsync(context.Request, turn, limits);

        Assert.False(reading.IsCompleted);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public async Task Stream_thatWouldBeTooLong_isRefusedBeforeItBegins()
    {
        const string Body = """
            { "network": { "layers": [ { "type": "dense", "units": 700, "activation": "tanh" }, { "type": "dense", "units": 700 }, { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" },
              "inputs": { "x": [[1, 2]], "y": [[1]] }, "optimizer": "sgd", "epochs": 100, "recordEvery": 1, "progress": { "network": true } }
            """;
        var answer = await Service.Default.Post("/v1/training-runs", Body, "text/event-stream");
        Assert.Equal(422, answer.Status);
        var issue = Assert.Single(answer.Issues);
        Assert.Equal(("answer-too-large", "#/progress/network"), (issue.Code, issue.Pointer));
        Assert.Equal(200, (await Service.Default.Post("/v1/training-runs", Body.Replace("\"recordEvery\": 1", "\"recordEvery\": 100", StringComparison.Ordinal), "text/event-stream")).Status);
    }

    [Fact]
    public async Task Memory_thatRunsOut_isNoDefect()
    {
        await using var service = new Service();
        var context = new DefaultHttpContext { RequestServices = service.Services, Response = { Body = new MemoryStream() } };
        var middleware = new ProblemMiddleware(_ => throw new InsufficientMemoryException(), new ComputationGate(new GateOptions()), NullLogger<ProblemMiddleware>.Instance);
        await middleware.InvokeAsync(context);
        Assert.Equal(503, context.Response.StatusCode);
        Assert.Equal("1", context.Response.Headers.RetryAfter);
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (var attempt = 0; !isSo(); attempt++)
        {
            Assert.True(attempt < 600, "It has not come about within thirty seconds.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A body that never comes.</summary>
    private sealed class Silent : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(new TaskCompletionSource<int>().Task);
    }
}
