using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;
using static Backprop.Domain.Tests.Networks.NetworkCases;

namespace Backprop.Domain.Tests.Networks;

public sealed class DenseNetworkTests
{
    public static TheoryData<string> Cases => Names("dense");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Network_ofASource_hasItsValuesAndGradients(string name) => AssertAgrees("dense", name);

    [Fact]
    public void Network_layered_hasExactlyTheNodesOfTheContract()
    {
        var network = Network("""{ "layers": [ { "type": "dense", "units": 3, "activation": "tanh" }, { "type": "dense", "units": 2 } ], "loss": "sumSquaredError" }""");

        var expanded = Expanded(network, Inputs("[[1, 2]]", "[[0, 1]]"));

        Assert.Equal(["x", "W1", "b1", "z1", "a1", "W2", "b2", "z2", "y", "loss"], expanded.Graph.Nodes.Select(n => n.Id));
        Assert.Equal(["W1", "b1", "z1", "a1"], expanded.Layers[0].Nodes);
        Assert.Equal(["W2", "b2", "z2"], expanded.Layers[1].Nodes);
        Assert.Equal("z2", expanded.Layers[^1].Nodes[^1]);
    }

    [Fact]
    public void Penalty_ofANetwork_isHalfLambdaTimesTheSquaresOfWeightsAndLeavesBiasesOut()
    {
        var network = Network("""
            { "layers": [ { "type": "dense", "weights": [[1, 2]], "biases": [5] }, { "type": "dense", "weights": [[3]], "biases": [7] } ],
              "loss": "sumSquaredError", "l2": 0.1 }
            """);

        var tape = GraphSpecs.Differentiate(Graph(network, Inputs("[[1, 1]]", "[[31]]")));

        Assert.Equal(0.5 * 0.1 * (1 + 4 + 9), tape.ValueOf("penalty")[0], 15);
        Assert.Equal(0, tape.ValueOf("dataLoss")[0]);
        Assert.Equal(tape.ValueOf("penalty"), tape.ValueOf("loss"));
        Assert.Equal([0.1, 0.2], tape.GradientOf("W1"));
        Assert.Equal([0], tape.GradientOf("b1"));
    }

    [Fact]
    public void Inputs_thatNameParameters_overrideThem()
    {
        var network = Network("""{ "layers": [ { "type": "dense", "weights": [[1, 2]], "biases": [0] } ] }""");
        var inputs = Inputs("[[3, 4]]");
        inputs["W1"] = Tensor("[[10, 0]]");

        Assert.Equal([30], GraphSpecs.Differentiate(Graph(network, inputs)).ValueOf("z1"));
    }

    [Fact]
    public void Network_withoutALoss_hasTheLastLayerAsOutput()
    {
        var graph = Graph(Network("""{ "layers": [ { "type": "dense", "units": 3 } ] }"""), Inputs("[[1], [2]]"));

        Assert.Equal("z1", graph.OutputNode.Id);
        Assert.Equal(Shape.Of(2, 3), graph.OutputNode.Shape);
    }

    [Theory]
    [InlineData("meanSquaredError", 1.0 / 3)]
    [InlineData("meanAbsoluteError", 1.0 / 3)]
    [InlineData("sumSquaredError", 1.0)]
    [InlineData("halfSquaredError", 1.0)]
    [InlineData("huber", 1.0 / 3)]
    [InlineData("binaryCrossEntropyWithLogits", 1.0 / 3)]
    public void Gradient_ofABatch_isTheSumOrTheMeanOverItsExamples(string loss, double share)
    {
        var network = Network($$"""{ "layers": [ { "type": "dense", "units": 3, "activation": "tanh" }, { "type": "dense", "units": 2 } ], "loss": "{{loss}}" }""");
        string[] x = ["[0.5, -1]", "[2, 0.25]", "[-0.75, 1]"];
        string[] y = ["[0, 1]", "[1, 0]", "[1, 1]"];

        var batch = GraphSpecs.Differentiate(Graph(network, Inputs($"[{string.Join(",", x)}]", $"[{string.Join(",", y)}]"))).GradientOf("W1");
        var singles = x.Zip(y, (one, target) => GraphSpecs.Differentiate(Graph(network, Inputs(one, target))).GradientOf("W1")).ToList();

        for (var i = 0; i < batch.Length; i++)
        {
            Assert.Equal(singles.Sum(s => s[i]) * share, batch[i], 1e-15);
        }
    }

    [Fact]
    public void Weights_thatAreNotGiven_areDrawnFromTheLayersNumberAsSeed()
    {
        var implied = Graph(Network("""{ "layers": [ { "type": "dense", "units": 2 }, { "type": "dense", "units": 2 } ] }"""), Inputs("[[1, 2]]"));
        var written = Graph(Network("""{ "layers": [ { "type": "dense", "units": 2, "seed": 1 }, { "type": "dense", "units": 2, "seed": 2 } ] }"""), Inputs("[[1, 2]]"));

        Assert.Equal(ParameterOf(written, "W1"), ParameterOf(implied, "W1"));
        Assert.Equal(ParameterOf(written, "W2"), ParameterOf(implied, "W2"));
        Assert.NotEqual(ParameterOf(implied, "W1"), ParameterOf(implied, "W2"));
    }

    private static double[] ParameterOf(Graph graph, string id)
    {
        Assert.True(graph.TryFind(id, out var node));
        return graph[node].Value!.Data;
    }
}
