using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;
using static Backprop.Domain.Tests.Support.GraphSpecs;

namespace Backprop.Domain.Tests.Differentiation;

/// <summary>Properties that hold for every graph, on random ones.</summary>
public sealed class RandomGraphTests
{
    [Fact]
    public void Gradients_ofRandomGraphs_agreeWithCentralDifferences() => RandomGraph.ForAll(200, random =>
    {
        var graph = Graph(random.Spec, random.Inputs);
        var tape = Differentiate(graph);
        Assert.All(random.Inputs.Keys, id =>
        {
            const double Step = 1e-5;
            var x = random.Inputs[id].Data[0];
            double At(double value)
            {
                var moved = new Dictionary<string, Tensor>(random.Inputs) { [id] = Tensor.Scalar(value) };
                return Differentiate(Graph(random.Spec, moved)).Value(graph.Output)[0];
            }

            var numeric = (At(x + Step) - At(x - Step)) / (2 * Step);
            Assert.Equal(numeric, tape.GradientOf(id)[0], 1e-5 * Math.Max(1, Math.Abs(numeric)));
        });
    });

    [Fact]
    public void Declarations_permuted_giveTheSameNumbers() => RandomGraph.ForAll(200, random =>
    {
        var tape = Differentiate(Graph(random.Spec, random.Inputs));
        var nodes = random.Nodes.ToArray();
        new Random(nodes.Length).Shuffle(nodes);
        var permuted = Differentiate(Graph(random.Spec with { Nodes = nodes }, random.Inputs));
        Assert.All(random.Nodes, n =>
        {
            Assert.Equal(tape.ValueOf(n.Id)[0], permuted.ValueOf(n.Id)[0]);
            Assert.Equal(tape.GradientOf(n.Id)[0], permuted.GradientOf(n.Id)[0], 1e-12 * Math.Max(1, Math.Abs(tape.GradientOf(n.Id)[0])));
        });
    });

    [Fact]
    public void Gradients_ofRandomGraphs_areLinearInTheUpstreamGradient() => RandomGraph.ForAll(200, random =>
    {
        // A power of two scales every product and sum without rounding.
        var graph = Graph(random.Spec, random.Inputs);
        var once = Differentiate(graph);
        var scaled = Differentiate(graph, [-8]);
        Assert.All(random.Nodes, n => Assert.Equal(-8 * once.GradientOf(n.Id)[0], scaled.GradientOf(n.Id)[0]));
    });

    [Fact]
    public void Gradients_all_areTheSumOfTheirContributions() => RandomGraph.ForAll(200, random =>
    {
        var graph = Graph(random.Spec, random.Inputs);
        var tape = Differentiate(graph);
        var sums = new double[graph.Count];
        sums[graph.Output] = 1;
        for (var node = graph.Count - 1; node >= 0; node--)
        {
            for (var position = 0; position < graph.Operands(node).Length; position++)
            {
                sums[graph.Operands(node)[position]] += tape.Contribution(node, position)[0];
            }
        }

        Assert.All(Enumerable.Range(0, graph.Count), node => Assert.Equal(sums[node], tape.Gradient(node)[0]));
    });
}
