namespace Backprop.Api.Capacity;

/// <summary>
/// Gives memory back to the machine after heavy work: once nothing has been running and nothing promised for a while, the heap is collected and compacted.
/// The collector by itself keeps what it has for the next burst, which may not come for days.
/// </summary>
internal sealed class MemoryRelease(ComputationGate gate, MemoryBudget memory, MemoryOptions options) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.ReleaseSeconds));

        // A timer that is disposed of ends the loop without an exception, which the host would take for a failure.
        using var stopping = stoppingToken.UnsafeRegister(static timer => ((PeriodicTimer)timer!).Dispose(), timer);
        var released = 0L;
        var seen = 0L;
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            var heavy = gate.Begun;
            if (heavy != released && heavy == seen && memory.Memory.Taken == 0)
            {
                released = heavy;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }

            seen = heavy;
        }
    }
}
