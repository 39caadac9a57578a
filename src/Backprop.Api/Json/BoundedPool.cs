using System.Buffers;

namespace Backprop.Api.Json;

/// <summary>Arrays to be used again. The shared pool keeps one of each size for each thread, which for large ones would fill a small container: of those only a few are kept.</summary>
internal static class BoundedPool<T>
{
    private const int MostShared = 8192;
    private const int LongestKept = 16 * 1024 * 1024;
    private const int KeptOfASize = 4;

    private static readonly ArrayPool<T> Large = ArrayPool<T>.Create(LongestKept, KeptOfASize);

    /// <summary>An array of at least this length.</summary>
    public static T[] Rent(int length) => PoolOf(length).Rent(length);

    /// <summary>Gives an array back.</summary>
    public static void Return(T[] array) => PoolOf(array.Length).Return(array);

    // Both pools have arrays whose lengths are powers of two, so that an array goes back to where it came from.
    private static ArrayPool<T> PoolOf(int length) => length <= MostShared ? ArrayPool<T>.Shared : Large;
}
