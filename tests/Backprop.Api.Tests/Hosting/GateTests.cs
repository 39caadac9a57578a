using Backprop.Api.Capacity;

namespace Backprop.Api.Tests.Hosting;

public sealed class GateTests
{
    /// <summary>More work than any wait allows: some minutes.</summary>
    private const long WorkOfMinutes = 1_000_000_000_000;

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_whereTheWaitWouldBeTooLong_isRefusedAtOnceWithTheTime()
    {
        var gate = new ComputationGate(new GateOptions { AtOnce = 1 });
        using var place = await gate.EnterAsync(WorkOfMinutes, Never);

        var second = gate.EnterAsync(1, Never);

        Assert.True(second.IsCompletedSuccessfully);
        Assert.Null(await second);
        Assert.InRange(gate.TryAgainAfter, 200, 3600);
    }

    [Fact]
    public async Task Enter_longerThanForeseen_isRefusedInTheEnd()
    {
        var gate = new ComputationGate(new GateOptions { AtOnce = 1, LongestWait = 0.05 });
        using var place = await gate.EnterAsync(1, Never);
        Assert.Null(await gate.EnterAsync(1, Never));
        Assert.Equal(1, gate.TryAgainAfter);
    }

    [Fact]
    public async Task Enter_several_isFirstComeFirstServed()
    {
        var gate = new ComputationGate(new GateOptions { AtOnce = 1, LongestWait = 600 });
        var place = await gate.EnterAsync(1, Never);
        var waiting = new[] { gate.EnterAsync(3, Never).AsTask(), gate.EnterAsync(2, Never).AsTask(), gate.EnterAsync(1, Never).AsTask() };
        foreach (var next in waiting)
        {
            Assert.False(next.IsCompleted);
            place!.Dispose();
            place = await next;
        }
    }

    [Fact]
    public async Task Enter_againAfterOthersFilledTheQueue_isNotRefused()
    {
        var gate = new ComputationGate(new GateOptions { AtOnce = 1, Waiting = 0 });
        var place = await gate.EnterAsync(WorkOfMinutes, Never);
        Assert.Null(await gate.EnterAsync(1, Never));

        var again = gate.EnterAgainAsync(1, Never);

        Assert.False(again.IsCompleted);
        place!.Dispose();
        (await again).Dispose();
    }

    [Fact]
    public async Task Enter_byOneThatLeaves_leavesTheQueueAtOnce()
    {
        var gate = new ComputationGate(new GateOptions { AtOnce = 1, Waiting = 1, LongestWait = 600 });
        var place = await gate.EnterAsync(1, Never);
        using var leaves = new CancellationTokenSource();
        var waiting = gate.EnterAsync(WorkOfMinutes, leaves.Token).AsTask();
        Assert.Null(await gate.EnterAsync(1, Never));

        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var next = gate.EnterAsync(1, Never);
        Assert.False(next.IsCompleted);
        place!.Dispose();
        Assert.NotNull(await next);
    }

    [Fact]
    public async Task Place_givenBackTwice_isOnePlace()
    {
        var gate = new ComputationGate(new GateOptions { AtOnce = 1, Waiting = 0 });
        var place = await gate.EnterAsync(1, Never);
        place!.Leave();
        using var second = await gate.EnterAsync(1, Never);
        place.Dispose();
        Assert.Null(await gate.EnterAsync(1, Never));
    }
}
