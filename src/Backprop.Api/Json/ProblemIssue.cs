using Backprop.Domain.Graphs;

namespace Backprop.Api.Json;

/// <summary>One mistake, in a request or in an answer that it holds.</summary>
/// <param name="Code">A stable, machine-readable name of the kind of mistake.</param>
/// <param name="Pointer">Where it is: a JSON Pointer (RFC 6901) into the request, in URI fragment form.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Line">In an expression: the line, from 1.</param>
/// <param name="Column">In an expression: the column, from 1.</param>
internal sealed record ProblemIssue(string Code, string Pointer, string Detail, int? Line = null, int? Column = null)
{
    /// <summary>A mistake that the domain found, its place as a JSON Pointer.</summary>
    public static ProblemIssue Of(Issue issue) => new(
        issue.Code,
        JsonPointer.Of(issue.Place),
        issue.Code is "unknown-operator" or "unknown-function" ? issue.Detail + " GET /v1/operators lists all." : issue.Detail,
        issue.Place.Line,
        issue.Place.Column);
}
