using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Api.Writers;
using Backprop.Domain.Checking;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Features.GradientChecks;

/// <summary>A gradient check's result.</summary>
/// <param name="Verdict"><c>fail</c> where an entry fails, else <c>kink</c>, else <c>inconclusive</c>, else <c>pass</c>.</param>
/// <param name="Method">The method.</param>
/// <param name="Evaluations">How often the output was evaluated: once at the point itself, and once for each shifted point.</param>
/// <param name="LargestRelativeError">The largest relative error among the entries that passed or failed and whose derivative can be told from zero; 0 where there are none.</param>
/// <param name="Upstream">The gradient of the output that the derivatives were taken along; only where the output is not a single number.</param>
/// <param name="Entries">The entries: nodes in the order of <c>wrt</c> (default topological), elements in row-major order.</param>
/// <param name="Warnings">Numbers that are not finite, and the nodes whose kinks the entries sit on.</param>
internal sealed record GradientCheckContract(
    CheckVerdict Verdict, CheckMethod Method, long Evaluations, double LargestRelativeError, ResultTensor? Upstream,
    IEnumerable<CheckedEntryContract> Entries, IReadOnlyList<WarningContract> Warnings)
{
    /// <summary>The result of a check, with the run at its point.</summary>
    public static GradientCheckContract Of(Tape tape, GradientCheckOptions options, GradientCheckResult result) => new(
        result.Verdict, result.Method, result.Evaluations, result.LargestRelativeError,
        Upstream: tape.Graph.OutputNode.Shape.IsScalar ? null : new ResultTensor(tape.Graph.OutputNode.Shape, result.Upstream.ToArray()),
        result.Entries.Select(entry => CheckedEntryContract.Of(tape.Graph[entry.Node], entry)), Warn(tape, options, result));

    private static IReadOnlyList<WarningContract> Warn(Tape tape, GradientCheckOptions options, GradientCheckResult result)
    {
        var warnings = new Warnings(tape.Graph);
        for (var node = 0; node < tape.Graph.Count; node++)
        {
            warnings.LookAtValue(tape, node);
        }

        foreach (var node in options.Wrt)
        {
            warnings.LookFor(node, tape.Graph[node].Shape, tape.Gradient(node), "gradient");
        }

        foreach (var node in result.Entries.SelectMany(entry => entry.KinkNodes).Distinct().Order())
        {
            warnings.LookAtKinks(tape, node);
        }

        return warnings.ToList();
    }
}

/// <summary>One element of one gradient, checked.</summary>
/// <param name="Node">The node's id.</param>
/// <param name="Index">The element's index; empty for a single number.</param>
/// <param name="Analytic">The gradient under test: claimed, else computed; null where it is not finite.</param>
/// <param name="Numeric">The numeric derivative; absent where there is none: at a kink, or where no difference quotient is usable.</param>
/// <param name="ErrorBound">A bound of the numeric derivative's error, truncation and rounding; <c>adaptive</c> only.</param>
/// <param name="AbsoluteError">|analytic − numeric|.</param>
/// <param name="RelativeError">|analytic − numeric| / max(|analytic|, |numeric|); 0 where both are 0.</param>
/// <param name="Verdict">What the check says of this entry.</param>
/// <param name="Reason">
/// Why the entry is inconclusive (<c>noise</c>, <c>overflow</c>, <c>domain</c>, <c>not-finite</c>, <c>kink-nearby</c>, <c>not-converged</c>,
/// <c>resolution</c>, <c>step-too-small</c>) or which kink it is on (<c>corner</c>, <c>jump</c>, <c>step-over-kink</c>).
/// </param>
/// <param name="Left">At a kink: the derivative from the left; null where it is infinite.</param>
/// <param name="Right">At a kink: the derivative from the right; null where it is infinite.</param>
/// <param name="Between">At a kink: whether the analytic gradient lies between the derivatives from left and right, as every convention's does.</param>
internal sealed record CheckedEntryContract(
    string Node, IReadOnlyList<int> Index, [property: MayBeNotFinite] double Analytic, double? Numeric, double? ErrorBound, double? AbsoluteError,
    double? RelativeError, CheckVerdict Verdict, string? Reason = null, [property: MayBeNotFinite] double? Left = null,
    [property: MayBeNotFinite] double? Right = null, bool? Between = null)
{
    /// <summary>An entry of the node that it is an element of.</summary>
    public static CheckedEntryContract Of(Node node, CheckedEntry entry) => new(
        node.Id, node.Shape.IndexOf(entry.Element), entry.Analytic, entry.Numeric, entry.ErrorBound, entry.AbsoluteError,
        entry.RelativeError, entry.Verdict, entry.Reason, entry.Left, entry.Right, entry.Between);
}
