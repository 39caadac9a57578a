using static Backprop.Domain.Tests.Networks.NetworkCases;

namespace Backprop.Domain.Tests.Networks;

public sealed class LayerTests
{
    public static TheoryData<string> Cases => Names("sequences");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_those_of_PyTorch(string name) => AssertAgrees("sequences", name);
}
