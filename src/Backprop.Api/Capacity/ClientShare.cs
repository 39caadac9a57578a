using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Backprop.Api.Capacity;

/// <summary>What one client may use of the service.</summary>
/// <param name="Requests">Requests that it may send.</param>
/// <param name="Work">Units of work that it may have done, or null where they are not counted.</param>
internal sealed record ClientShare(TokenBucket Requests, TokenBucket? Work);

/// <summary>The shares of all clients that have used some of theirs lately.</summary>
internal sealed class ClientShares(Func<ClientShare> create)
{
    private const int FewestToSweep = 4096;

    private readonly ConcurrentDictionary<IPAddress, ClientShare> _shares = new();
    private int _sweepAt = FewestToSweep;

    /// <summary>Whoever is told apart by an address: an IPv4 address, however it is written, or the 64 bits of IPv6 that a subscriber is given as a whole.</summary>
    public static IPAddress Client(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6 })
        {
            return address ?? IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>The share of the client at an address.</summary>
    public ClientShare Of(IPAddress? address)
    {
        var client = Client(address);
        if (_shares.TryGetValue(client, out var known))
        {
            return known;
        }

        if (_shares.Count >= _sweepAt)
        {
            Sweep();
        }

        return _shares.GetOrAdd(client, static (_, create) => create(), create);
    }

    /// <summary>Forgets whoever has a full share: they would be given the same again.</summary>
    private void Sweep()
    {
        foreach (var share in _shares)
        {
            if (share.Value is { Requests.IsFull: true, Work: null or { IsFull: true } })
            {
                _shares.TryRemove(share);
            }
        }

        _sweepAt = Math.Max(FewestToSweep, 2 * _shares.Count);
    }
}
