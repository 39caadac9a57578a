using System.Diagnostics;
using Microsoft.Extensions.ObjectPool;

namespace Backprop.Api.Capacity;

/// <summary>How long a request may go on with what it is doing. It rings by its token, which the client's leaving cancels too. Pooled.</summary>
internal sealed class RequestClock : IDisposable, IResettable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);
    private static readonly ObjectPool<RequestClock> Pool = new DefaultObjectPool<RequestClock>(new DefaultPooledObjectPolicy<RequestClock>());

    private readonly CancellationTokenSource _source = new();
    private CancellationTokenRegistration _leaving;
    private CancellationToken _client;
    private TimeSpan _time;
    private long _start;

    /// <summary>Rings when the time is up, or when the client leaves.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether it has rung for the time and not for the client.</summary>
    public bool IsUp => _source.IsCancellationRequested && !_client.IsCancellationRequested;

    /// <summary>The time that is left.</summary>
    public TimeSpan Left => _time - Stopwatch.GetElapsedTime(_start);

    /// <summary>A clock that stands still, for a client that may leave.</summary>
    public static RequestClock Of(CancellationToken client)
    {
        var clock = Pool.Get();
        clock._client = client;
        clock._leaving = client.UnsafeRegister(static clock => ((RequestClock)clock!)._source.Cancel(), clock);
        return clock;
    }

    /// <summary>Lets it run for this long from now.</summary>
    public void Set(TimeSpan time)
    {
        (_time, _start) = (time < Longest ? time : Longest, Stopwatch.GetTimestamp());
        _source.CancelAfter(_time > TimeSpan.Zero ? _time : TimeSpan.Zero);
    }

    /// <summary>Lets it stand still.</summary>
    public void Stop() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public bool TryReset()
    {
        if (_source.TryReset())
        {
            return true;
        }

        _source.Dispose();
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Dispose();
        Pool.Return(this);
    }
}
