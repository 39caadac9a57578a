using Backprop.CheckStudy;
using Backprop.Domain.Checking;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Domain.Tests.Checking;

/// <summary>How often the check is wrong, on random graphs. The larger study is <c>check-quality</c> in the benchmarks.</summary>
public sealed class CheckQualityTests
{
    private static readonly Lazy<Study> Study = new(() =>
    {
        var study = new Study(CheckMethod.Adaptive);
        for (var seed = 1; seed <= 200; seed++)
        {
            study.Add(seed);
        }

        return study;
    });

    [Fact]
    public void Adaptive_on_200_graphs_rejects_no_right_gradient()
    {
        Assert.True(Study.Value.Smooth > 800);
        Assert.Equal(0, Study.Value.RightRejected);
        Assert.Equal(0, Study.Value.ComputedRejected);
        Assert.Equal(0, Study.Value.RightCalledKink);
    }

    [Fact]
    public void Adaptive_on_200_graphs_catches_gradients_wrong_by_a_thousandth()
    {
        Assert.True(Study.Value.MilliCaught >= 0.99 * Study.Value.Changeable, string.Join('\n', Study.Value.Mistakes));
        Assert.True(Study.Value.MilliAccepted <= 0.002 * Study.Value.Changeable, string.Join('\n', Study.Value.Mistakes));
        Assert.True(Study.Value.MicroAccepted <= 0.01 * Study.Value.Changeable, string.Join('\n', Study.Value.Mistakes));
    }

    [Fact]
    public void Adaptive_on_200_graphs_finds_every_kink() => Assert.Equal(Study.Value.Kinks, Study.Value.KinksFound);

    [Fact]
    public void Adaptive_on_200_graphs_takes_fewer_than_25_evaluations_an_entry() =>
        Assert.True(Study.Value.Evaluations < 25.0 * (Study.Value.Smooth + Study.Value.Kinks));

    [Fact]
    public void Computed_gradients_of_any_graph_never_fail() => ForAllGraphs((graph, _, wrt) =>
        GradientCheck.Run(graph, new GradientCheckOptions { Wrt = wrt }, CancellationToken.None).Verdict != CheckVerdict.Fail);

    [Fact]
    public void Claims_of_any_graph_with_one_entry_off_by_a_hundredth_fail() => ForAllGraphs((graph, seed, wrt) =>
    {
        var right = GradientCheck.Run(graph, new GradientCheckOptions { Wrt = wrt }, CancellationToken.None);
        var entry = right.Entries[Math.Abs(seed % right.Entries.Count)];
        if (entry.Verdict != CheckVerdict.Pass || Math.Abs(entry.Analytic) < 1e-6)
        {
            return true;
        }

        var claim = new Dictionary<int, Tensor> { [entry.Node] = Tensor.Scalar(entry.Analytic * 1.01) };
        var wrong = GradientCheck.Run(graph, new GradientCheckOptions { Wrt = wrt, Claims = claim }, CancellationToken.None);
        return wrong.Verdict == CheckVerdict.Fail && wrong.Entries.Single(e => e.Verdict == CheckVerdict.Fail).Node == entry.Node;
    });

    private static void ForAllGraphs(Func<Graph, int, List<int>, bool> property) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new RandomGraph(seed);
            var graph = GraphSpecs.Graph(random.Spec, random.Inputs);
            return property(graph, seed, [.. Enumerable.Range(0, graph.Count).Where(node => graph[node].IsVariable)]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
