namespace Backprop.Api.Tests.Support;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class SteppedClock : TimeProvider
{
    private long _ticks = 1;

    /// <summary>Not the frequency of a time span's ticks, as on many machines.</summary>
    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => _ticks;

    public void Advance(TimeSpan time) => _ticks += time.Ticks * 100;
}
