using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Api.Writers;
using Backprop.Domain.Checking;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Features.GradientChecks;

/// <summary>A gradient check's result.</summary>
internal sealed record GradientCheckContract
{
    /// <summary><c>fail</c> where an entry fails, else <c>kink</c>, else <c>inconclusive</c>, else <c>pass</c>.</summary>
    public required CheckVerdict Verdict { get; init; }

    /// <summary>The method.</summary>
    public required CheckMethod Method { get; init; }

    /// <summary>How often the output was evaluated: once at the point itself, and once for each shifted point.</summary>
    public required long Evaluations { get; init; }

    /// <summary>The largest relative error among the entries that passed or failed and whose derivative can be told from zero; 0 where there are none.</summary>
    public required double LargestRelativeError { get; init; }

    /// <summary>The gradient of the output that the derivatives were taken along; only where the output is not a single number.</summary>
    public ResultTensor? Upstream { get; init; }

    /// <summary>The entries: nodes in the order of <c>wrt</c> (default topological), elements in row-major order.</summary>
    public required IEnumerable<CheckedEntryContract> Entries { get; init; }

    /// <summary>Numbers that are not finite, and the nodes whose kinks the entries sit on.</summary>
    public required IReadOnlyList<WarningContract> Warnings { get; init; }

    /// <summary>A check's result.</summary>
    /// <param name="tape">The run at the point of the check.</param>
    /// <param name="options">What was checked.</param>
    /// <param name="result">What came of it.</param>
    public static GradientCheckContract Of(Tape tape, GradientCheckOptions options, GradientCheckResult result) => new()
    {
        Verdict = result.Verdict,
        Method = result.Method,
        Evaluations = result.Evaluations,
        LargestRelativeError = result.LargestRelativeError,
        Upstream = tape.Graph.OutputNode.Shape.IsScalar ? null : new ResultTensor(tape.Graph.OutputNode.Shape, result.Upstream.ToArray()),
        Entries = result.Entries.Select(entry => CheckedEntryContract.Of(tape.Graph[entry.Node], entry)),
        Warnings = Warn(tape, options, result),
    };

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
internal sealed record CheckedEntryContract
{
    /// <summary>The node's id.</summary>
    public required string Node { get; init; }

    /// <summary>The element's index; empty for a single number.</summary>
    public required IReadOnlyList<int> Index { get; init; }

    /// <summary>The gradient under test: claimed, else computed; null where it is not finite.</summary>
    [MayBeNotFinite]
    public required double Analytic { get; init; }

    /// <summary>The numeric derivative; absent where there is none: at a kink, or where no difference quotient is usable.</summary>
    public double? Numeric { get; init; }

    /// <summary>A bound of the numeric derivative's error, truncation and rounding; <c>adaptive</c> only.</summary>
    public double? ErrorBound { get; init; }

    /// <summary>|analytic − numeric|.</summary>
    public double? AbsoluteError { get; init; }

    /// <summary>|analytic − numeric| / max(|analytic|, |numeric|); 0 where both are 0.</summary>
    public double? RelativeError { get; init; }

    /// <summary>What the check says of this entry.</summary>
    public required CheckVerdict Verdict { get; init; }

    /// <summary>
    /// Why the entry is inconclusive (<c>noise</c>, <c>overflow</c>, <c>domain</c>, <c>not-finite</c>, <c>kink-nearby</c>, <c>not-converged</c>, <c>step-too-small</c>) or
    /// which kink it is on (<c>corner</c>, <c>jump</c>, <c>step-over-kink</c>).
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>At a kink: the derivative from the left; null where it is infinite.</summary>
    [MayBeNotFinite]
    public double? Left { get; init; }

    /// <summary>At a kink: the derivative from the right; null where it is infinite.</summary>
    [MayBeNotFinite]
    public double? Right { get; init; }

    /// <summary>At a kink: whether the analytic gradient lies between the derivatives from left and right, as every convention's does.</summary>
    public bool? Between { get; init; }

    /// <summary>An entry of the node that it is an element of.</summary>
    public static CheckedEntryContract Of(Node node, CheckedEntry entry) => new()
    {
        Node = node.Id,
        Index = node.Shape.IndexOf(entry.Element),
        Analytic = entry.Analytic,
        Numeric = entry.Numeric,
        ErrorBound = entry.ErrorBound,
        AbsoluteError = entry.AbsoluteError,
        RelativeError = entry.RelativeError,
        Verdict = entry.Verdict,
        Reason = entry.Reason,
        Left = entry.Left,
        Right = entry.Right,
        Between = entry.Between,
    };
}
