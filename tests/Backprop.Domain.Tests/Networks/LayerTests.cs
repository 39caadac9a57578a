using static Backprop.Domain.Tests.Networks.NetworkCases;

namespace Backprop.Domain.Tests.Networks;

public sealed class LayerTests
{
    public static TheoryData<string> Sequences => Names("sequences");

    public static TheoryData<string> Images => Names("images");

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Networks_recurrent_agreeWithPyTorch(string name) => AssertAgrees("sequences", name);

    [Theory]
    [MemberData(nameof(Images))]
    public void Networks_ofConvolutionsAndNormalisations_agreeWithPyTorch(string name) => AssertAgrees("images", name);
}
