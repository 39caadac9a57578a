using System.IO.Compression;
using System.Text.Json;
using System.Xml;

namespace Backprop.Fuzzing.Judging;

/// <summary>An answer, read to its end.</summary>
/// <param name="Status">The status.</param>
/// <param name="MediaType">The media type, without parameters.</param>
/// <param name="TellsWhenToRetry">Whether it has the header Retry-After.</param>
/// <param name="Body">The body.</param>
internal sealed record Answer(int Status, string? MediaType, bool TellsWhenToRetry, byte[] Body)
{
    /// <summary>A response and its body.</summary>
    public static Answer Of(HttpResponseMessage response, byte[] body) =>
        new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.RetryAfter is not null, Decode(response.Content.Headers.ContentEncoding.SingleOrDefault(), body));

    private static byte[] Decode(string? coding, byte[] body)
    {
        using var coded = new MemoryStream(body);
        using Stream? decoded = coding switch
        {
            "gzip" => new GZipStream(coded, CompressionMode.Decompress),
            "br" => new BrotliStream(coded, CompressionMode.Decompress),
            _ => null,
        };
        if (decoded is null)
        {
            return body;
        }

        using var whole = new MemoryStream();
        decoded.CopyTo(whole);
        return whole.ToArray();
    }
}

/// <summary>Holds answers to the OpenAPI document: their status, their media type, every member of their JSON, every line and event of their streams.</summary>
internal sealed class AnswerJudge(ApiDocument document)
{
    /// <summary>The media type of problems.</summary>
    public const string ProblemType = "application/problem+json";

    /// <summary>What addresses that the document does not have may answer: pages, and that there is nothing, or nothing for this method.</summary>
    private static readonly int[] StatusesElsewhere = [200, 204, 301, 302, 307, 308, 400, 404, 405, 413, 415, 429];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 1000 };

    /// <summary>The judge by the document that is checked in.</summary>
    public static AnswerJudge CheckedIn { get; } = new(ApiDocument.CheckedIn);

    /// <summary>Everything about the answer to a request that the document does not say.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">Its path, without the query.</param>
    /// <param name="answer">The answer.</param>
    public IReadOnlyList<string> FindGaps(string method, string path, Answer answer)
    {
        if (answer.Status >= 500 && answer.Status != 503)
        {
            return [$"the status is {answer.Status}: {Start(answer)}"];
        }

        var operation = document.Find(method, path);
        if (operation is null)
        {
            return !StatusesElsewhere.Contains(answer.Status) ? [$"the status is {answer.Status} at an address that the document does not have"]
                : answer.Status >= 400 && method != "HEAD" ? FindGapsInProblem(answer, null)
                : [];
        }

        if (!operation.Responses.TryGetValue(answer.Status, out var response))
        {
            return [$"the operation does not document the status {answer.Status}: {Start(answer)}"];
        }

        if (response.TellsWhenToRetry && !answer.TellsWhenToRetry && !MayLackRetryAfter(answer))
        {
            return ["the header Retry-After is missing"];
        }

        return method == "HEAD" ? (answer.Body.Length == 0 ? [] : ["the answer to HEAD has a body"])
            : answer.Status >= 400 ? FindGapsInProblem(answer, response)
            : answer.MediaType is null || !response.Content.TryGetValue(answer.MediaType, out var schema) ? [$"the operation does not document the media type '{answer.MediaType}'"]
            : FindGapsInContent(answer, schema);
    }

    /// <summary>Everything in a JSON value that does not fit a schema of the document.</summary>
    public IReadOnlyList<string> FindGaps(string component, ReadOnlyMemory<byte> json) => FindGapsInJson(document.Schemas.At("#/components/schemas/" + component), json);

    /// <summary>Of the two kinds of 503, the one that is about the request itself promises nothing about later.</summary>
    private static bool MayLackRetryAfter(Answer answer) => answer.Status == 503 && answer.Body.AsSpan().IndexOf("\"overloaded\""u8) < 0;

    private List<string> FindGapsInProblem(Answer answer, DocumentedResponse? response)
    {
        if (answer.MediaType != ProblemType)
        {
            return [$"the error {answer.Status} is {answer.MediaType ?? "without a media type"}, not {ProblemType}: {Start(answer)}"];
        }

        List<string> gaps = [.. FindGapsInJson(document.Problem, answer.Body)];
        if (gaps.Count > 0)
        {
            return gaps;
        }

        using var problem = JsonDocument.Parse(answer.Body);
        var code = problem.RootElement.GetProperty("code").GetString()!;
        if (problem.RootElement.GetProperty("status").GetInt32() != answer.Status)
        {
            gaps.Add("the problem's status is not the answer's");
        }

        if (problem.RootElement.GetProperty("type").GetString() != "/errors#" + code)
        {
            gaps.Add("the problem's type is not the section of its code");
        }

        if (response?.Codes.Contains(code) == false)
        {
            gaps.Add($"the operation does not document the problem '{code}' with the status {answer.Status}");
        }

        if (problem.RootElement.TryGetProperty("errors", out var errors))
        {
            gaps.AddRange(errors.EnumerateArray().Where(error => error.GetProperty("pointer").GetString() is not ['#', ..]).Select(error => $"the pointer of {error} is none"));
        }

        return gaps;
    }

    private static IReadOnlyList<string> FindGapsInContent(Answer answer, Schema schema) => answer.MediaType switch
    {
        "application/json" => FindGapsInJson(schema, answer.Body),
        "application/x-ndjson" => FindGapsInLines(answer.Body, schema),
        "text/event-stream" => FindGapsInEvents(answer.Body, schema),
        "image/svg+xml" => FindGapsInXml(answer.Body),
        _ => answer.Body.Length > 0 && IsText(answer.Body) ? [] : ["the answer is no text"],
    };

    private static IReadOnlyList<string> FindGapsInJson(Schema schema, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var value = JsonDocument.Parse(json, Strict);
            return schema.FindGaps(value.RootElement);
        }
        catch (JsonException exception)
        {
            return [$"no JSON: {exception.Message}"];
        }
    }

    private static List<string> FindGapsInLines(byte[] body, Schema schema)
    {
        List<string> gaps = body is [.., (byte)'\n'] ? [] : ["the last line does not end"];
        var start = 0;
        for (var number = 1; start < body.Length; number++)
        {
            var length = body.AsSpan(start).IndexOf((byte)'\n');
            length = length < 0 ? body.Length - start : length;
            gaps.AddRange(FindGapsInJson(schema, body.AsMemory(start, length)).Select(gap => string.Create(CultureInfo.InvariantCulture, $"line {number}: {gap}")));
            start += length + 1;
        }

        return gaps;
    }

    /// <summary>Every event has a name and its data in one line; the last is the result, or the problem in its place.</summary>
    private static List<string> FindGapsInEvents(byte[] body, Schema schema)
    {
        List<string> gaps = [];
        var last = "";
        foreach (var item in Encoding.UTF8.GetString(body).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = item.Split('\n');
            if (lines is not [['e', 'v', 'e', 'n', 't', ':', ' ', .. var name], ['d', 'a', 't', 'a', ':', ' ', .. var data]] || name is not ("progress" or "result" or "error"))
            {
                gaps.Add($"no event: {item}");
                continue;
            }

            last = name;
            gaps.AddRange(FindGapsInJson(schema, Encoding.UTF8.GetBytes(data)).Select(gap => $"event {name}: {gap}"));
        }

        if (last is not ("result" or "error"))
        {
            gaps.Add($"the stream ends with '{last}'");
        }

        return gaps;
    }

    private static IReadOnlyList<string> FindGapsInXml(byte[] body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.Read())
            {
            }

            return [];
        }
        catch (XmlException exception)
        {
            return [$"no XML: {exception.Message}"];
        }
    }

    private static bool IsText(byte[] body) => System.Text.Unicode.Utf8.IsValid(body);

    private static string Start(Answer answer) => Encoding.UTF8.GetString(answer.Body.AsSpan(0, Math.Min(answer.Body.Length, 300)));
}
