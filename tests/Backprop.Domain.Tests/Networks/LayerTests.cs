using Backprop.Domain.Networks;
using static Backprop.Domain.Tests.Networks.NetworkCases;

namespace Backprop.Domain.Tests.Networks;

public sealed class LayerTests
{
    public static TheoryData<string> Sequences => Names("sequences");

    public static TheoryData<string> Images => Names("images");

    [Fact]
    public void Layer_thatTakesNoActivation_saysSo()
    {
        var without = LayerCatalog.All.Where(layer => !layer.TakesActivation).ToList();
        Assert.Equal(["rnn", "lstm"], without.Select(layer => layer.Name));
        Assert.All(without, layer => Assert.Contains("no other follows", layer.Summary, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Networks_recurrent_agreeWithPyTorch(string name) => AssertAgrees("sequences", name);

    [Theory]
    [MemberData(nameof(Images))]
    public void Networks_ofConvolutionsAndNormalisations_agreeWithPyTorch(string name) => AssertAgrees("images", name);
}
