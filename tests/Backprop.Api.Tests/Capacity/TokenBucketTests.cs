using Backprop.Api.Capacity;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Capacity;

public sealed class TokenBucketTests
{
    private readonly SteppedClock _clock = new();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(90)]
    [InlineData(100)]
    [InlineData(1201)]
    [InlineData(6000)]
    public void Take_wheneverThereIsAToken_givesExactlyTheRate(int perMinute)
    {
        var bucket = new TokenBucket(2, perMinute, _clock);
        var taken = 0;
        for (var step = 0; step <= 6000; step++)
        {
            while (taken < 10_000 && bucket.Take(1) == 0)
            {
                taken++;
            }

            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        // What the bucket held, and then a minute's.
        Assert.Equal(2 + perMinute, taken);
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(7, 9)]
    [InlineData(90, 1)]
    [InlineData(1201, 1)]
    public void Take_tooEarly_saysAfterHowManySecondsThereIsAToken(int perMinute, int seconds)
    {
        var bucket = new TokenBucket(3, perMinute, _clock);
        Assert.Equal([0, 0, 0, seconds], Enumerable.Range(0, 4).Select(_ => (int)bucket.Take(1)));

        _clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.True(seconds == 1 || bucket.Take(1) == 1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, bucket.Take(1));
    }

    [Fact]
    public void Take_afterALongTime_givesNoMoreThanTheBucketHolds()
    {
        var bucket = new TokenBucket(3, 60, _clock);
        _clock.Advance(TimeSpan.FromDays(1000));
        Assert.Equal([0, 0, 0, 1], Enumerable.Range(0, 4).Select(_ => (int)bucket.Take(1)));
    }

    [Fact]
    public void Take_moreThanThereIs_isPaidOffBeforeTheNext()
    {
        var bucket = new TokenBucket(1000, 1000, _clock);
        Assert.Equal(0, bucket.Take(5000));
        Assert.Equal(241, bucket.Take(1));
        _clock.Advance(TimeSpan.FromSeconds(240));
        Assert.Equal(1, bucket.Take(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, bucket.Take(1));
    }

    [Fact]
    public void Take_theLargestNumbers_doesNotOverflow()
    {
        var bucket = new TokenBucket(long.MaxValue, long.MaxValue, _clock);
        Assert.Equal(0, bucket.Take(long.MaxValue));
        Assert.Equal(1, bucket.Take(1));
        _clock.Advance(TimeSpan.FromDays(10_000));
        Assert.True(bucket.IsFull);
    }
}
