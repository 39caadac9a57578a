using Backprop.Api.Errors;
using Backprop.Api.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators;

namespace Backprop.Api.Negotiation;

/// <summary>The parameters that an operation takes in the query.</summary>
/// <param name="Declared">What they are called and what they take.</param>
/// <param name="Check">What is wrong with their values in a request.</param>
internal sealed record QueryParameters(IReadOnlyList<AttributeDefinition> Declared, Func<HttpRequest, IEnumerable<ProblemIssue>> Check)
{
    /// <summary>Where a parameter stands, as far as a JSON Pointer can say it.</summary>
    public const string Root = "#/query";

    private static readonly QueryParameters None = new([], _ => []);

    /// <summary>Every mistake in the query of a request to an endpoint; a parameter that the endpoint does not declare is one.</summary>
    public static IEnumerable<ProblemIssue> FindIssues(Endpoint endpoint, HttpRequest request)
    {
        var parameters = endpoint.Metadata.GetMetadata<QueryParameters>() ?? None;
        var names = parameters.Declared.Select(parameter => parameter.Name).ToList();
        var known = names.Count == 0 ? "This operation takes none." : $"Allowed here: {string.Join(", ", names)}.";
        return request.Query.Keys
            .Where(given => !names.Contains(given, StringComparer.OrdinalIgnoreCase))
            .Select(given => new ProblemIssue("unknown-parameter", $"{Root}/{JsonPointer.Escape(Quotation.Shorten(given))}", $"{NearestNames.Missing("query parameter", given, names)} {known}"))
            .Concat(parameters.Check(request));
    }
}

/// <summary>Refuses what a query of an operation cannot hold.</summary>
internal sealed class QueryCheck(RequestDelegate next)
{
    /// <summary>Runs the rest of the pipeline, or refuses.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        // Most requests have no query, and pages, probes and what routing has refused are no operations.
        if (!context.Request.QueryString.HasValue || context.GetEndpoint() is not RouteEndpoint endpoint || !context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        var issues = QueryParameters.FindIssues(endpoint, context.Request).Take(IssueCollector.MaxIssues).ToList();
        return issues.Count == 0 ? next(context) : ProblemResult.WriteAsync(context, Problem.Of(Problems.InvalidRequest, null, issues));
    }
}
