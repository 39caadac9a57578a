using System.Diagnostics.CodeAnalysis;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Json;

/// <summary>One mistake, in a request or in an answer that it holds.</summary>
internal sealed record ProblemIssue
{
    /// <summary>A mistake whose members are given one by one.</summary>
    public ProblemIssue()
    {
    }

    /// <summary>A mistake.</summary>
    [SetsRequiredMembers]
    public ProblemIssue(string code, string pointer, string detail, int? line = null, int? column = null)
    {
        Code = code;
        Pointer = pointer;
        Detail = detail;
        Line = line;
        Column = column;
    }

    /// <summary>A stable, machine-readable name of the kind of mistake.</summary>
    public required string Code { get; init; }

    /// <summary>Where it is: a JSON Pointer (RFC 6901) into the request, in URI fragment form.</summary>
    public required string Pointer { get; init; }

    /// <summary>What is wrong and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>In an expression: the line, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>In an expression: the column, from 1.</summary>
    public int? Column { get; init; }

    /// <summary>A mistake that the domain found, its place as a JSON Pointer.</summary>
    public static ProblemIssue Of(Issue issue) => new(
        issue.Code,
        JsonPointer.Of(issue.Place),
        issue.Code is "unknown-operator" or "unknown-function" ? issue.Detail + " GET /v1/operators lists all." : issue.Detail,
        issue.Place.Line,
        issue.Place.Column);
}
