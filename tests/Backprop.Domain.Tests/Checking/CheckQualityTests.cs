using Backprop.CheckStudy;
using Backprop.Domain.Checking;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Checking;

/// <summary>How often the check is wrong, on random graphs. The larger study is <c>check-quality</c> in the benchmarks.</summary>
public sealed class CheckQualityTests
{
    private static readonly Lazy<Study> Random = new(() => Run(200, (study, seed) => study.AddRandom(seed)));

    private static readonly Lazy<Study> Hard = new(() => Run(600, (study, seed) => study.AddHard(seed)));

    public static TheoryData<string> Generators => [nameof(Random), nameof(Hard)];

    private static Study Run(int graphs, Action<Study, long> add)
    {
        var study = new Study(CheckMethod.Adaptive);
        for (var seed = 1; seed <= graphs; seed++)
        {
            add(study, seed);
        }

        return study;
    }

    private static Study Of(string generator) => (generator == nameof(Random) ? Random : Hard).Value;

    private static string Mistakes(Study study) => string.Join('\n', study.Mistakes);

    [Theory]
    [MemberData(nameof(Generators))]
    public void Adaptive_onRandomComputations_rejectsNoRightGradient(string generator)
    {
        var study = Of(generator);

        Assert.True(study.Smooth > 800);
        Assert.True(study is { RightRejected: 0, ComputedRejected: 0, RightCalledKink: 0 }, Mistakes(study));
    }

    [Theory]
    [MemberData(nameof(Generators))]
    public void Adaptive_onRandomComputations_showsNoBoundThatIsNotOne(string generator) => Assert.True(Of(generator).BoundsBroken == 0, Mistakes(Of(generator)));

    [Theory]
    [InlineData(nameof(Random), 0.015)]
    [InlineData(nameof(Hard), 0.025)]
    public void Adaptive_onRandomComputations_isSeldomInconclusive(string generator, double share) =>
        Assert.True(Of(generator).Inconclusive <= share * Of(generator).Smooth, Mistakes(Of(generator)));

    [Theory]
    [InlineData(nameof(Random), 0.005)]
    [InlineData(nameof(Hard), 0.02)]
    public void Adaptive_onRandomComputations_catchesWrongGradients(string generator, double microAccepted)
    {
        var study = Of(generator);

        Assert.True(study.MilliCaught >= 0.975 * study.Changeable, Mistakes(study));
        Assert.True(study.MilliAccepted <= 0.001 * study.Changeable, Mistakes(study));
        Assert.True(study.MicroAccepted <= microAccepted * study.Changeable, Mistakes(study));
    }

    [Fact]
    public void Adaptive_onRandomGraphs_findsEveryKink() => Assert.Equal(Random.Value.Kinks, Random.Value.KinksFound);

    [Fact]
    public void Adaptive_onHardPoints_passesNoKink() => Assert.True(Hard.Value is { Kinks: > 5, KinksPassed: 0, KinksFailed: 0 }, Mistakes(Hard.Value));

    [Theory]
    [MemberData(nameof(Generators))]
    public void Adaptive_onRandomComputations_takesFewerThan25EvaluationsAnEntry(string generator) =>
        Assert.True(Of(generator).Evaluations < 25.0 * (Of(generator).Smooth + Of(generator).Kinks));

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
