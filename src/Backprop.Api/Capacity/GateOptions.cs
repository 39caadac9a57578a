using System.ComponentModel.DataAnnotations;

namespace Backprop.Api.Capacity;

/// <summary>How many heavy computations run at once and how long others wait for them: the section <c>Computations</c> of the configuration.</summary>
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

    /// <summary>Seconds that a heavy computation may wait: one that would wait longer is refused at once, as far as that can be foreseen.</summary>
    [Range(0, 3600)]
    public double LongestWait { get; init; } = 10;

    /// <summary>Estimated work from which on a computation is heavy, in quarters of a nanosecond of one core: by default a millisecond.</summary>
    [Range(0, long.MaxValue)]
    public long HeavyWork { get; init; } = 4_000_000;

    /// <summary>Bytes of its body from which on a request is heavy.</summary>
    [Range(0, int.MaxValue)]
    public int HeavyBytes { get; init; } = 32 * 1024;
}
