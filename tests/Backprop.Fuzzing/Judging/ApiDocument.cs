using System.Text.Json;

namespace Backprop.Fuzzing.Judging;

/// <summary>What an operation may answer with a status.</summary>
/// <param name="Content">The schema of each media type; that of an item where it is a stream.</param>
/// <param name="Codes">The codes of the problems that have the status.</param>
/// <param name="TellsWhenToRetry">Whether the document promises the header Retry-After.</param>
internal sealed record DocumentedResponse(IReadOnlyDictionary<string, Schema> Content, IReadOnlySet<string> Codes, bool TellsWhenToRetry);

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsInPath">Whether it is a part of the path; else it stands in the query.</param>
/// <param name="Json">Its schema.</param>
/// <param name="Example">One of its values, where the document shows one.</param>
internal sealed record DocumentedParameter(string Name, bool IsInPath, JsonElement Json, string? Example);

/// <summary>An operation of the document.</summary>
/// <param name="Method">Its method, upper case.</param>
/// <param name="Path">Its path, with parameters in braces.</param>
/// <param name="Responses">What it may answer, by status.</param>
/// <param name="Bodies">The schemas of the bodies that it takes, by media type; that of an item where the body is a stream.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record Operation(
    string Method, string Path, IReadOnlyDictionary<int, DocumentedResponse> Responses, IReadOnlyDictionary<string, JsonElement> Bodies, IReadOnlyList<DocumentedParameter> Parameters)
{
    private readonly string[] _parts = Path.Split('/');

    /// <summary>Whether a path, without its query, is one of this operation.</summary>
    public bool Takes(string path)
    {
        var parts = path.TrimEnd('/').Split('/');
        return parts.Length == _parts.Length && _parts.Zip(parts).All(pair => pair.First.StartsWith('{') ? pair.Second.Length > 0 : string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>The OpenAPI document, read for judging answers and for making requests.</summary>
internal sealed class ApiDocument
{
    private readonly JsonElement _root;

    /// <summary>Reads a document.</summary>
    public ApiDocument(JsonElement root)
    {
        _root = root;
        Schemas = new SchemaSet(root);
        Problem = Schemas.At("#/components/schemas/Problem");
        Operations =
        [
            .. from path in root.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select new Operation(
                   operation.Name.ToUpperInvariant(),
                   path.Name,
                   operation.Value.GetProperty("responses").EnumerateObject().ToDictionary(response => int.Parse(response.Name, CultureInfo.InvariantCulture), response => Read(Resolve(response.Value))),
                   operation.Value.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().ToDictionary(content => content.Name, content => ItemOf(content.Value.GetProperty("schema"))) : [],
                   [.. operation.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Select(ReadParameter) : []]),
        ];
    }

    /// <summary>The document that is checked in, which is the one that the service serves (a test holds both together).</summary>
    public static ApiDocument CheckedIn { get; } = ReadCheckedIn();

    /// <summary>Every operation.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>The schemas of the document.</summary>
    public SchemaSet Schemas { get; }

    /// <summary>What every error must fit.</summary>
    public Schema Problem { get; }

    /// <summary>What a reference names.</summary>
    public JsonElement Resolve(JsonElement json)
    {
        while (json.TryGetProperty("$ref", out var reference))
        {
            json = Schemas.Find(reference.GetString()!);
        }

        return json;
    }

    /// <summary>The operation that a request is for, or null. What can be read with GET can be asked for with HEAD.</summary>
    public Operation? Find(string method, string path) =>
        Operations.FirstOrDefault(operation => (operation.Method == method || (method == "HEAD" && operation.Method == "GET")) && operation.Takes(path));

    private static ApiDocument ReadCheckedIn()
    {
        using var stream = typeof(ApiDocument).Assembly.GetManifestResourceStream("docs.openapi.json")!;
        return new ApiDocument(JsonElement.Parse(Read(stream)));
    }

    private static byte[] Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private DocumentedResponse Read(JsonElement response) => new(
        response.GetProperty("content").EnumerateObject().ToDictionary(content => content.Name, content => Schemas.Read(ItemOf(content.Value.GetProperty("schema")))),
        response.GetProperty("content").EnumerateObject().Where(content => content.Name == AnswerJudge.ProblemType)
            .SelectMany(content => content.Value.GetProperty("examples").EnumerateObject()).Select(example => example.Name).ToHashSet(StringComparer.Ordinal),
        response.TryGetProperty("headers", out var headers) && headers.TryGetProperty("Retry-After", out _));

    private static DocumentedParameter ReadParameter(JsonElement parameter) => new(
        parameter.GetProperty("name").GetString()!,
        parameter.GetProperty("in").GetString() == "path",
        parameter.GetProperty("schema"),
        parameter.TryGetProperty("example", out var example) ? example.ToString() : null);

    /// <summary>Of a stream, the schema of an item: it stands beside that of the stream as text.</summary>
    private static JsonElement ItemOf(JsonElement schema) => schema.TryGetProperty("anyOf", out var choices) && choices.GetArrayLength() == 2 && choices[1].TryGetProperty("$ref", out _) ? choices[1] : schema;
}
