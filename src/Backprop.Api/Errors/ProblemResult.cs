using System.Text.Json.Serialization.Metadata;
using Backprop.Api.Capacity;
using Backprop.Domain.Naming;

namespace Backprop.Api.Errors;

/// <summary>Answers with a problem.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    /// <summary>404: nothing of a kind has this name; which names are near, and what lists all.</summary>
    public static ProblemResult Missing(string kind, string name, IEnumerable<string> names, string list) =>
        new(Problem.Of(Problems.NotFound, $"There is no such {kind}.{NearestNames.Suggest(name, names)} GET {list} lists all."));

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, problem);

    /// <summary>Writes a problem as the response.</summary>
    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Features.Get<RequestMeasure>()?.Problem = problem.Code;
        if (problem.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var options = context.RequestServices.GetRequiredService<JsonSerializerOptions>();
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, (JsonTypeInfo<Problem>)options.GetTypeInfo(typeof(Problem)));
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = Problem.MediaType;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
