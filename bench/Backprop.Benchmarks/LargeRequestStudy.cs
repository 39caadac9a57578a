using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Backprop.Benchmarks;

/// <summary>
/// A request with a graph of 100,000 nodes against deserialising and serialising the same two bodies with source-generated System.Text.Json alone.
/// </summary>
internal static class LargeRequestStudy
{
    private const int Count = 100_000;

    public static void Run(string[] args)
    {
        var requestBody = Request();
        using var service = new RunningService(5493);
        using var client = new HttpClient();
        var answerBody = Send(client, service, requestBody);
        var request = JsonSerializer.Deserialize(requestBody, BodiesContext.Default.RequestBody)!;
        var answer = JsonSerializer.Deserialize(answerBody, BodiesContext.Default.AnswerBody)!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"request {requestBody.Length / 1e6:F1} MB, answer {answerBody.Length / 1e6:F1} MB, {answer.Nodes.Count} nodes"));
        Interleaved.Run(
            "POST /v1/gradients with a graph of 100,000 nodes",
            rounds: 15,
            1e6,
            "ms",
            ("System.Text.Json: read and write the bodies", () =>
            {
                _ = JsonSerializer.Deserialize(requestBody, BodiesContext.Default.RequestBody);
                using var stream = new MemoryStream();
                JsonSerializer.Serialize(stream, answer, BodiesContext.Default.AnswerBody);
            }
        ),
            ("the request, from send to last byte", () => Send(client, service, requestBody)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  peak memory of the service: {service.PeakMemory:F0} MiB; nodes in the request: {request.Graph.Nodes.Count}"));
    }

    private static byte[] Send(HttpClient client, RunningService service, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = client.PostAsync(new Uri(service.Address, "/v1/gradients"), content).GetAwaiter().GetResult();
        var answer = response.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(answer));
    }

    private static byte[] Request()
    {
        string[] names = ["add", "mul", "sub", "max", "neg", "sin", "tanh", "sigmoid"];
        var random = new Random(1);
        var nodes = new List<RequestNode>();
        var inputs = new Dictionary<string, double>();
        for (var i = 0; i < Count; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"n{i}");
            if (i < 10)
            {
                nodes.Add(new RequestNode(id, "input", null));
                inputs[id] = random.NextDouble();
                continue;
            }

            string Near() => string.Create(CultureInfo.InvariantCulture, $"n{random.Next(Math.Max(0, i - 50), i)}");
            var op = random.Next(names.Length);
            nodes.Add(new RequestNode(id, names[op], op < 4 ? [Near(), Near()] : [Near()]));
        }

        return JsonSerializer.SerializeToUtf8Bytes(new RequestBody(new RequestGraph(nodes, nodes[^1].Id), inputs), BodiesContext.Default.RequestBody);
    }
}

internal sealed record RequestBody(RequestGraph Graph, Dictionary<string, double> Inputs);

internal sealed record RequestGraph(List<RequestNode> Nodes, string Output);

internal sealed record RequestNode(string Id, string Op, List<string>? Inputs);

internal sealed record AnswerBody(string Output, double? Value, List<AnswerNode> Nodes, List<JsonElement> Warnings);

internal sealed record AnswerNode(string Id, string Op, List<string>? Inputs, List<int> Shape, double? Value, double? Gradient, List<AnswerPartial>? Partials);

internal sealed record AnswerPartial(string Input, int Position, double? Local, double? Contribution);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RequestBody))]
[JsonSerializable(typeof(AnswerBody))]
internal sealed partial class BodiesContext : JsonSerializerContext;
