using Backprop.Domain.Naming;

namespace Backprop.Domain.Tests.Naming;

public sealed class NameIndexTests
{
    private static readonly NameIndex<string> Planets = new("planet", ["Mercury", "Venus", "Earth"], name => name);

    [Theory]
    [InlineData("Venus")]
    [InlineData("venus")]
    [InlineData("VENUS")]
    public void Find_anyLetterCase_isFound(string name) => Assert.Equal("Venus", Planets.Find(name));

    [Fact]
    public void Find_unknownName_isNull() => Assert.Null(Planets.Find("Vulcan"));

    [Fact]
    public void Missing_nearName_suggestsItAndListsAll() =>
        Assert.Equal("There is no planet 'venis'. Did you mean 'Venus'? Choose one of Mercury, Venus, Earth.", Planets.Missing("venis", NearestNames.Missing));
}
