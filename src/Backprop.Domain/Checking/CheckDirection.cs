using Backprop.Domain.Randomness;

namespace Backprop.Domain.Checking;

/// <summary>
/// The upstream gradient along which a vector output is checked where the client gives none. Never all ones: the gradient of
/// sum(softmax(x)) is zero whatever the formula.
/// </summary>
public static class CheckDirection
{
    private const long Seed = 20_231;

    /// <summary>
    /// 1 for a single element; else element i is (−1)ⁱ · (½ + uᵢ), with u the uniform numbers of <see cref="SeededRandom"/> from the fixed seed 20231: magnitudes
    /// between ½ and 1½, signs in turn.
    /// </summary>
    public static double[] For(int count)
    {
        var random = new SeededRandom(Seed);
        return count == 1 ? [1] : [.. Enumerable.Range(0, count).Select(i => (i % 2 == 0 ? 1 : -1) * (0.5 + random.NextDouble()))];
    }
}
