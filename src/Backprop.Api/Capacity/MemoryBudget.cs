using System.ComponentModel.DataAnnotations;

namespace Backprop.Api.Capacity;

/// <summary>How much memory all requests together may hold: the section <c>Memory</c> of the configuration.</summary>
internal sealed record MemoryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Memory";

    /// <summary>Bytes that all requests may hold at once; 0 for a third of what the process may use.</summary>
    [Range(0, long.MaxValue)]
    public long Bytes { get; init; }

    /// <summary>Bytes up to which a request is small: small ones are not counted, so that large ones cannot crowd them out.</summary>
    [Range(0, int.MaxValue)]
    public int SmallBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes of a batch's answer that may wait on disk for a client that does not read yet.</summary>
    [Range(64 * 1024, long.MaxValue)]
    public long SpoolBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Bytes that may wait on disk for all clients together; 0 for an eighth of the memory that the process may use, for the disk of a container is often memory too.</summary>
    [Range(0, long.MaxValue)]
    public long TotalSpoolBytes { get; init; }

    /// <summary>Seconds without heavy work after which memory is given back to the machine.</summary>
    [Range(0.1, 86_400)]
    public double ReleaseSeconds { get; init; } = 10;
}

// docs/decisions/0331-memory-is-promised-before-it-is-spent.md
/// <summary>What all requests together may hold, promised before it is spent: bodies, what is read from them, arenas, answers; and what may wait on disk.</summary>
internal sealed class MemoryBudget(MemoryOptions options)
{
    /// <summary>What a byte of a body becomes once it is read: the request and the graph made from it.</summary>
    private const int BytesOfAByte = 12;

    /// <summary>Memory.</summary>
    public Share Memory { get; } = new(options.Bytes > 0 ? options.Bytes : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 3);

    /// <summary>What waits on disk.</summary>
    public Share Spool { get; } = new(options.TotalSpoolBytes > 0 ? options.TotalSpoolBytes : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);

    /// <summary>Bytes up to which a request is small.</summary>
    public int SmallBytes => options.SmallBytes;

    /// <summary>Bytes of one answer that may wait on disk.</summary>
    public long SpoolBytes => options.SpoolBytes;

    /// <summary>What a body of this length becomes once it is read.</summary>
    public static long BytesOfReading(long bytes) => bytes * BytesOfAByte;

    /// <summary>So many bytes for all requests together.</summary>
    /// <param name="all">How many there are.</param>
    internal sealed class Share(long all)
    {
        private long _taken;

        /// <summary>How many there are.</summary>
        public long All => all;

        /// <summary>How many are promised.</summary>
        public long Taken => Interlocked.Read(ref _taken);

        /// <summary>Promises so many, where there are as many.</summary>
        public bool TryTake(long bytes)
        {
            var taken = Interlocked.Read(ref _taken);
            while (bytes <= all - taken)
            {
                var before = Interlocked.CompareExchange(ref _taken, taken + bytes, taken);
                if (before == taken)
                {
                    return true;
                }

                taken = before;
            }

            return false;
        }

        /// <summary>Takes a promise back.</summary>
        public void GiveBack(long bytes) => Interlocked.Add(ref _taken, -bytes);
    }
}
