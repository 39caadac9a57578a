using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using static Backprop.Domain.Tests.Support.GraphSpecs;

namespace Backprop.Domain.Tests.Differentiation;

/// <summary>Properties that hold for every graph, on random ones.</summary>
public sealed class RandomGraphTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(200);

    private static Property ForAllGraphs(Func<RandomGraph, bool> property) => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => property(new RandomGraph(seed)));

    [Fact]
    public void Gradients_agree_with_central_differences() => ForAllGraphs(random =>
    {
        var graph = Graph(random.Spec, random.Inputs);
        var tape = Differentiate(graph);
        return random.Inputs.Keys.All(id =>
        {
            const double Step = 1e-5;
            var x = random.Inputs[id].Data[0];
            double At(double value)
            {
                var moved = new Dictionary<string, Tensor>(random.Inputs) { [id] = Tensor.Scalar(value) };
                return Differentiate(Graph(random.Spec, moved)).Value(graph.Output)[0];
            }

            var numeric = (At(x + Step) - At(x - Step)) / (2 * Step);
            return Math.Abs(numeric - tape.GradientOf(id)[0]) <= 1e-5 * Math.Max(1, Math.Abs(numeric));
        });
    }).Check(Config);

    [Fact]
    public void Permuted_declarations_give_the_same_numbers() => ForAllGraphs(random =>
    {
        var tape = Differentiate(Graph(random.Spec, random.Inputs));
        var permuted = Differentiate(Graph(random.Spec with { Nodes = random.Permute(random.Spec.Nodes) }, random.Inputs));
        return random.Spec.Nodes.All(n => tape.ValueOf(n.Id)[0].Equals(permuted.ValueOf(n.Id)[0])
            && Math.Abs(tape.GradientOf(n.Id)[0] - permuted.GradientOf(n.Id)[0]) <= 1e-12 * Math.Max(1, Math.Abs(tape.GradientOf(n.Id)[0])));
    }).Check(Config);

    [Fact]
    public void Gradients_are_linear_in_the_upstream_gradient() => ForAllGraphs(random =>
    {
        // A power of two scales every product and sum without rounding.
        var graph = Graph(random.Spec, random.Inputs);
        var once = Differentiate(graph);
        var scaled = Differentiate(graph, [-8]);
        return random.Spec.Nodes.All(n => scaled.GradientOf(n.Id)[0].Equals(-8 * once.GradientOf(n.Id)[0]));
    }).Check(Config);

    [Fact]
    public void Every_gradient_is_the_sum_of_its_contributions() => ForAllGraphs(random =>
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

        return Enumerable.Range(0, graph.Count).All(node => sums[node].Equals(tape.Gradient(node)[0]));
    }).Check(Config);
}
