using Backprop.CheckStudy;
using Backprop.Domain.Checking;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Checking;

/// <summary>How often the check is wrong, on random graphs. The larger study is <c>check-quality</c> in the benchmarks.</summary>
public sealed class CheckQualityTests
{
    private static readonly Lazy<Study> Study = new(() =>
    {
        var study = new Study(CheckMethod.Adaptive);
        for (var seed = 1; seed <= 200; seed++)
        {
            study.AddRandom(seed);
        }

        return study;
    });

    [Fact]
    public void Adaptive_on200Graphs_rejectsNoRightGradient()
    {
        Assert.True(Study.Value.Smooth > 800);
        Assert.Equal(0, Study.Value.RightRejected);
        Assert.Equal(0, Study.Value.ComputedRejected);
        Assert.Equal(0, Study.Value.RightCalledKink);
    }

    [Fact]
    public void Adaptive_on200Graphs_catchesGradientsWrongByAThousandth()
    {
        Assert.True(Study.Value.MilliCaught >= 0.99 * Study.Value.Changeable, string.Join('\n', Study.Value.Mistakes));
        Assert.True(Study.Value.MilliAccepted <= 0.002 * Study.Value.Changeable, string.Join('\n', Study.Value.Mistakes));
        Assert.True(Study.Value.MicroAccepted <= 0.01 * Study.Value.Changeable, string.Join('\n', Study.Value.Mistakes));
    }

    [Fact]
    public void Adaptive_on200Graphs_findsEveryKink() => Assert.Equal(Study.Value.Kinks, Study.Value.KinksFound);

    [Fact]
    public void Adaptive_on200Graphs_takesFewerThan25EvaluationsAnEntry() =>
        Assert.True(Study.Value.Evaluations < 25.0 * (Study.Value.Smooth + Study.Value.Kinks));

    [Fact]
    public void ComputedGradients_ofAnyGraph_neverFail() => ForAllGraphs((graph, wrt) =>
        Assert.NotEqual(CheckVerdict.Fail, GradientCheck.Run(GraphSpecs.Differentiate(graph), new GradientCheckOptions { Wrt = wrt }, CancellationToken.None).Verdict));

    [Fact]
    public void Claims_ofAnyGraphWithOneEntryOffByAHundredth_fail() => ForAllGraphs((graph, wrt) =>
    {
        var right = GradientCheck.Run(GraphSpecs.Differentiate(graph), new GradientCheckOptions { Wrt = wrt }, CancellationToken.None);
        foreach (var entry in right.Entries.Where(e => e.Verdict == CheckVerdict.Pass && Math.Abs(e.Analytic) >= 1e-6))
        {
            var claim = new Dictionary<int, Tensor> { [entry.Node] = Tensor.Scalar(entry.Analytic * 1.01) };
            var wrong = GradientCheck.Run(GraphSpecs.Differentiate(graph), new GradientCheckOptions { Wrt = wrt, Claims = claim }, CancellationToken.None);
            Assert.Equal(entry.Node, wrong.Entries.Single(e => e.Verdict == CheckVerdict.Fail).Node);
        }
    });

    private static void ForAllGraphs(Action<Graph, List<int>> property) => RandomGraph.ForAll(200, random =>
    {
        var graph = GraphSpecs.Graph(random.Spec, random.Inputs);
        property(graph, [.. Enumerable.Range(0, graph.Count).Where(node => graph[node].IsVariable)]);
    });
}
