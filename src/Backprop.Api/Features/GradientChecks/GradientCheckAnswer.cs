using System.Text.Json.Serialization;
using Backprop.Api.Json;
using Backprop.Domain.Checking;

namespace Backprop.Api.Features.GradientChecks;

// The answer as clients see it. GradientCheckWriter writes it; these types describe what it writes, to OpenAPI and to the tests, which read answers strictly into them.

/// <summary>A gradient check's result.</summary>
internal sealed record GradientCheckAnswer
{
    /// <summary><c>fail</c> where an entry fails, else <c>kink</c>, else <c>inconclusive</c>, else <c>pass</c>.</summary>
    [JsonConverter(typeof(ChoiceConverter<CheckVerdict>))]
    public required CheckVerdict Verdict { get; init; }

    /// <summary>The method.</summary>
    [JsonConverter(typeof(ChoiceConverter<CheckMethod>))]
    public required CheckMethod Method { get; init; }

    /// <summary>How often the output was evaluated: once at the point itself, and once for each shifted point.</summary>
    public required long Evaluations { get; init; }

    /// <summary>The largest relative error among the entries that passed or failed and whose derivative can be told from zero; 0 where there are none.</summary>
    public required double LargestRelativeError { get; init; }

    /// <summary>The gradient of the output that the derivatives were taken along; only where the output is no single number.</summary>
    public WireTensor? Upstream { get; init; }

    /// <summary>The entries: nodes in the order of <c>wrt</c> (default topological), elements in row-major order.</summary>
    public required IReadOnlyList<CheckedEntryContract> Entries { get; init; }

    /// <summary>Numbers that are not finite, and the nodes whose kinks the entries sit on.</summary>
    public required IReadOnlyList<CheckWarning> Warnings { get; init; }
}

/// <summary>One element of one gradient, checked.</summary>
internal sealed record CheckedEntryContract
{
    /// <summary>The node's id.</summary>
    public required string Node { get; init; }

    /// <summary>The element's index; empty for a single number.</summary>
    public required IReadOnlyList<int> Index { get; init; }

    /// <summary>The gradient under test: claimed, else computed; null where it is not finite.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Analytic { get; init; }

    /// <summary>The numeric derivative; not there where there is none: at a kink, or where no difference quotient is usable.</summary>
    public double? Numeric { get; init; }

    /// <summary>A bound of the numeric derivative's error, truncation and rounding; <c>adaptive</c> only.</summary>
    public double? ErrorBound { get; init; }

    /// <summary>|analytic − numeric|.</summary>
    public double? AbsoluteError { get; init; }

    /// <summary>|analytic − numeric| / max(|analytic|, |numeric|); 0 where both are 0.</summary>
    public double? RelativeError { get; init; }

    /// <summary>What the check says of this entry.</summary>
    [JsonConverter(typeof(ChoiceConverter<CheckVerdict>))]
    public required CheckVerdict Verdict { get; init; }

    /// <summary>
    /// Why the entry is inconclusive (<c>noise</c>, <c>overflow</c>, <c>domain</c>, <c>not-finite</c>, <c>kink-nearby</c>, <c>not-converged</c>, <c>step-too-small</c>) or
    /// which kink it is on (<c>corner</c>, <c>jump</c>, <c>step-over-kink</c>).
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>At a kink: the derivative from the left; null where it is infinite.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? Left { get; init; }

    /// <summary>At a kink: the derivative from the right; null where it is infinite.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? Right { get; init; }

    /// <summary>At a kink: whether the analytic gradient lies between the derivatives from left and right, as every convention's does.</summary>
    public bool? Between { get; init; }
}

/// <summary>Something that a client should know about a check.</summary>
internal sealed record CheckWarning
{
    /// <summary><c>non-finite</c>, <c>kink</c>, or <c>more-warnings</c> where there are too many to list.</summary>
    public required string Code { get; init; }

    /// <summary>The node's id.</summary>
    public string? Node { get; init; }

    /// <summary>The index of the element; empty for a single number.</summary>
    public IReadOnlyList<int>? Index { get; init; }

    /// <summary>What the matter is: at a kink, the convention that the computed gradient follows.</summary>
    public required string Detail { get; init; }
}
