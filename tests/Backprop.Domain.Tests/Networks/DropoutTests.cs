using Backprop.Domain.Tests.Support;
using Backprop.Domain.Tests.Training;
using Backprop.Domain.Training;
using Backprop.Domain.Training.Optimizers;
using static Backprop.Domain.Tests.Networks.NetworkCases;

namespace Backprop.Domain.Tests.Networks;

public sealed class DropoutTests
{
    private const string Dropped = """{ "layers": [ { "type": "dropout", "ratio": 0.25, "seed": 7 } ], "loss": "sumSquaredError" }""";

    [Fact]
    public void Computation_ofDropout_dropsAboutTheRatioAndScalesTheOthersUp()
    {
        var ones = $"[[{string.Join(",", Enumerable.Repeat(1, 1000))}]]";

        var value = GraphSpecs.Differentiate(Graph(Network(Dropped), Inputs(ones, ones))).ValueOf("z1");

        Assert.All(value, v => Assert.True(v == 0 || Math.Abs(v - (1 / 0.75)) < 1e-15));
        Assert.InRange(value.Count(v => v == 0), 200, 300);
    }

    [Fact]
    public void Mask_ofDropout_followsFromTheSeed()
    {
        var ones = $"[[{string.Join(",", Enumerable.Repeat(1, 100))}]]";
        var first = GraphSpecs.Differentiate(Graph(Network(Dropped), Inputs(ones, ones))).ValueOf("z1");

        Assert.Equal(first, GraphSpecs.Differentiate(Graph(Network(Dropped), Inputs(ones, ones))).ValueOf("z1"));
        Assert.NotEqual(first, GraphSpecs.Differentiate(Graph(Network(Dropped.Replace("7", "8", StringComparison.Ordinal)), Inputs(ones, ones))).ValueOf("z1"));
    }

    [Fact]
    public void Training_withDropout_drawsAMaskAStepAndMeasuresWithout()
    {
        var network = Network("""{ "layers": [ { "type": "dropout", "ratio": 0.5 }, { "type": "dense", "weights": [[1, 1]], "biases": [0] } ], "loss": "sumSquaredError" }""");

        var history = Runs.Train(new TrainingTask(network, Inputs("[[3, 4]]", "[[7]]"), Runs.Optimizer(Sgd.Declaration, 0.001), 6, RecordEvery: 1)).History;

        // Without dropout the prediction is right at once; with it, every step that drops or doubles a number moves the weights.
        Assert.Equal(0, history[0].Loss);
        Assert.True(history.Select(r => r.Loss).Distinct().Count() > 3);
    }

    [Fact]
    public void Ratio_ofOne_isRefused()
    {
        var issue = Assert.Single(Expand(Network(Dropped.Replace("0.25", "1", StringComparison.Ordinal)), Inputs("[[1]]", "[[1]]")).Issues);

        Assert.Equal(("invalid-attribute", "network.layers[0].ratio"), (issue.Code, issue.Place.ToString()));
    }
}
