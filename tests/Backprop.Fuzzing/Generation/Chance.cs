namespace Backprop.Fuzzing.Generation;

/// <summary>A stream of choices, the same for the same seed and index on every machine (SplitMix64).</summary>
internal sealed class Chance(long seed, long index)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>Numbers at which arithmetic, parsing and printing have their edges.</summary>
    private static readonly double[] Edges =
    [
        0, -0.0, 1e-300, 5e-324, 2.2250738585072014e-308, 1e300, -1e300, 1.7976931348623157e308, 1e-9, 1e9, 1e15, 9007199254740993, 0.1, 1.0 / 3, 1e-17, 709.78, -745.2, 2147483648, -2147483649, 1e20,
    ];

    /// <summary>Whether edges are met at every turn: once in a while, for one alone leads to nothing new.</summary>
    private readonly bool _likesEdges = index % 7 == 3;

    private ulong _state = Mix((ulong)seed) ^ Mix((ulong)index * Step);

    /// <summary>A whole number from 0 up to, not including, <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int From(int least, int most) => least + Below(most - least + 1);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    /// <summary>One of a list.</summary>
    public T Pick<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    /// <summary>One of these.</summary>
    public T Of<T>(params ReadOnlySpan<T> these) => these[Below(these.Length)];

    /// <summary>A number: mostly of the size that people write, now and then at an edge.</summary>
    public double Number() => Below(24) switch
    {
        0 => Pick(Edges),
        < 9 when _likesEdges => Pick(Edges),
        1 => 0,
        2 => 1,
        < 10 => From(-5, 5),
        < 20 => Math.Round((Unit() * 6) - 3, From(1, 4)),
        _ => (Unit() * 4) - 2,
    };

    /// <summary>A number from 0 to 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        _state += Step;
        return Mix(_state);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
