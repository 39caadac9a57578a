using Backprop.Domain.Checking;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Checking;

public sealed class GradientCheckTargetsTests
{
    private static readonly Graph Circuit = Computations.Run("q = x + y; f = q * z + 2", ("x", -2), ("y", 5), ("z", -4)).Graph;

    private static IReadOnlyList<Issue> Issues(Graph graph, string[]? wrt, Dictionary<string, Tensor>? claims = null, bool hasUpstream = false) =>
        GradientCheckTargets.Find(graph, wrt, claims, hasUpstream).Issues;

    private static string[] Names(string[]? wrt, Dictionary<string, Tensor>? claims = null) =>
        [.. GradientCheckTargets.Find(Circuit, wrt, claims, hasUpstream: false).Targets!.Wrt.Select(node => Circuit[node].Id)];

    [Fact]
    public void Find_withoutWrt_takesEveryInputInTopologicalOrder() => Assert.Equal(["x", "y", "z"], Names(null));

    [Fact]
    public void Find_withWrt_keepsItsOrder() => Assert.Equal(["z", "x"], Names(["z", "x"]));

    [Fact]
    public void Find_withClaimsAlone_takesWhatIsClaimed() => Assert.Equal(["y"], Names(null, new() { ["y"] = Tensor.Scalar(1) }));

    [Fact]
    public void Find_withWrtAndClaims_checksComputedGradientsOfTheOthers() => Assert.Equal(["x", "y"], Names(["x", "y"], new() { ["y"] = Tensor.Scalar(1) }));

    [Fact]
    public void Find_everyMistake_isReportedAtItsPlace()
    {
        var issues = Issues(Circuit, ["x", "x", "q", "zz", "c1"], new() { ["y"] = Tensor.Vector(1, 2), ["f"] = Tensor.Scalar(1), ["z"] = Tensor.Scalar(double.PositiveInfinity) });

        Assert.Equal(
            [
                "shape-mismatch gradients.y", "not-a-variable gradients.f", "non-finite-number gradients.z",
                "duplicate-node wrt[1]", "not-a-variable wrt[2]", "unknown-node wrt[3]", "not-a-variable wrt[4]",
                "claim-not-in-wrt gradients.y", "claim-not-in-wrt gradients.z",
            ],
            issues.Select(i => $"{i.Code} {i.Place}"));
        Assert.Contains("Did you mean 'z'?", issues.Single(i => i.Code == "unknown-node").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_nothingToMove_isAMistake() => Assert.Equal("no-variables", Assert.Single(Issues(Computations.Run("f = 2 * 3").Graph, null)).Code);

    [Fact]
    public void Find_claimsOfAVectorOutput_needTheUpstreamTheyBelongTo()
    {
        var graph = Computations.Run("y = x^2", new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(1, 2) }, [1, 1]).Graph;
        var claims = new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(2, 4) };

        Assert.Equal("upstream-required", Assert.Single(Issues(graph, null, claims)).Code);
        Assert.Empty(Issues(graph, null, claims, hasUpstream: true));
        Assert.Empty(Issues(graph, null));
    }

    [Fact]
    public void Find_manyMistakes_areBounded()
    {
        var wrt = Enumerable.Range(0, 100_000).Select(i => $"nothing{i}").ToArray();

        Assert.Equal(IssueCollector.MaxIssues + 1, Issues(Circuit, wrt).Count);
    }
}
