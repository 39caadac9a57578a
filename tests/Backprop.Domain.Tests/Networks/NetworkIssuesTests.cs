using Backprop.Domain.Graphs;
using static Backprop.Domain.Tests.Networks.NetworkCases;

namespace Backprop.Domain.Tests.Networks;

/// <summary>Mistakes in a network are found at once and point into the network as it was written, not into the graph made from it.</summary>
public sealed class NetworkIssuesTests
{
    [Theory]
    [InlineData("""{ "layers": [] }""", "empty-network", "network.layers", "Add at least one")]
    [InlineData("""{ "layers": [ { "type": "dens", "units": 1 } ] }""", "unknown-layer-type", "network.layers[0].type", "Did you mean 'dense'?")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 1, "activation": "sigmoyd" } ] }""", "unknown-activation", "network.layers[0].activation", "Did you mean 'sigmoid'?")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 1, "activation": "matMul" } ] }""", "unknown-activation", "network.layers[0].activation", "more than one operand")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 1, "activation": { "type": "leakyRelu", "alpa": 1 } } ] }""", "unknown-attribute", "network.layers[0].activation.alpa", "Did you mean 'alpha'?")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 1, "activation": { "type": "leakyRelu", "alpha": "x" } } ] }""", "invalid-attribute", "network.layers[0].activation.alpha", "must be a number")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 1 } ], "loss": "meanSquareError" }""", "unknown-loss", "network.loss", "Did you mean 'meanSquaredError'")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 1 } ], "loss": { "type": "huber", "delta": -1 } }""", "invalid-attribute", "network.loss.delta", "at least 0")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 1, "initializer": "xavier" } ] }""", "unknown-initializer", "network.layers[0].initializer", "xavierUniform, xavierNormal")]
    [InlineData("""{ "layers": [ { "type": "dense", "unit": 1 } ] }""", "unknown-attribute", "network.layers[0].unit", "Did you mean 'units'?")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 1.5 } ] }""", "invalid-attribute", "network.layers[0].units", "whole number")]
    [InlineData("""{ "layers": [ { "type": "dense" } ] }""", "missing-attribute", "network.layers[0]", "needs the attribute units")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 2, "weights": [[1, 2]] } ] }""", "shape-mismatch", "network.layers[0].weights", "needs [2, 2]: units × features")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 2, "weights": [[1], [2]] } ] }""", "shape-mismatch", "network.layers[0].weights", "has the shape [2, 1]")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 2, "biases": [1] } ] }""", "shape-mismatch", "network.layers[0].biases", "needs [2]")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 2, "gamma": [1] } ] }""", "unknown-attribute", "network.layers[0].gamma", "dense takes no gamma")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 2, "useBias": false, "biases": [1, 2] } ] }""", "unexpected-value", "network.layers[0].biases", "useBias is false")]
    [InlineData("""{ "layers": [ { "type": "activation" } ] }""", "missing-attribute", "network.layers[0]", "needs the member activation")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 1 } ], "l2": 0.1 }""", "penalty-without-loss", "network.l2", "Name a loss")]
    [InlineData("""{ "layers": [ { "type": "activation", "activation": "tanh" } ], "loss": "sumSquaredError", "l2": 1 }""", "penalty-without-weights", "network.l2", "Leave l2 out")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 2, "name": "one" }, { "type": "residual", "from": "two" } ] }""", "unknown-layer", "network.layers[1].from", "No earlier layer is called 'two'")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 3 }, { "type": "residual", "from": "x" } ] }""", "shape-mismatch", "network.layers[1].from", "cannot be added")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 2, "name": "one" }, { "type": "dense", "units": 2, "name": "one" } ] }""", "duplicate-name", "network.layers[1].name", "already taken")]
    [InlineData("""{ "layers": [ { "type": "dense", "units": 1000000000 } ] }""", "tensor-too-large", "network.layers[0]", "exceeds the limit")]
    public void Network_mistake_isReportedAtItsPlaceWithWhatToDo(string network, string code, string place, string detail)
    {
        var issue = Assert.Single(Expand(Network(network), Inputs("[[1, 2]]", "[[1]]")).Issues, i => i.Place.ToString() != "inputs.y");

        Assert.Equal(code, issue.Code);
        Assert.Equal(place, issue.Place.ToString());
        Assert.Contains(detail, issue.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "type": "conv2d", "filters": 1, "kernelShape": [3, 3] }""", "[[1, 2]]", "shape-mismatch", "network.layers[0]", "needs [batch, channels, height, width], but gets the shape [1, 2]")]
    [InlineData("""{ "type": "conv2d", "filters": 1, "kernelShape": [3] }""", "[[[[1, 2], [3, 4]]]]", "missing-attribute", "network.layers[0].kernelShape", "two numbers")]
    [InlineData("""{ "type": "conv2d", "filters": 1, "kernelShape": [3, 3] }""", "[[[[1, 2], [3, 4]]]]", "shape-mismatch", "network.layers[0]", "conv 'z1'")]
    [InlineData("""{ "type": "conv2d", "filters": 1, "kernelShape": [1, 1], "group": 2 }""", "[[[[1, 2], [3, 4]]]]", "invalid-attribute", "network.layers[0].group", "cannot be divided")]
    [InlineData("""{ "type": "conv2d", "filters": 1, "kernelShape": [1, 1], "strides": [0, 1] }""", "[[[[1, 2], [3, 4]]]]", "invalid-attribute", "network.layers[0].strides", "at least 1")]
    [InlineData("""{ "type": "conv2d", "filters": 1, "kernelShape": [1, 1], "strides": [1] }""", "[[[[1, 2], [3, 4]]]]", "invalid-attribute", "network.layers[0].strides", "strides")]
    [InlineData("""{ "type": "conv2d", "filters": 1000000000, "kernelShape": [1000000000, 1000000000] }""", "[[[[1, 2], [3, 4]]]]", "tensor-too-large", "network.layers[0]", "exceeds the limit")]
    [InlineData("""{ "type": "maxPool" }""", "[[[[1, 2], [3, 4]]]]", "missing-attribute", "network.layers[0]", "kernelShape")]
    [InlineData("""{ "type": "dense", "units": 1 }""", "[[[[1, 2], [3, 4]]]]", "shape-mismatch", "network.layers[0]", "put a flatten layer before it")]
    [InlineData("""{ "type": "batchNorm", "mean": [1, 2] }""", "[[1, 2]]", "missing-attribute", "network.layers[0]", "mean and variance together")]
    [InlineData("""{ "type": "layerNorm", "axis": 0 }""", "[[1, 2]]", "invalid-attribute", "network.layers[0].axis", "after the first")]
    [InlineData("""{ "type": "groupNorm", "numGroups": 3 }""", "[[1, 2]]", "invalid-attribute", "network.layers[0].numGroups", "numGroups")]
    [InlineData("""{ "type": "rnn", "units": 3 }""", "[[1, 2]]", "shape-mismatch", "network.layers[0]", "needs sequences [batch, time, features]")]
    [InlineData("""{ "type": "rnn", "units": 3, "returns": "all" }""", "[[[1, 2]]]", "invalid-attribute", "network.layers[0].returns", "'sequence', 'last'")]
    [InlineData("""{ "type": "lstm", "units": 1000000000 }""", "[[[1, 2]]]", "invalid-attribute", "network.layers[0].units", "at most")]
    [InlineData("""{ "type": "embedding", "units": 3 }""", "[[1, 2]]", "missing-attribute", "network.layers[0]", "vocabulary and units")]
    [InlineData("""{ "type": "activation", "activation": "reduceSum" }""", "[[1, 2]]", "unknown-activation", "network.layers[0].activation", "keep")]
    public void Layer_thatDoesNotFitWhatComesIn_isReportedWithWhatItNeeds(string layer, string x, string code, string place, string detail)
    {
        var issue = Assert.Single(Expand(Network($$"""{ "layers": [ {{layer}} ] }"""), Inputs(x)).Issues);

        Assert.Equal((code, place), (issue.Code, issue.Place.ToString()));
        Assert.Contains(detail, issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_overTheLimitOfNodes_areRefusedBeforeTheyAreWrittenOut()
    {
        var x = $"[[{string.Join(",", Enumerable.Repeat("[1]", 5000))}]]";

        var issue = Assert.Single(Expand(Network("""{ "layers": [ { "type": "lstm", "units": 1 } ] }"""), Inputs(x), limits: GraphLimits.Default with { MaxNodes = 50_000 }).Issues);

        Assert.Equal(("too-many-nodes", "network.layers[0]"), (issue.Code, issue.Place.ToString()));
    }

    [Theory]
    [InlineData("sumSquaredError", 1, "[0, 1]", "Write one row per example")]
    [InlineData("sumSquaredError", 2, "[[0, 1]]", "the targets must have the same shape")]
    [InlineData("softmaxCrossEntropy", 2, "[0, 1, 1]", "one class index per prediction")]
    [InlineData("multiclassHinge", 3, "[[0, 1, 0], [1, 0, 0]]", "one class index per prediction")]
    public void Targets_thatDoNotFit_areReportedAtY(string loss, int units, string y, string detail)
    {
        var network = Network($$"""{ "layers": [ { "type": "dense", "units": {{units}} } ], "loss": "{{loss}}" }""");

        var issue = Assert.Single(Expand(network, Inputs("[[1], [2]]", y)).Issues);

        Assert.Equal("shape-mismatch", issue.Code);
        Assert.Equal("inputs.y", issue.Place.ToString());
        Assert.Contains(detail, issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Network_everyMistake_isReportedAtOnce()
    {
        var network = Network("""
            { "layers": [ { "type": "dense", "units": 2, "activation": "rilu" }, { "type": "conv9d" }, { "type": "dense", "unit": 2 } ], "loss": "mse" }
            """);

        var issues = Expand(network, Inputs("[[1, 2]]")).Issues;

        Assert.Equal(
            ["network.layers[0].activation", "network.layers[1].type", "network.layers[2].unit", "network.loss", "inputs.y"],
            issues.Select(i => i.Place.ToString()));
    }

    [Fact]
    public void Value_underInputsOfTheWrongShape_isReportedThere()
    {
        var inputs = Inputs("[[1, 2]]");
        inputs["W1"] = Tensor("[[1], [2]]");

        var issue = Assert.Single(Expand(Network("""{ "layers": [ { "type": "dense", "units": 2 } ] }"""), inputs).Issues);

        Assert.Equal(("shape-mismatch", "inputs.W1"), (issue.Code, issue.Place.ToString()));
    }

    [Fact]
    public void Network_ofManyMistakenLayers_isAnsweredWithABoundedList()
    {
        var layers = string.Join(",", Enumerable.Repeat("""{ "type": "danse" }""", 5000));

        var issues = Expand(Network($$"""{ "layers": [ {{layers}} ] }"""), Inputs("[[1]]")).Issues;

        Assert.Equal(IssueCollector.MaxIssues + 1, issues.Count);
        Assert.Equal("more-issues", issues[^1].Code);
    }

    [Fact]
    public void Weights_largerThanTheLimit_areRefusedBeforeTheyAreDrawn()
    {
        var limits = GraphLimits.Default with { MaxTotalElements = 5000 };
        var network = Network("""{ "layers": [ { "type": "dense", "units": 60 }, { "type": "dense", "units": 60 }, { "type": "dense", "units": 60 } ] }""");

        var issue = Assert.Single(Expand(network, Inputs("[[1, 2]]"), limits: limits).Issues);

        Assert.Equal(("graph-too-large", "network.layers[2]"), (issue.Code, issue.Place.ToString()));
    }
}
