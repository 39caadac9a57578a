using static Backprop.Domain.Tests.Networks.NetworkCases;

namespace Backprop.Domain.Tests.Networks;

public sealed class LayerTests
{
    public static TheoryData<string> Sequences => Names("sequences");

    public static TheoryData<string> Images => Names("images");

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Recurrent_networks_agree_with_PyTorch(string name) => AssertAgrees("sequences", name);

    [Theory]
    [MemberData(nameof(Images))]
    public void Convolutions_and_normalisations_agree_with_PyTorch(string name) => AssertAgrees("images", name);
}
