namespace Backprop.Domain.Tests.Support;

/// <summary>Compares numbers with where they come from: as many of them, each as near as said.</summary>
internal static class Numbers
{
    public static void AssertNear(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double absolute, double relative = 0, string what = "")
    {
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= absolute + (relative * Math.Abs(expected[i])),
                string.Create(CultureInfo.InvariantCulture, $"{what} element {i}: expected {expected[i]:R}, got {actual[i]:R}"));
        }
    }
}
