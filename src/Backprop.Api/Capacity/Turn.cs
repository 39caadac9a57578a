using System.Diagnostics;

namespace Backprop.Api.Capacity;

// docs/decisions/0330-a-place-is-for-computing.md
/// <summary>
/// What one request holds of the service while it is answered: a clock, memory and, while it computes something heavy, a place. While a client is waited
/// for, because it sends or reads slowly, it holds no place.
/// </summary>
internal sealed class Turn : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly HttpContext _context;
    private readonly Quotas _quotas;
    private readonly RequestClock _clock;
    private readonly Lock _promising = new();
    private ComputationGate.Place? _place;
    private TimeSpan _patience;
    private bool _isWaiting;
    private TimeSpan _timeLeft;
    private long? _workLeft;
    private long _needed;
    private long _promised;

    /// <summary>The turn of a request, which finds it among its features.</summary>
    public Turn(HttpContext context, Quotas quotas)
    {
        (_context, _quotas) = (context, quotas);
        _clock = RequestClock.Of(context.RequestAborted);
        _patience = TimeSpan.FromSeconds(quotas.Limits.AnswerSeconds);
        context.Features.Set(this);
    }

    /// <summary>Rings when the body has taken too long to arrive, when computing has taken too long, or when the client leaves.</summary>
    public CancellationToken Token => _clock.Token;

    /// <summary>Rings only when the client leaves.</summary>
    public CancellationToken Client => _context.RequestAborted;

    /// <summary>Whether the time is up for what the service does: not because the client has left.</summary>
    public bool IsUp => _clock.IsUp;

    /// <summary>Whether its body has come, so that the time for computing counts.</summary>
    public bool IsComputing { get; private set; }

    /// <summary>Whether it was given up because its client did not take the answer.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>After how many seconds it is worth to try again, where it is refused.</summary>
    public long TryAgainAfter => _quotas.Gate.TryAgainAfter;

    /// <summary>Starts the clock of the body, the first time that it has to be waited for.</summary>
    public void WaitForBody() => _clock.Set(TimeSpan.FromSeconds(_quotas.Limits.BodySeconds));

    /// <summary>Reads nothing more of the body.</summary>
    public void StopReading() => _clock.Set(TimeSpan.Zero);

    /// <summary>Lets the clock stand still.</summary>
    public void StopClock() => _clock.Stop();

    /// <summary>Starts the clock of the computing, which waiting for a place counts for.</summary>
    public void StartComputing()
    {
        IsComputing = true;
        _clock.Set(TimeSpan.FromSeconds(_quotas.Limits.Seconds));
    }

    /// <summary>Takes a place where this much work needs one, or declares it for the place that is held; false where it is refused.</summary>
    public async ValueTask<bool> TryEnterAsync(long work, bool isHeavy)
    {
        if (_place is not null)
        {
            _place.Declare(work);
            return true;
        }

        return !isHeavy || (_place = await _quotas.Gate.EnterAsync(work, Token)) is not null;
    }

    /// <summary>Is promised this much more memory; false where there is not as much. What is small altogether is not counted.</summary>
    public bool TryTake(long bytes)
    {
        lock (_promising)
        {
            var needed = _needed + bytes;
            var more = needed <= _quotas.Memory.SmallBytes ? 0 : needed - _promised;
            if (more > 0 && !_quotas.Memory.Memory.TryTake(more))
            {
                return false;
            }

            (_needed, _promised) = (needed, _promised + more);
            return true;
        }
    }

    /// <summary>Needs this much less memory from now on.</summary>
    public void GiveBack(long bytes)
    {
        lock (_promising)
        {
            var less = Math.Min(bytes, _promised);
            (_needed, _promised) = (_needed - bytes, _promised - less);
            if (less > 0)
            {
                _quotas.Memory.Memory.GiveBack(less);
            }
        }
    }

    /// <summary>The computing is done: the place is given back, the clock stands still, and the answer may be sent.</summary>
    public void EndComputing()
    {
        _place?.Dispose();
        _place = null;
        _clock.Stop();
        IsComputing = false;
    }

    /// <summary>Goes on computing after the client was waited for, in a place again where it had one.</summary>
    public async ValueTask ResumeAsync()
    {
        if (_isWaiting)
        {
            _isWaiting = false;
            _clock.Set(_timeLeft);
            _place = _workLeft is { } work ? await _quotas.Gate.EnterAgainAsync(work, Token) : null;
        }
    }

    /// <summary>
    /// Sends a part of the answer. A client that does not take it at once is waited for without a place and with the computing's clock stopped; one that
    /// takes the answer too slowly altogether loses its connection.
    /// </summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        for (var start = 0; start < bytes.Length; start += PieceBytes)
        {
            var piece = bytes.Slice(start, Math.Min(PieceBytes, bytes.Length - start));
            var sending = _context.Response.Body.WriteAsync(piece, _context.RequestAborted);
            if (sending.IsCompletedSuccessfully)
            {
                await sending;
            }
            else
            {
                Rest();
                await WaitForClientAsync(sending.AsTask());
            }

            Credit(piece.Length);
        }
    }

    /// <summary>Allows the client the time for what it has taken.</summary>
    public void Credit(int bytes) => _patience += TimeSpan.FromSeconds((double)bytes / _quotas.Limits.AnswerBytesPerSecond);

    /// <summary>Waits for the client to take what is being sent, as long as there is patience left.</summary>
    /// <exception cref="OperationCanceledException">There is none left, and the connection has been closed.</exception>
    public async Task WaitForClientAsync(Task sending)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await sending.WaitAsync(_patience > TimeSpan.Zero ? _patience : TimeSpan.Zero);
        }
        catch (TimeoutException)
        {
            IsGivenUp = true;
            _context.Abort();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new OperationCanceledException("The client has not taken its answer.");
        }
        finally
        {
            _patience -= Stopwatch.GetElapsedTime(start);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _place?.Dispose();
        _clock.Dispose();
        GiveBack(_promised);
    }

    private void Rest()
    {
        if (_isWaiting || !IsComputing)
        {
            return;
        }

        _isWaiting = true;
        _timeLeft = _clock.Left;
        _clock.Stop();
        _workLeft = _place?.Leave();
        _place = null;
    }
}
