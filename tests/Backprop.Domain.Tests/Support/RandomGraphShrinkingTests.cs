namespace Backprop.Domain.Tests.Support;

public sealed class RandomGraphShrinkingTests
{
    [Fact]
    public void ForAll_a_property_that_fails_at_sine_of_a_sum_reports_three_nodes_and_the_simplest_numbers()
    {
        var smallest = "";
        Assert.ThrowsAny<Exception>(() => RandomGraph.ForAll(500, graph =>
        {
            if (graph.Nodes.Any(n => n.Op == "sin" && graph.Nodes.Single(o => o.Id == n.Inputs[0]).Op == "add"))
            {
                smallest = graph.ToString();
                Assert.Fail("a sine of a sum");
            }
        }));

        Assert.Matches(@"^(x\d) = 0; (n\d+) = add\(\1, \1\); (n\d+) = sin\(\2\); output \3$", smallest);
    }

    [Fact]
    public void Smaller_every_graph_can_be_built_and_has_less_in_it() => RandomGraph.ForAll(100, graph => Assert.All(RandomGraph.Smaller(graph), smaller =>
    {
        GraphSpecs.Graph(smaller.Spec, smaller.Inputs);
        Assert.True(
            smaller.Nodes.Count < graph.Nodes.Count
                || smaller.Nodes.Sum(n => n.Inputs.Count) < graph.Nodes.Sum(n => n.Inputs.Count)
                || smaller.ToString().Length < graph.ToString().Length,
            smaller.ToString());
    }));
}
