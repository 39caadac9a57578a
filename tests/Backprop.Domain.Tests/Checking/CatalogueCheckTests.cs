using Backprop.Domain.Checking;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Checking;

/// <summary>The adaptive check on every operator of the catalogue, at every sample that it declares.</summary>
public sealed class CatalogueCheckTests
{
    public static TheoryData<string> Operators => [.. OperatorCatalog.All.Where(o => !o.IsLeaf).Select(o => o.Name)];

    private static IEnumerable<(Tape Tape, List<int> Differentiated)> Runs(string name)
    {
        var operation = OperatorCatalog.Find(name)!;
        for (var sample = 0; sample < operation.Samples.Count; sample++)
        {
            var tape = SampleRun.AwayFromKinks(operation, sample, 1.0 / 1024).Tape;
            var operands = tape.Graph.Operands(tape.Graph.Output).ToArray();
            var differentiated = operands.Where((_, position) => tape.Graph.IsActive(tape.Graph.Output, position)).Distinct().ToList();
            if (differentiated.Count > 0)
            {
                yield return (tape, differentiated);
            }
        }
    }

    /// <summary>The operators whose derivative is 0 wherever there is one.</summary>
    private static readonly HashSet<string> Flat = ["sign", "floor", "ceil", "round", "greater", "less", "equal"];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Run_onEverySample_passes(string name)
    {
        foreach (var (tape, wrt) in Runs(name))
        {
            var result = GradientCheck.Run(tape, new GradientCheckOptions { Wrt = wrt }, TestContext.Current.CancellationToken);

            Assert.NotEmpty(result.Entries);
            Assert.All(result.Entries, entry => Assert.True(entry.Verdict == CheckVerdict.Pass, entry.ToString()));
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Run_onEverySample_catchesEachEntryThatIsOffByAThousandth(string name)
    {
        var caught = 0;
        foreach (var (tape, wrt) in Runs(name))
        {
            var right = GradientCheck.Run(tape, new GradientCheckOptions { Wrt = wrt }, TestContext.Current.CancellationToken);
            var claims = wrt.ToDictionary(
                node => node,
                node => new Tensor(tape.Graph[node].Shape, [.. right.Entries.Where(e => e.Node == node).Select(e => e.Analytic * 1.001)]));
            var wrong = GradientCheck.Run(tape, new GradientCheckOptions { Wrt = wrt, Claims = claims }, TestContext.Current.CancellationToken);

            // What is zero, or zero but for rounding, has no thousandth.
            var slopes = wrong.Entries.Where(e => Math.Abs(e.Analytic) > 1e-9).ToList();
            Assert.All(slopes, entry => Assert.True(entry.Verdict == CheckVerdict.Fail, entry.ToString()));
            caught += slopes.Count;
        }

        Assert.Equal(Flat.Contains(name), caught == 0);
    }
}
