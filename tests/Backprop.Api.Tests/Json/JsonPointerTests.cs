using Backprop.Api.Json;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Tests.Json;

/// <summary>The examples of RFC 6901, sections 5 and 6.</summary>
public class JsonPointerTests
{
    [Fact]
    public void Of_everything_isTheWholeDocument() => Assert.Equal("#", JsonPointer.Of(Place.Whole));

    [Fact]
    public void Of_memberAndPosition_isOneTokenEach() => Assert.Equal("#/foo/0", JsonPointer.Of(Place.Whole["foo"][0]));

    [Theory]
    [InlineData("", "#/")]
    [InlineData("a/b", "#/a~1b")]
    [InlineData("m~n", "#/m~0n")]
    [InlineData("~1", "#/~01")]
    public void Of_memberWithTildeOrSlash_escapesThem(string member, string pointer) => Assert.Equal(pointer, JsonPointer.Of(Place.Whole[member]));

    [Fact]
    public void Of_elementOfATensor_endsWithItsIndex() => Assert.Equal("#/inputs/x/1/12", JsonPointer.Of(Place.Inputs["x"].Element([1, 12])));
}
