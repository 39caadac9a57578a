using Backprop.Domain.Networks;
using Backprop.Domain.Tests.Support;
using static Backprop.Domain.Tests.Networks.NetworkCases;

namespace Backprop.Domain.Tests.Networks;

public sealed class LayerDiagnosisTests
{
    [Fact]
    public void Networks_thatLearn_areLeftAlone()
    {
        Assert.All(Names("dense"), row => Assert.Empty(Examine(Load("dense", row.Data).Network, Load("dense", row.Data).Inputs)));
    }

    [Fact]
    public void Gradient_thatVanishesThroughManySigmoids_isFoundInTheFirstLayers()
    {
        var layers = string.Join(",", Enumerable.Repeat("""{ "type": "dense", "units": 4, "activation": "sigmoid" }""", 12));

        var findings = Examine($$"""{ "layers": [ {{layers}} ], "loss": "sumSquaredError" }""", "[[1, 2], [3, -1]]", "[[0, 1, 0, 1], [1, 0, 1, 0]]");

        Assert.Contains(findings, f => f is { Code: "vanishing-gradient", Layer: 1, Node: "a1" });
        Assert.DoesNotContain(findings, f => f.Layer > 8);
    }

    [Fact]
    public void Findings_ofVeryDeepNetworks_areBounded()
    {
        var layers = string.Join(",", Enumerable.Repeat("""{ "type": "dense", "units": 1, "activation": "sigmoid" }""", 500));

        var findings = Examine($$"""{ "layers": [ {{layers}} ], "loss": "sumSquaredError" }""", "[[1]]", "[[0]]");

        Assert.Equal(LayerDiagnosis.MostFindings, findings.Count);
    }

    [Fact]
    public void Gradient_thatExplodesThroughLargeWeights_isFound()
    {
        var layers = string.Join(",", Enumerable.Repeat("""{ "type": "dense", "units": 1, "weights": [[50]] }""", 5));

        var findings = Examine($$"""{ "layers": [ {{layers}} ], "loss": "sumSquaredError" }""", "[[1], [2]]", "[[0], [1]]");

        Assert.Equal([("exploding-gradient", 1), ("exploding-gradient", 2)], findings.Select(f => (f.Code, f.Layer)));
    }

    [Fact]
    public void Gradient_thatVanishesOverTime_isFound()
    {
        var x = "[[" + string.Join(",", Enumerable.Repeat("[1]", 20)) + "]]";

        var findings = Examine("""{ "layers": [ { "type": "rnn", "weights": [[0.1]], "recurrentWeights": [[0.1]], "returns": "last" } ], "loss": "sumSquaredError" }""", x, "[[1]]");

        Assert.Equal([("vanishing-gradient", "h1_1")], findings.Select(f => (f.Code, f.Node)));
    }

    [Theory]
    [InlineData("relu", "[[1], [1], [1]]", "[0, -9, 9]", "dead-units", "1 of 3 units of a1 are dead", "(unit 1)")]
    [InlineData("sigmoid", "[[1], [1], [1]]", "[9, -9, 0]", "saturated-units", "2 of 3 units of a1 are saturated", "(unit 0, 1)")]
    [InlineData("tanh", "[[1], [1], [1]]", "[9, -1, 0]", "saturated-units", "1 of 3 units of a1 are saturated", "(unit 0)")]
    public void Units_thatAreStuckForEveryExample_areFound(string activation, string weights, string biases, string code, string detail, string units)
    {
        var findings = Examine(
            $$"""{ "layers": [ { "type": "dense", "weights": {{weights}}, "biases": {{biases}}, "activation": "{{activation}}" } ], "loss": "sumSquaredError" }""",
            $"[{string.Join(",", Enumerable.Range(1, 10).Select(i => $"[0.{i % 10}]"))}]",
            $"[{string.Join(",", Enumerable.Repeat("[0, 1, 0]", 10))}]");

        var finding = Assert.Single(findings);
        Assert.Equal(code, finding.Code);
        Assert.StartsWith(detail, finding.Detail, StringComparison.Ordinal);
        Assert.Contains(units, finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_byFewExamples_areNotJudged()
    {
        Assert.Empty(Examine("""{ "layers": [ { "type": "dense", "weights": [[1]], "biases": [-9], "activation": "relu" } ], "loss": "sumSquaredError" }""", "[[1], [2]]", "[[1], [2]]"));
    }

    private static IReadOnlyList<LayerFinding> Examine(string network, string x, string y) => Examine(Network(network), Inputs(x, y));

    private static IReadOnlyList<LayerFinding> Examine(NetworkSpec network, Dictionary<string, Backprop.Domain.Tensors.Tensor> inputs)
    {
        var expanded = Expanded(network, inputs);
        return LayerDiagnosis.Examine(expanded.Layers, expanded.Parameters, GraphSpecs.Differentiate(GraphSpecs.Graph(expanded.Graph, expanded.Inputs)));
    }
}
