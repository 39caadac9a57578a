using System.Net;
using Backprop.Api.Capacity;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Capacity;

public sealed class ClientShareTests
{
    private readonly SteppedClock _clock = new();

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("fe80::1%3", "fe80::2", true)]
    public void Of_twoAddresses_isOneShareWhereTheyAreOneClient(string first, string second, bool same)
    {
        var shares = new ClientShares(Create);
        Assert.Equal(same, ReferenceEquals(shares.Of(IPAddress.Parse(first)), shares.Of(IPAddress.Parse(second))));
    }

    [Fact]
    public void Of_manyClients_forgetsThoseWhoOweNothingAndNoOther()
    {
        var shares = new ClientShares(Create);
        var indebted = shares.Of(IPAddress.Parse("192.0.2.1"));
        indebted.Requests.Spend(1_000_000);
        var idle = shares.Of(IPAddress.Parse("192.0.2.2"));
        for (var client = 0; client < 10_000; client++)
        {
            shares.Of(new IPAddress(0x0A000000 + client));
        }

        Assert.Same(indebted, shares.Of(IPAddress.Parse("192.0.2.1")));
        Assert.NotSame(idle, shares.Of(IPAddress.Parse("192.0.2.2")));
    }

    private ClientShare Create() => new(new TokenBucket(10, 10, _clock), null);
}
