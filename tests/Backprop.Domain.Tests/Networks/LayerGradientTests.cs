using Backprop.Domain.Differentiation;
using Backprop.Domain.Networks;
using Backprop.Domain.Tests.Support;
using static Backprop.Domain.Tests.Networks.NetworkCases;

namespace Backprop.Domain.Tests.Networks;

/// <summary>The gradient of every parameter of every kind of layer, against central differences.</summary>
public sealed class LayerGradientTests
{
    private const string WithDropout = """
        { "layers": [ { "type": "dense", "units": 6 }, { "type": "activation", "activation": "softplus" }, { "type": "dropout", "ratio": 0.4 }, { "type": "dense", "units": 3 } ], "loss": "softmaxCrossEntropy", "l2": 0.1 }
        """;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var file in new[] { "dense", "sequences", "images" })
            {
                foreach (var row in Names(file))
                {
                    cases.Add(file, row.Data);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_ofAllParameters_agreeWithCentralDifferences(string file, string name)
    {
        var (network, inputs) = Load(file, name);
        AssertGradients(Expanded(network, inputs));
    }

    [Fact]
    public void Gradients_throughDropout_agreeWithCentralDifferences() =>
        AssertGradients(Expanded(Network(WithDropout), Inputs("[[1, 2], [0.5, -1], [-2, 0.25]]", "[0, 2, 1]")));

    [Fact]
    public void LayerTypes_all_areAmongTheNetworksThatAreChecked()
    {
        var used = Cases.SelectMany(row => Load(row.Data.Item1, row.Data.Item2).Network.Layers).Concat(Network(WithDropout).Layers).Select(l => l.Type).ToHashSet();

        Assert.Superset(LayerCatalog.ByName.Names.ToHashSet(), used);
    }

    private static void AssertGradients(ExpandedNetwork network)
    {
        const double Step = 1e-5;
        var tape = GraphSpecs.Differentiate(GraphSpecs.Graph(network.Graph, network.Inputs));
        Assert.Contains(network.Parameters, p => p.Definition.IsTrained);
        foreach (var parameter in network.Parameters.Where(p => p.Definition.IsTrained))
        {
            Assert.True(tape.Graph.TryFind(parameter.Id, out var node));
            var gradient = tape.Gradient(node).ToArray();
            for (var i = 0; i < gradient.Length; i++)
            {
                var at = tape.Value(node)[i];
                var numeric = (LossAt(tape, node, i, at + Step) - LossAt(tape, node, i, at - Step)) / (2 * Step);
                LossAt(tape, node, i, at);
                Assert.True(Math.Abs(numeric - gradient[i]) <= 1e-8 + (1e-6 * Math.Abs(numeric)), $"{parameter.Id}, element {i}: analytic {gradient[i]:R}, numeric {numeric:R}");
            }
        }
    }

    private static double LossAt(Tape tape, int node, int element, double value)
    {
        tape.Value(node)[element] = value;
        ForwardPass.Run(tape, TestContext.Current.CancellationToken);
        return tape.Value(tape.Graph.Output)[0];
    }
}
