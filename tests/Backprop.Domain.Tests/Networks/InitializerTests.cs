using Backprop.Domain.Tests.Support;
using static Backprop.Domain.Tests.Networks.NetworkCases;

namespace Backprop.Domain.Tests.Networks;

public sealed class InitializerTests
{
    // From the published algorithms of the generator and the distributions, worked out separately: 3 features, 2 units, seed 7.
    [Theory]
    [InlineData("xavierUniform", 0.4394410551793959, -0.4847317697499699, 0.7440864880717637, 1.0540323054203893, 1.0754209892005884, 0.8167067804030312)]
    [InlineData("xavierNormal", 0.6099159886384992, -0.19222228819051493, 0.19276887805617776, -1.0758189218612095, -1.0563082794498515, -0.6535798497751086)]
    [InlineData("heUniform", 0.567315962783205, -0.625786023873094, 0.9606115254799683, 1.360749855085926, 1.3883625271119284, 1.054363919745206)]
    [InlineData("heNormal", 0.7873981555275131, -0.24815790697724896, 0.24886355145955497, -1.388876255967761, -1.3636881249234285, -0.843767957865247)]
    [InlineData("normal", 0.009643618527255185, -0.003039301238656567, 0.0030479435832638673, -0.01701019071494067, -0.016701700371775815, -0.010334004790400158)]
    [InlineData("zeros", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)]
    [InlineData("constant", 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)]
    public void Weights_onEveryMachine_areTheSame(string initializer, params double[] weights)
    {
        var drawn = Weights($$"""{ "type": "dense", "units": 2, "seed": 7, "initializer": "{{initializer}}" }""");

        Numbers.AssertNear(weights, drawn, 1e-15);
    }

    [Fact]
    public void Initializers_withAttributes_takeThem()
    {
        Assert.All(Weights("""{ "type": "dense", "units": 2, "initializer": { "type": "constant", "value": 2.5 } }"""), w => Assert.Equal(2.5, w));
        Assert.Equal(
            Weights("""{ "type": "dense", "units": 2, "initializer": { "type": "normal", "standardDeviation": 1 } }""").Select(w => w * 0.5),
            Weights("""{ "type": "dense", "units": 2, "initializer": { "type": "normal", "standardDeviation": 0.5 } }"""));
    }

    [Theory]
    [InlineData("xavierUniform", 1.0 / 250)]
    [InlineData("xavierNormal", 1.0 / 250)]
    [InlineData("heUniform", 2.0 / 400)]
    [InlineData("heNormal", 2.0 / 400)]
    public void Layers_large_haveTheVarianceThatThePapersAskFor(string initializer, double variance)
    {
        var network = Network($$"""{ "layers": [ { "type": "dense", "units": 100, "initializer": "{{initializer}}" } ] }""");
        var weights = Expanded(network, Inputs($"[[{string.Join(",", Enumerable.Repeat(1, 400))}]]")).Graph.Nodes.Single(n => n.Id == "W1").Value!.Data;

        Assert.InRange(weights.Sum(w => w * w) / weights.Length / variance, 0.97, 1.03);
        Assert.InRange(weights.Average() / Math.Sqrt(variance), -0.02, 0.02);
    }

    private static double[] Weights(string layer) =>
        Expanded(Network($$"""{ "layers": [ {{layer}} ] }"""), Inputs("[[1, 2, 3]]")).Graph.Nodes.Single(n => n.Id == "W1").Value!.Data;
}
