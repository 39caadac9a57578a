using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;

namespace Backprop.Api.Capacity;

/// <summary>How many heavy computations run at once: the section <c>Computations</c> of the configuration.</summary>
internal sealed record GateOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Computations";

    /// <summary>Heavy computations that run at once; 0 for as many as there are processors.</summary>
    [Range(0, 1024)]
    public int AtOnce { get; init; }

    /// <summary>Heavy computations that may wait.</summary>
    [Range(0, 100_000)]
    public int Waiting { get; init; } = 64;

    /// <summary>Estimated work from which on a computation is heavy, in quarters of a nanosecond of one core: by default a millisecond.</summary>
    [Range(0, long.MaxValue)]
    public long HeavyWork { get; init; } = 4_000_000;

    /// <summary>Bytes of its body from which on a request is heavy.</summary>
    [Range(0, int.MaxValue)]
    public int HeavyBytes { get; init; } = 256 * 1024;
}

/// <summary>Lets only so many heavy computations run at once, and so many wait. Small ones do not come here, so that they are never starved.</summary>
internal sealed class ComputationGate(GateOptions options) : IDisposable
{
    private readonly ConcurrencyLimiter _places = new(new() { PermitLimit = options.AtOnce == 0 ? Environment.ProcessorCount : options.AtOnce, QueueLimit = options.Waiting });

    /// <summary>Whether a request with a body of this length is heavy.</summary>
    public bool IsHeavyBody(int bytes) => bytes >= options.HeavyBytes;

    /// <summary>Whether a computation of this much work is heavy.</summary>
    public bool IsHeavyWork(long work) => work >= options.HeavyWork;

    /// <summary>Takes a place, waiting for one if need be; it is not acquired where too many wait already. Disposing of it gives it back.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken cancellationToken) => _places.AcquireAsync(1, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
