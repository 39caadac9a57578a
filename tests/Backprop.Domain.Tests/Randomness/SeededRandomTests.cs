using Backprop.Domain.Randomness;

namespace Backprop.Domain.Tests.Randomness;

public sealed class SeededRandomTests
{
    [Fact]
    public void SplitMix64_ofSeed1234567_givesThePublishedSequence()
    {
        var state = 1234567UL;
        var drawn = Enumerable.Range(0, 5).Select(_ => SeededRandom.SplitMix64(ref state));
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL], drawn);
    }

    [Fact]
    public void NextBits_fromState1234_givesTheReferenceSequenceOfXoshiro256StarStar()
    {
        var random = new SeededRandom(1, 2, 3, 4);
        ulong[] reference =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360,
            607988272756665600, 16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];
        foreach (var expected in reference)
        {
            Assert.Equal(expected, random.NextBits());
        }
    }

    [Fact]
    public void NextDouble_ofAMillionDraws_hasMeanOneHalfAndVarianceOneTwelfth()
    {
        var random = new SeededRandom(7);
        var drawn = Enumerable.Range(0, 1_000_000).Select(_ => random.NextDouble()).ToArray();
        Assert.All(drawn.Where(d => d is < 0 or >= 1), d => Assert.Fail($"{d} is outside [0, 1)"));
        Assert.Equal(0.5, drawn.Average(), 0.002);
        Assert.Equal(1 / 12.0, drawn.Average(d => (d - 0.5) * (d - 0.5)), 0.001);
    }

    [Fact]
    public void NextNormal_ofAMillionDraws_hasTheMomentsOfTheNormalDistribution()
    {
        var random = new SeededRandom(7);
        var drawn = Enumerable.Range(0, 1_000_000).Select(_ => random.NextNormal()).ToArray();
        Assert.Equal(0, drawn.Average(), 0.005);
        Assert.Equal(1, drawn.Average(d => d * d), 0.01);
        Assert.Equal(0, drawn.Average(d => d * d * d), 0.03);
        Assert.Equal(3, drawn.Average(d => d * d * d * d), 0.06);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-5)]
    [InlineData(0.3)]
    [InlineData(0.70710678)]
    [InlineData(0.999999)]
    [InlineData(1.0)]
    public void PortableLog_anyNumber_agreesWithTheLogarithm(double x) => Assert.Equal(Math.Log(x), SeededRandom.PortableLog(x), 1e-15 * Math.Max(1, Math.Abs(Math.Log(x))));

    [Fact]
    public void NextInt_manyDraws_drawsEveryNumberBelowTheBoundAboutAsOften()
    {
        var random = new SeededRandom(11);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.NextInt(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Shuffle_ofASeed_keepsEveryItemAndFollowsTheSeed()
    {
        var first = Enumerable.Range(0, 100).ToArray();
        var second = Enumerable.Range(0, 100).ToArray();
        var other = Enumerable.Range(0, 100).ToArray();
        new SeededRandom(5).Shuffle<int>(first);
        new SeededRandom(5).Shuffle<int>(second);
        new SeededRandom(6).Shuffle<int>(other);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.Equal(Enumerable.Range(0, 100), first.Order());
    }

    [Fact]
    public void NextDoubleAndNextNormal_ofSeed42_areTheSameOnEveryMachine()
    {
        var uniform = new SeededRandom(42);
        Assert.Equal([0.08386297105988216, 0.3789802506626686, 0.6800434110281394], new[] { uniform.NextDouble(), uniform.NextDouble(), uniform.NextDouble() });
        var normal = new SeededRandom(42);
        Assert.Equal([-0.7262191382447857, 0.22162270150359337, 0.46417731016247366], new[] { normal.NextNormal(), normal.NextNormal(), normal.NextNormal() });
    }
}
