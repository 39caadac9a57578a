using System.Text.Json;
using System.Text.Json.Nodes;
using Backprop.Fuzzing.Judging;

namespace Backprop.Fuzzing.Generation;

// docs/decisions/0341-requests-by-seed-and-index.md
/// <summary>Makes requests over the OpenAPI document: the same for the same seed and index.</summary>
internal sealed class RequestGenerator(ApiDocument document, Knowledge knowledge, long seed)
{
    /// <summary>What computes; the first are asked for most.</summary>
    private static readonly string[] Computations =
    [
        "evaluations", "gradients", "gradients", "gradients", "gradient-checks", "derivations", "drawings", "grades", "grades", "grade-batches", "exercise-analyses", "solutions", "training-runs",
    ];

    private static readonly string[] Types = ["application/json", "application/json; charset=utf-8", "application/problem+json", "application/x-ndjson", "text/plain", "application/xml", "application/json; charset=latin1", "multipart/form-data; boundary=x", "json", "*/*", ""];

    private static readonly string[] Accepts =
    [
        "*/*", "application/json", "image/svg+xml", "text/vnd.graphviz", "text/vnd.mermaid", "text/event-stream", "application/x-ndjson", "text/html", "application/json;q=0", "application/json;q=0.1, image/svg+xml", "text/*", ",", "a/b;q=2", "*", "text/event-stream;q=0.5, application/json;q=0.5",
    ];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY"];

    private static readonly string[] Queries = ["", "?", "?x", "?format=gradescope", "?format=lti&userId=a&timestamp=2026-01-01T00:00:00Z", "?format=prairielearn", "?format=coderunner", "?format=", "?format=lti", "?format=a&format=b", "?size=5&seed=1", "?size=-1", "?size=NaN", "?noise=1e999", "?targets=classes", "?%00", "?a=%ff", "?size=5;seed=1", "?FORMAT=gradescope"];

    private static readonly (string, string)[] OddHeaders =
    [
        ("Accept-Encoding", "gzip"), ("Accept-Encoding", "br;q=1.0, *;q=0"), ("Accept-Encoding", "identity;q=0"), ("Content-Encoding", "gzip"), ("Content-Encoding", "identity"), ("Origin", "https://example.org"), ("Expect", "100-continue"), ("X-Forwarded-For", "1.2.3.4, ::1, unknown"), ("X-HTTP-Method-Override", "DELETE"), ("If-None-Match", "*"), ("Range", "bytes=0-10"), ("Accept-Language", "xx"), ("Cookie", "a=b"), ("Forwarded", "for=\"[::1]\""),
    ];

    private readonly Bodies _bodies = new(knowledge);
    private readonly SchemaValues _values = new(document);

    /// <summary>The request of an index.</summary>
    public FuzzRequest Make(long index)
    {
        var chance = new Chance(seed, index);
        var request = chance.Below(100) switch
        {
            < 50 => Known(chance),
            < 62 => OfSchema(chance),
            < 78 => OfSeed(chance),
            < 82 => Lines(chance),
            < 90 => Catalogue(chance),
            < 94 => Chain(chance),
            < 99 => Odd(chance),
            _ => chance.OneIn(4) ? Large(chance) : Chain(chance),
        };
        return chance.OneIn(12) ? Twist(chance, request) : request;
    }

    private FuzzRequest Known(Chance chance)
    {
        var operation = chance.Pick(Computations);
        return Post(chance, "body", operation, Changed(chance, _bodies.Make(chance, operation)));
    }

    private FuzzRequest OfSchema(Chance chance)
    {
        var operation = chance.Pick(document.Operations.Where(operation => operation.Bodies.ContainsKey("application/json")).ToList());
        return Post(chance, "schema", operation.Path["/v1/".Length..], Changed(chance, _values.Make(chance, operation.Bodies["application/json"])!));
    }

    private FuzzRequest OfSeed(Chance chance)
    {
        var origin = chance.Pick(knowledge.Seeds);
        var body = origin.Body.DeepClone();
        if (body is JsonObject run && run.ContainsKey("epochs") && !chance.OneIn(50))
        {
            run["epochs"] = chance.From(1, 20);
        }

        for (var count = chance.OneIn(3) ? chance.From(1, 4) : 0; count > 0; count--)
        {
            Mutations.Mutate(chance, body);
        }

        var text = origin.MediaType == "application/json" || body is not JsonArray lines ? body.ToJsonString() : string.Join('\n', lines.Select(line => line?.ToJsonString()));
        var request = new FuzzRequest("seed", "POST", origin.Endpoint) { Body = Bytes(chance, text), ContentType = origin.MediaType };
        return origin.Accept is null ? request : request with { Headers = [("Accept", origin.Accept)] };
    }

    private FuzzRequest Lines(Chance chance) => new("lines", "POST", "/v1/grade-batches")
    {
        Body = Bytes(chance, _bodies.Lines(chance)),
        ContentType = "application/x-ndjson",
        Headers = chance.OneIn(2) ? [("Accept", chance.OneIn(4) ? chance.Pick(Accepts) : "application/x-ndjson")] : [],
    };

    private FuzzRequest Catalogue(Chance chance)
    {
        var operation = chance.Pick(document.Operations.Where(operation => operation.Method == "GET").ToList());
        var path = operation.Path;
        var query = "";
        foreach (var parameter in operation.Parameters)
        {
            if (parameter.IsInPath)
            {
                var name = chance.Below(4) switch
                {
                    // The server itself refuses an address with a zero, before the service sees it.
                    0 => Uri.EscapeDataString(Values.Name(chance).Replace("\0", "", StringComparison.Ordinal)),
                    1 => chance.Of("%0a", "%1b[0m", "..%2f..", "%ff", "%2F", "%", "a%20b", "nan", "%e2%80%a8", new string('a', 2000)),
                    2 => chance.Pick(knowledge.Operators).Name,
                    _ => parameter.Example!,
                };
                path = path.Replace("{" + parameter.Name + "}", name.Length == 0 ? "x" : name, StringComparison.Ordinal);
            }
            else if (chance.OneIn(3))
            {
                query += $"{(query.Length == 0 ? '?' : '&')}{parameter.Name}={Uri.EscapeDataString(_values.Make(chance, parameter.Json)?.ToString() ?? "")}";
            }
        }

        return new FuzzRequest("catalogue", chance.OneIn(10) ? "HEAD" : "GET", path + query);
    }

    /// <summary>Asks for gradients, and grades or checks them, right or changed.</summary>
    private FuzzRequest Chain(Chance chance)
    {
        var body = (JsonObject)_bodies.Make(chance, "evaluations");
        body.Remove("select");
        var follow = chance.Of("grades", "gradient-checks", "grade-batches");
        return Post(chance, "chain", "gradients", body.ToJsonString()) with { Next = answer => answer.Status == 200 ? Follow(chance, body, answer, follow) : null };
    }

    private static FuzzRequest Follow(Chance chance, JsonObject body, Answer answer, string follow)
    {
        var request = (JsonObject)body.DeepClone();
        var values = new JsonObject();
        var gradients = new JsonObject();
        var inputs = new JsonObject();
        using var result = JsonDocument.Parse(answer.Body);
        foreach (var node in result.RootElement.GetProperty("nodes").EnumerateArray())
        {
            var id = node.GetProperty("id").GetString()!;
            values[id] = Almost(chance, node.GetProperty("value"));
            if (node.TryGetProperty("gradient", out var gradient))
            {
                gradients[id] = Almost(chance, gradient);
                if (node.GetProperty("op").GetString() is "input" or "parameter")
                {
                    inputs[id] = Almost(chance, gradient);
                }
            }
        }

        if (follow == "gradient-checks")
        {
            request["gradients"] = inputs;
        }
        else if (follow == "grades")
        {
            request["answer"] = new JsonObject { ["values"] = values, ["gradients"] = gradients };
        }
        else
        {
            request["answers"] = new JsonArray(new JsonObject { ["id"] = "a", ["answer"] = new JsonObject { ["gradients"] = gradients } }, new JsonObject { ["id"] = "b", ["answer"] = new JsonObject { ["values"] = values } });
        }

        return Post(chance, "chain", follow, request.ToJsonString());
    }

    /// <summary>The same numbers, but a mistake here and there.</summary>
    private static JsonNode? Almost(Chance chance, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(element => Almost(chance, element))]),
        JsonValueKind.Number => chance.Below(16) switch
        {
            0 => -value.GetDouble(),
            1 => value.GetDouble() * 0.5,
            2 => Math.Round(value.GetDouble(), 3),
            3 => chance.Number(),
            _ => value.GetDouble(),
        },
        _ => null,
    };

    /// <summary>Wrong methods, addresses and media types.</summary>
    private FuzzRequest Odd(Chance chance)
    {
        var operation = chance.Pick(document.Operations);
        var path = chance.Below(6) switch
        {
            0 => operation.Path + "/",
            1 => operation.Path.ToUpperInvariant(),
            2 => operation.Path + "/x/y",
            3 => chance.Of("/", "/v1", "/v1/", "/v2/gradients", "/errors", "/swagger", "/swagger/v1/swagger.json", "/health", "/v1//gradients", "/robots.txt", "/v1/operators/", "/v1/gradients/x"),
            _ => operation.Path,
        };
        var request = new FuzzRequest("odd", chance.Pick(Methods), path.Replace('{', '_').Replace('}', '_') + (chance.OneIn(2) ? chance.Pick(Queries) : ""));
        return request.Method is "GET" or "HEAD" or "TRACE" ? request : request with { Body = Bytes(chance, _bodies.Make(chance, chance.Pick(Computations)).ToJsonString()), ContentType = chance.Pick(Types) };
    }

    /// <summary>What takes work, or is refused for it.</summary>
    private static FuzzRequest Large(Chance chance)
    {
        var side = chance.Of(10, 60, 200, 500, 2000);
        var nodes = chance.Of(
            """{"id":"a","op":"expand","inputs":["x"],"attributes":{"shape":[S,S]}},{"id":"b","op":"tanh","inputs":["a"]}""",
            """{"id":"a","op":"expand","inputs":["x"],"attributes":{"shape":[S,S]}},{"id":"b","op":"matMul","inputs":["a","a"]}""",
            """{"id":"a","op":"expand","inputs":["x"],"attributes":{"shape":[1,1,S,S]}},{"id":"b","op":"maxPool","inputs":["a"],"attributes":{"kernelShape":[5,5]}}""",
            """{"id":"a","op":"expand","inputs":["x"],"attributes":{"shape":[S,1,S]}},{"id":"b","op":"softmax","inputs":["a"]}""").Replace("S", side.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return Post(chance, "large", chance.Of("evaluations", "gradients", "derivations", "drawings", "gradient-checks", "solutions"), $$"""{"graph":{"nodes":[{"id":"x","op":"input"},{{nodes}},{"id":"f","op":"reduceSum","inputs":["b"]}]},"inputs":{"x":0.3}{{chance.Of("", ",\"target\":1", ",\"select\":[\"f\"]")}}}""");
    }

    /// <summary>Another header, query or media type.</summary>
    private static FuzzRequest Twist(Chance chance, FuzzRequest request) => chance.Below(4) switch
    {
        0 => request with { Headers = [.. request.Headers, chance.Pick(OddHeaders)] },
        1 when request.Headers.Count == 0 => request with { Headers = [("Accept", chance.Pick(Accepts))] },
        2 when request.Body is not null => request with { ContentType = chance.OneIn(9) ? null : chance.Pick(Types) },
        _ => request with { Target = request.Path + chance.Pick(Queries) },
    };

    private static string Changed(Chance chance, JsonNode body)
    {
        if (chance.OneIn(5))
        {
            for (var count = chance.From(1, 3); count > 0; count--)
            {
                Mutations.Mutate(chance, body);
            }
        }

        return body.ToJsonString();
    }

    private static byte[] Bytes(Chance chance, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return chance.OneIn(20) ? Mutations.Mutate(chance, bytes) : bytes;
    }

    private static FuzzRequest Post(Chance chance, string kind, string operation, string body)
    {
        var request = new FuzzRequest(kind, "POST", "/v1/" + operation + (operation == "grades" && chance.OneIn(5) ? chance.Pick(Queries) : "")) { Body = Bytes(chance, body), ContentType = "application/json" };
        return operation is "drawings" or "training-runs" && chance.OneIn(2)
            ? request with { Headers = [("Accept", operation == "training-runs" ? "text/event-stream" : chance.Of("image/svg+xml", "text/vnd.graphviz", "text/vnd.mermaid"))] }
            : request;
    }
}
