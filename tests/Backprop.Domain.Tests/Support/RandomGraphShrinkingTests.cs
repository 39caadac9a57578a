namespace Backprop.Domain.Tests.Support;

public sealed class RandomGraphShrinkingTests
{
    [Fact]
    public void ForAll_propertyThatFailsAtSineOfASum_reportsThreeNodesAndTheSimplestNumbers()
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
    public void Smaller_everyGraph_canBeBuiltAndHasLessInIt() => RandomGraph.ForAll(100, graph => Assert.All(RandomGraph.Smaller(graph), smaller =>
    {
        GraphSpecs.Graph(smaller.Spec, smaller.Inputs);
        Assert.True(
            smaller.Nodes.Count < graph.Nodes.Count
                || smaller.Nodes.Sum(n => n.Inputs.Count) < graph.Nodes.Sum(n => n.Inputs.Count)
                || smaller.ToString().Length < graph.ToString().Length,
            smaller.ToString());
    }));
}
