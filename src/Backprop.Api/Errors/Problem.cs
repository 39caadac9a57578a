using Backprop.Api.Json;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Errors;

/// <summary>What every error is answered with (RFC 9457).</summary>
internal sealed record Problem
{
    /// <summary>The media type of every error.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The section of the page /errors that explains this problem.</summary>
    [JsonPropertyOrder(0)]
    public required string Type { get; init; }

    /// <summary>The problem in one sentence, the same for every occurrence.</summary>
    [JsonPropertyOrder(1)]
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    [JsonPropertyOrder(2)]
    public required int Status { get; init; }

    /// <summary>A stable, machine-readable name of the problem.</summary>
    [JsonPropertyOrder(3)]
    public required string Code { get; init; }

    /// <summary>What happened here and what to do.</summary>
    [JsonPropertyOrder(4)]
    public string? Detail { get; init; }

    /// <summary>A name under which the service's operator finds what went wrong.</summary>
    [JsonPropertyOrder(5)]
    public string? Incident { get; init; }

    /// <summary>Every mistake in the request.</summary>
    [JsonPropertyOrder(6)]
    public IReadOnlyList<ProblemIssue>? Errors { get; init; }

    /// <summary>The problem of a well-formed request with these mistakes.</summary>
    public static Problem Of(IReadOnlyList<ProblemIssue> issues) => Of(Problems.ForIssues(issues), null, issues);

    /// <summary>The problem of a well-formed request with these mistakes.</summary>
    public static Problem Of(IReadOnlyList<Issue> issues) => Of([.. issues.Select(ProblemIssue.Of)]);

    /// <summary>A problem of a kind that the catalogue knows.</summary>
    public static Problem Of(ErrorKind kind, string? detail = null, IReadOnlyList<ProblemIssue>? issues = null) => new()
    {
        Type = "/errors#" + kind.Code,
        Title = kind.Title,
        Status = kind.Status,
        Code = kind.Code,
        Detail = detail,
        Errors = issues,
    };
}

/// <summary>Serialisation metadata of errors.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ErrorsJson : JsonSerializerContext;
