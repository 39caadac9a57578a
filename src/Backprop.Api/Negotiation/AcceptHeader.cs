using Backprop.Api.Errors;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Backprop.Api.Negotiation;

/// <summary>The media types that an endpoint can answer in, best first.</summary>
internal sealed record OfferedTypes(params string[] Types);

/// <summary>Refuses requests whose Accept header leaves out every media type that the endpoint can produce, and picks among several.</summary>
internal sealed class AcceptHeader(RequestDelegate next)
{
    /// <summary>Runs the rest of the pipeline, or refuses.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<OfferedTypes>() is not { } offered)
        {
            return next(context);
        }

        if (offered.Types.Length > 1)
        {
            context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        }

        return Choose(context.Request.Headers.Accept, offered.Types) is null
            ? ProblemResult.WriteAsync(context, Problem.Of(Problems.NotAcceptable, $"This operation answers in {string.Join(", ", offered.Types)}."))
            : next(context);
    }

    /// <summary>The offered type that an Accept header likes best, the first offered where it likes several equally or there is no header; null where it takes none.</summary>
    public static string? Choose(StringValues accept, IReadOnlyList<string> offered)
    {
        if (accept.Count == 0 || (accept.Count == 1 && (accept[0] is null or "" or "*/*" || accept[0] == offered[0])))
        {
            return offered[0];
        }

        if (!MediaTypeHeaderValue.TryParseList(accept, out var wanted))
        {
            return offered[0];
        }

        string? best = null;
        var bestQuality = 0.0;
        foreach (var type in offered)
        {
            // The most specific range that matches a type says how much it is liked (RFC 9110, section 12.5.1).
            var parsed = new MediaTypeHeaderValue(type);
            var quality = wanted
                .Where(range => Matches(range, parsed))
                .OrderByDescending(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2)
                .Select(range => range.Quality ?? 1)
                .FirstOrDefault();
            if (quality > bestQuality)
            {
                (best, bestQuality) = (type, quality);
            }
        }

        return best;
    }

    private static bool Matches(MediaTypeHeaderValue range, MediaTypeHeaderValue type) =>
        range.MatchesAllTypes
        || (range.Type.Equals(type.Type, StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals(type.SubType, StringComparison.OrdinalIgnoreCase)));
}
