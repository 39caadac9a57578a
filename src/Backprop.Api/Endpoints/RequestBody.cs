using System.Text.Json.Serialization.Metadata;
using Backprop.Api.Capacity;
using Backprop.Api.Errors;
using Backprop.Api.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Backprop.Api.Endpoints;

/// <summary>A request body in one piece, from a pool.</summary>
internal readonly struct RequestBody(byte[] buffer, int length) : IDisposable
{
    private const int FirstRent = 4096;
    private const int MostAtFirst = 16 * 1024;

    /// <summary>The number of bytes.</summary>
    public int Length => length;

    /// <summary>The bytes, without a byte order mark.</summary>
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length) is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : buffer.AsSpan(0, length);

    /// <inheritdoc/>
    public void Dispose() => BoundedPool<byte>.Return(buffer);

    /// <summary>The problem with the headers that describe the body, or null.</summary>
    public static Problem? CheckHeaders(HttpRequest request, ServiceLimits limits)
    {
        if (!IsJson(request.ContentType))
        {
            var given = string.IsNullOrEmpty(request.ContentType) ? "There is no Content-Type header." : $"The Content-Type is '{request.ContentType}'.";
            return Problem.Of(Problems.UnsupportedMediaType, $"{given} Send the body as application/json in UTF-8.");
        }

        if (request.Headers.ContentEncoding.Count > 0 && !string.Equals(request.Headers.ContentEncoding, "identity", StringComparison.OrdinalIgnoreCase))
        {
            return Problem.Of(Problems.UnsupportedMediaType, $"The Content-Encoding is '{request.Headers.ContentEncoding}'. Send the body without compression.");
        }

        return request.ContentLength > limits.BodyBytes ? TooLarge(limits) : null;
    }

    /// <summary>The body in one piece, or why it could not be had. Its memory grows with what has come, whatever its length was said to be.</summary>
    public static async Task<(RequestBody Body, Problem? Problem)> ReadAsync(HttpRequest request, Turn turn, ServiceLimits limits)
    {
        // The server's own limit is put one byte past ours, so that the answer is ours.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limits.BodyBytes + 1L;
        }

        var buffer = BoundedPool<byte>.Rent((int)Math.Min(request.ContentLength + 1 ?? FirstRent, MostAtFirst));
        var isReturned = false;
        var isWaitedFor = false;
        var length = 0;
        try
        {
            while (true)
            {
                var reading = request.Body.ReadAsync(buffer.AsMemory(length), turn.Token);
                if (!reading.IsCompleted && !isWaitedFor)
                {
                    isWaitedFor = true;
                    turn.WaitForBody();
                }

                var read = await reading;
                if (read == 0)
                {
                    isReturned = true;
                    return (new RequestBody(buffer, length), null);
                }

                length += read;
                if (length > limits.BodyBytes)
                {
                    return (default, TooLarge(limits));
                }

                if (!turn.TryTake(read))
                {
                    return (default, Problem.OutOfMemory(turn.TryAgainAfter));
                }

                if (length == buffer.Length)
                {
                    var larger = BoundedPool<byte>.Rent((int)Math.Min(2L * length, limits.BodyBytes + 1L));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    BoundedPool<byte>.Return(buffer);
                    buffer = larger;
                }
            }
        }
        finally
        {
            if (!isReturned)
            {
                BoundedPool<byte>.Return(buffer);
            }
        }
    }

    /// <summary>The problem of a body over the limit.</summary>
    public static Problem TooLarge(ServiceLimits limits) =>
        Problem.Of(Problems.BodyTooLarge, string.Create(CultureInfo.InvariantCulture, $"The limit is {limits.BodyBytes} bytes."));

    /// <summary>The request in a body, or every mistake in its shape.</summary>
    public static (T? Request, IReadOnlyList<ProblemIssue> Issues) Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, JsonShape shape, int maxDepth)
        where T : class
    {
        T? request = null;
        try
        {
            request = JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException exception)
        {
            var issues = JsonDiagnosis.Find(json, shape, maxDepth);
            return (null, issues.Count > 0 ? issues : [new ProblemIssue("wrong-type", Pointer(exception.Path), "The value here does not fit.")]);
        }

        // The deserialiser lets null pass as an element of lists and maps. Looking for the word is nearly free; the walk then knows.
        if (request is null || json.IndexOf("null"u8) >= 0)
        {
            var issues = JsonDiagnosis.Find(json, shape, maxDepth);
            return issues.Count > 0 ? (null, issues) : (request, issues);
        }

        return (request, []);
    }

    /// <summary>The problem that mistakes in a body's shape are answered with.</summary>
    public static Problem Refuse(IReadOnlyList<ProblemIssue> issues) => Problem.Of(
        issues.Any(issue => issue.Code is "empty-body" or "invalid-utf8" or "invalid-json" or "too-deep" or "invalid-string") ? Problems.InvalidJson : Problems.InvalidRequest, null, issues);

    private static string Pointer(string? path) => "#" + (path ?? "$")[1..].Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '/');

    private static bool IsJson(string? contentType) =>
        contentType is "application/json" or "application/json; charset=utf-8"
        || (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)));
}
