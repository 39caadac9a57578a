namespace Backprop.Domain.Checking;

/// <summary>What a check says.</summary>
public enum CheckVerdict
{
    /// <summary>Analytic and numeric derivative agree.</summary>
    Pass,

    /// <summary>They do not.</summary>
    Fail,

    /// <summary>The numeric derivative cannot tell; the reason is given.</summary>
    Inconclusive,

    /// <summary>The point sits on a kink, where the derivatives from left and right differ.</summary>
    Kink,
}

/// <summary>Why an entry is inconclusive or a kink.</summary>
public static class CheckReason
{
    /// <summary>The rounding of the output hides the derivative.</summary>
    public const string Noise = "noise";

    /// <summary>The output is infinite at the point or next to it.</summary>
    public const string Overflow = "overflow";

    /// <summary>The output is not a number at the point or next to it: an operator has left its domain.</summary>
    public const string Domain = "domain";

    /// <summary>The analytic derivative is infinite or not a number.</summary>
    public const string NotFinite = "not-finite";

    /// <summary>Kinks on both sides are so near that no step fits between them.</summary>
    public const string KinkNearby = "kink-nearby";

    /// <summary>The difference quotients do not settle.</summary>
    public const string NotConverged = "not-converged";

    /// <summary>The output changes over less than the steps that float64 has at the point, or than those that its rounding lets be seen.</summary>
    public const string Resolution = "resolution";

    /// <summary>The step vanishes beside the value: x + h is x in float64.</summary>
    public const string StepTooSmall = "step-too-small";

    /// <summary>The step reaches over a kink that the point is not on.</summary>
    public const string StepOverKink = "step-over-kink";

    /// <summary>The derivatives from left and right differ.</summary>
    public const string Corner = "corner";

    /// <summary>The output jumps: at least one one-sided derivative is infinite.</summary>
    public const string Jump = "jump";
}

/// <summary>One element of one gradient, checked.</summary>
/// <param name="Node">The node's index.</param>
/// <param name="Element">The element's flat row-major position.</param>
/// <param name="Analytic">The gradient under test: computed or claimed.</param>
/// <param name="Verdict">What the check says.</param>
public sealed record CheckedEntry(int Node, int Element, double Analytic, CheckVerdict Verdict)
{
    /// <summary>The numeric derivative; null where there is none.</summary>
    public double? Numeric { get; init; }

    /// <summary>A bound of the numeric derivative's error (<see cref="CheckMethod.Adaptive"/> only: two points alone tell nothing of their error).</summary>
    public double? ErrorBound { get; init; }

    /// <summary>One of <see cref="CheckReason"/>; null for a pass or a fail.</summary>
    public string? Reason { get; init; }

    /// <summary>At a kink: the derivative from the left, infinite at a jump, null where the output does not exist there.</summary>
    public double? Left { get; init; }

    /// <summary>At a kink: the derivative from the right, infinite at a jump, null where the output does not exist there.</summary>
    public double? Right { get; init; }

    // docs/decisions/0072-conventions-are-not-failures.md
    /// <summary>At a kink: whether the analytic derivative lies between those from left and right.</summary>
    public bool? Between { get; init; }

    /// <summary>At a kink: the nodes that change their branch there, in topological order.</summary>
    public IReadOnlyList<int> KinkNodes { get; init; } = [];

    /// <summary>|analytic − numeric|; null where there is no numeric derivative.</summary>
    public double? AbsoluteError => Numeric is { } numeric && double.IsFinite(Analytic) ? Math.Abs(Analytic - numeric) : null;

    /// <summary>|analytic − numeric| / max(|analytic|, |numeric|), 0 where both are 0; null where there is no numeric derivative.</summary>
    public double? RelativeError => Numeric is { } numeric && AbsoluteError is { } difference
        ? difference == 0 ? 0 : difference / Math.Max(Math.Abs(Analytic), Math.Abs(numeric))
        : null;
}

/// <summary>A gradient check's result.</summary>
/// <param name="Verdict">Fail where an entry fails, else kink, else inconclusive, else pass.</param>
/// <param name="Method">The method.</param>
/// <param name="Evaluations">How often the output was evaluated: once at the point itself, and once for each shifted point.</param>
/// <param name="LargestRelativeError">
/// The largest relative error among the entries that passed or failed and whose derivative can be told from zero; 0 where there are none.
/// </param>
/// <param name="Upstream">The gradient of the output that the derivatives were taken along.</param>
/// <param name="Entries">The entries: nodes in the order asked for, elements in row-major order.</param>
public sealed record GradientCheckResult(
    CheckVerdict Verdict,
    CheckMethod Method,
    long Evaluations,
    double LargestRelativeError,
    IReadOnlyList<double> Upstream,
    IReadOnlyList<CheckedEntry> Entries);
