using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Benchmarks;

/// <summary>
/// Answers a second to the three-layer sigmoid network as a batch in NDJSON (36 values and gradients each, every other answer with one
/// misconception), with the service's peak memory for batches of several sizes; and single grades of the circuit against gradients.
/// </summary>
internal static class GradingSpeedStudy
{
    private const string Network = """
        {"network":{"layers":[
        {"type":"dense","units":2,"weights":[[1,-2],[-1,1]],"biases":[1,0],"activation":"sigmoid"},
        {"type":"dense","units":2,"weights":[[2,-1],[-2,-1]],"biases":[0,0],"activation":"sigmoid"},
        {"type":"dense","units":2,"weights":[[3,-1],[-1,4]],"biases":[-2,2],"activation":"sigmoid"}],"loss":"sumSquaredError"},
        "inputs":{"x":[[1,-1]],"y":[[1,0]]}}
        """;

    private static readonly string[] Values = ["z1", "a1", "z2", "a2", "z3", "a3"];
    private static readonly string[] Gradients = ["z3", "z2", "z1", "W3", "b3", "W2", "b2", "W1", "b1"];

    public static void Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var exercise = Exercise.Compile(Graph(), null, null, GradingPolicy.Default, CancellationToken.None).Exercise!;
        var answers = Answers(exercise);
        InProcess(exercise, answers, rounds);
        if (args.Contains("alone"))
        {
            return;
        }

        using var service = new RunningService(5404);
        using var client = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromMinutes(5) };
        foreach (var count in new[] { 10_000, 40_000 })
        {
            var rates = new double[rounds];
            Batch(client, answers, count);
            var before = service.ProcessorTime;
            for (var round = 0; round < rounds; round++)
            {
                rates[round] = Batch(client, answers, count);
            }

            Array.Sort(rates);
            var cost = (service.ProcessorTime - before).TotalMicroseconds / rounds / count;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"POST /v1/grade-batches, NDJSON, {count} answers: median {rates[rounds / 2]:F0} answers/s, best {rates[^1]:F0}; {cost:F1} µs of processor time an answer; peak memory of the service {service.PeakMemory:F0} MiB"));
        }

        Single(service);
    }

    private static void InProcess(Exercise exercise, string[] lines, int rounds)
    {
        var grader = new Grader(exercise);
        var parsed = lines.Select(line => Parse(exercise, line)).ToArray();
        foreach (var (name, pick) in new[] { ("right", 0), ("one misconception", 1) })
        {
            var times = new double[rounds];
            for (var round = -1; round < rounds; round++)
            {
                var start = Process.GetCurrentProcess().TotalProcessorTime;
                for (var i = 0; i < 4000; i++)
                {
                    grader.Mark(parsed[((2 * i) + pick) % parsed.Length], CancellationToken.None);
                }

                times[Math.Max(0, round)] = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalMicroseconds / 4000;
            }

            Array.Sort(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Grader.Mark alone, one thread, answers with {name}: median {times[rounds / 2]:F1} µs of processor time"));
        }
    }

    private static double Batch(HttpClient client, string[] answers, int count)
    {
        using var content = new Lines(count, answers);
        var start = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/grade-batches") { Content = content };
        using var response = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).GetAwaiter().GetResult();
        using var body = response.EnsureSuccessStatusCode().Content.ReadAsStream();
        var buffer = new byte[64 * 1024];
        var lines = 0;
        for (int read; (read = body.Read(buffer)) > 0;)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return lines == count + 1 ? count / Stopwatch.GetElapsedTime(start).TotalSeconds : throw new InvalidOperationException($"{lines} lines came back.");
    }

    private static void Single(RunningService service)
    {
        var grades = Script("""{"expression":"q = x + y; f = q * z","inputs":{"x":-2,"y":5,"z":-4},"answer":{"values":{"q":3,"f":-12},"gradients":{"q":-4,"x":-4,"y":4,"z":3}}}""");
        var gradients = Script("""{"expression":"q = x + y; f = q * z","inputs":{"x":-2,"y":5,"z":-4}}""");
        var gradesAt = new Uri(service.Address, "/v1/grades");
        var gradientsAt = new Uri(service.Address, "/v1/gradients");
        HttpStudy.Load(grades, gradesAt, 3);
        HttpStudy.Load(gradients, gradientsAt, 3);
        for (var round = 0; round < 3; round++)
        {
            var one = HttpStudy.Load(gradients, gradientsAt, 4);
            var other = HttpStudy.Load(grades, gradesAt, 4);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  the circuit, 16 connections: gradients {one:F0}/s, grades with one mistake {other:F0}/s, ratio {other / one:F2}"));
        }

        File.Delete(grades);
        File.Delete(gradients);
    }

    private static string Script(string body)
    {
        var script = Path.GetTempFileName();
        File.WriteAllText(script, $"wrk.method = \"POST\"\nwrk.body = '{body}'\nwrk.headers[\"Content-Type\"] = \"application/json\"\n");
        return script;
    }

    /// <summary>The answers that are sent over and over: right ones in turn with ones that have a misconception each.</summary>
    private static string[] Answers(Exercise exercise)
    {
        var run = new MistakenRun(exercise);
        var wrong = MistakenRun.Places(exercise)
            .Where(p => Gradients.Contains(exercise.Graph[p.Node].Id))
            .Select(p => run.Gradients(p, CancellationToken.None))
            .OfType<double[]>()
            .Where(g => g.All(double.IsFinite) && !g.SequenceEqual(exercise.Gradients))
            .ToArray();
        return [.. Enumerable.Range(0, 2 * wrong.Length).Select(i => Answer(exercise, i % 2 == 0 ? exercise.Gradients : wrong[i / 2]))];
    }

    private static string Answer(Exercise exercise, double[] gradients)
    {
        var text = new StringBuilder("{\"values\":{");
        Write(text, exercise, exercise.Values, Values);
        text.Append("},\"gradients\":{");
        Write(text, exercise, gradients, Gradients);
        return text.Append("}}").ToString();
    }

    private static void Write(StringBuilder text, Exercise exercise, double[] arena, string[] nodes)
    {
        foreach (var id in nodes)
        {
            exercise.Graph.TryFind(id, out var node);
            var shape = exercise.Graph[node].Shape;
            var numbers = exercise.Slice(arena, node).ToArray().Select(n => n.ToString("G5", CultureInfo.InvariantCulture)).ToArray();
            var rows = shape.Rank == 1 ? $"[{string.Join(',', numbers)}]" : $"[{string.Join(',', numbers.Chunk(shape[1]).Select(r => $"[{string.Join(',', r)}]"))}]";
            text.Append(id == nodes[0] ? "" : ",").Append('"').Append(id).Append("\":").Append(rows);
        }
    }

    private static Answer Parse(Exercise exercise, string line)
    {
        using var document = JsonDocument.Parse(line);
        return new Answer([.. from kind in new[] { PartKind.Value, PartKind.Gradient }
                              from member in document.RootElement.GetProperty(kind == PartKind.Value ? "values" : "gradients").EnumerateObject()
                              select new AnsweredPart(kind, member.Name, new Submission.Numbers(Numbers(exercise, member)))]);
    }

    private static Tensor Numbers(Exercise exercise, JsonProperty member)
    {
        exercise.Graph.TryFind(member.Name, out var node);
        var shape = exercise.Graph[node].Shape;
        return new Tensor(shape, [.. member.Value.EnumerateArray().SelectMany(row => shape.Rank == 1 ? [row] : row.EnumerateArray().AsEnumerable()).Select(n => n.GetDouble())]);
    }

    private static Graph Graph()
    {
        var nodes = new List<NodeSpec> { new("x", "input", []), new("y", "input", []) };
        double[][] weights = [[1, -2, -1, 1], [2, -1, -2, -1], [3, -1, -1, 4]];
        double[][] biases = [[1, 0], [0, 0], [-2, 2]];
        for (var layer = 1; layer <= 3; layer++)
        {
            nodes.Add(new NodeSpec($"W{layer}", "parameter", [], Value: new Tensor(Shape.Of(2, 2), weights[layer - 1])));
            nodes.Add(new NodeSpec($"b{layer}", "parameter", [], Value: Tensor.Vector(biases[layer - 1])));
            nodes.Add(new NodeSpec($"z{layer}", "gemm", [layer == 1 ? "x" : $"a{layer - 1}", $"W{layer}", $"b{layer}"], new Dictionary<string, Domain.Operators.AttributeValue> { ["transB"] = new Domain.Operators.AttributeValue.Flag(true) }));
            nodes.Add(new NodeSpec($"a{layer}", "sigmoid", [$"z{layer}"]));
        }

        nodes.Add(new NodeSpec("loss", "sumSquaredError", ["a3", "y"]));
        var inputs = new Dictionary<string, Tensor> { ["x"] = new(Shape.Of(1, 2), [1, -1]), ["y"] = new(Shape.Of(1, 2), [1, 0]) };
        return GraphBuilder.Build(new GraphSpec(nodes, "loss", new GraphLocator()), inputs, null, GraphLimits.Default).Graph!;
    }

    /// <summary>A body that is made while it is sent.</summary>
    private sealed class Lines : HttpContent
    {
        private readonly int _count;
        private readonly byte[][] _answers;

        public Lines(int count, string[] answers)
        {
            _count = count;
            _answers = [.. answers.Select(Encoding.UTF8.GetBytes)];
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            // Not to be disposed of: that would close the connection's stream.
            var buffered = new BufferedStream(stream, 64 * 1024);
            await buffered.WriteAsync(Encoding.UTF8.GetBytes(Network.ReplaceLineEndings("") + "\n"));
            for (var i = 0; i < _count; i++)
            {
                await buffered.WriteAsync(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"id\":\"s{i}\",\"answer\":")));
                await buffered.WriteAsync(_answers[i % _answers.Length]);
                await buffered.WriteAsync("}\n"u8.ToArray());
            }

            await buffered.FlushAsync();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
