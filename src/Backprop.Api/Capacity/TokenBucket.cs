namespace Backprop.Api.Capacity;

// docs/decisions/0350-rates-are-counted-in-whole-numbers.md
/// <summary>
/// What a client may use of something: a bucket that fills evenly with time and is emptied by use. Whoever finds a token in it may take more than there are;
/// the debt is paid off before the next one is let through.
/// </summary>
/// <param name="capacity">Tokens of a full bucket.</param>
/// <param name="perMinute">Tokens that a minute brings.</param>
/// <param name="clock">What tells the time.</param>
internal sealed class TokenBucket(long capacity, long perMinute, TimeProvider clock)
{
    // A tick of the clock brings perMinute parts, and a token has as many parts as a minute has ticks.
    private readonly Int128 _token = (Int128)clock.TimestampFrequency * 60;
    private readonly Lock _lock = new();
    private Int128 _parts = capacity * (Int128)clock.TimestampFrequency * 60;
    private long _filledAt = clock.GetTimestamp();

    /// <summary>Tokens that a minute brings.</summary>
    public long PerMinute => perMinute;

    /// <summary>Whether nothing has been used of it lately.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                Fill();
                return _parts == capacity * _token;
            }
        }
    }

    /// <summary>Takes tokens where there is one at least and returns 0; else takes none and returns after how many seconds there will be one.</summary>
    public long Take(long tokens)
    {
        lock (_lock)
        {
            Fill();
            if (_parts < _token)
            {
                var missing = _token - _parts;
                var second = (Int128)perMinute * clock.TimestampFrequency;
                return (long)Int128.Min(int.MaxValue, (missing + second - 1) / second);
            }

            _parts -= tokens * _token;
            return 0;
        }
    }

    /// <summary>Takes tokens, whether or not there are any.</summary>
    public void Spend(long tokens)
    {
        lock (_lock)
        {
            Fill();
            _parts -= tokens * _token;
        }
    }

    private void Fill()
    {
        var now = clock.GetTimestamp();
        _parts = Int128.Min(capacity * _token, _parts + ((Int128)perMinute * (now - _filledAt)));
        _filledAt = now;
    }
}
