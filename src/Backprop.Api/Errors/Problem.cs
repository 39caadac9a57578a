using Backprop.Api.Capacity;
using Backprop.Api.Json;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Errors;

/// <summary>What every error is answered with (RFC 9457).</summary>
/// <param name="Type">The section of the page /errors that explains this problem.</param>
/// <param name="Title">The problem in one sentence, the same for every occurrence.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A stable, machine-readable name of the problem.</param>
/// <param name="Detail">What happened here and what to do.</param>
/// <param name="Incident">A name under which the service's operator finds what went wrong.</param>
/// <param name="Errors">Every mistake in the request.</param>
/// <param name="RetryAfter">After how many seconds the request may be sent again: a header.</param>
internal sealed record Problem(
    string Type, string Title, int Status, string Code, string? Detail = null, string? Incident = null, IReadOnlyList<ProblemIssue>? Errors = null,
    [property: JsonIgnore] long? RetryAfter = null)
{
    /// <summary>The media type of every error.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The problem of a well-formed request with these mistakes.</summary>
    public static Problem Of(IReadOnlyList<ProblemIssue> issues) => Of(Problems.ForIssues(issues), null, issues);

    /// <summary>The problem of a well-formed request with these mistakes.</summary>
    public static Problem Of(IReadOnlyList<Issue> issues) => Of([.. issues.Select(ProblemIssue.Of)]);

    /// <summary>408: the body took too long to arrive.</summary>
    public static Problem BodyTooSlow(ServiceLimits limits) => Of(Problems.RequestTimeout, string.Create(CultureInfo.InvariantCulture, $"The limit is {limits.BodySeconds} seconds."));

    /// <summary>503: the computation took too long.</summary>
    public static Problem TimeLimit(ServiceLimits limits) => Of(Problems.TimeLimit, string.Create(CultureInfo.InvariantCulture, $"The limit is {limits.Seconds} seconds, waiting for a turn included."));

    /// <summary>503: too many heavy computations at once.</summary>
    public static Problem Overloaded(long retryAfter) => Of(Problems.Overloaded, "Too many computations wait for their turn, or this one would wait too long.", retryAfter);

    /// <summary>503: too little memory is free.</summary>
    public static Problem OutOfMemory(long retryAfter) => Of(Problems.Overloaded, "The other requests leave too little memory for this one.", retryAfter);

    /// <summary>429: a client has used up its share.</summary>
    public static Problem TooManyRequests(string share, long retryAfter) => Of(Problems.TooManyRequests, share, retryAfter);

    /// <summary>A problem of a kind that the catalogue knows.</summary>
    public static Problem Of(ErrorKind kind, string? detail = null, IReadOnlyList<ProblemIssue>? issues = null) =>
        new("/errors#" + kind.Code, kind.Title, kind.Status, kind.Code, detail, Incident: null, issues);

    private static Problem Of(ErrorKind kind, string reason, long retryAfter) =>
        Of(kind, string.Create(CultureInfo.InvariantCulture, $"{reason} Try again in {retryAfter} s.")) with { RetryAfter = retryAfter };
}
