using Backprop.Domain.Naming;

namespace Backprop.Domain.Tests.Naming;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("sigmod", "sigmoid")]
    [InlineData("SIGMOID", "sigmoid")]
    [InlineData("rleu", "relu")]
    [InlineData("reducsum", "reduceSum")]
    [InlineData("crossEntropyLoss", "crossEntropy")]
    [InlineData("q", "")]
    [InlineData("entirely", "")]
    [InlineData("", "")]
    public void Find_namesAFewEditsAway_givesThem(string name, string nearest) =>
        Assert.Equal(nearest, string.Join(' ', NearestNames.Find(name, ["sigmoid", "relu", "reduceSum", "crossEntropy", "x"])));

    [Fact]
    public void Find_manyNearNames_givesThreeAtMostBestFirst() => Assert.Equal(["hidden", "hidde", "hiddenn"], NearestNames.Find("hidden", ["hiddenns", "hiddenn", "hidde", "hidden", "hiddens"]));

    [Fact]
    public void Find_inVeryMany_looksAtTheFirst() =>
        Assert.Equal(["weight7"], NearestNames.Find("weight", Enumerable.Repeat("unlike", 9_999).Append("weight7").Append("weight")));
}
