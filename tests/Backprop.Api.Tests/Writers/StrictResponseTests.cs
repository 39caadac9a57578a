using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Backprop.Api.Contracts;
using Backprop.Api.Examples;
using Backprop.Api.Features.Datasets;
using Backprop.Api.Features.Derivations;
using Backprop.Api.Features.Evaluations;
using Backprop.Api.Features.ExerciseAnalyses;
using Backprop.Api.Features.GradeBatches;
using Backprop.Api.Features.Grades;
using Backprop.Api.Features.GradientChecks;
using Backprop.Api.Features.Gradients;
using Backprop.Api.Features.Misconceptions;
using Backprop.Api.Features.Operators;
using Backprop.Api.Features.Solutions;
using Backprop.Api.Features.TrainingRuns;
using Backprop.Api.Json;
using Backprop.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Backprop.Api.Tests.Writers;

/// <summary>
/// Every answer is read strictly into the record that OpenAPI describes it by (no member unknown, none that is required missing), and written again, by the
/// serialiser alone, gives the same bytes.
/// </summary>
public sealed class StrictResponseTests
{
    private const string Circuit = """ "expression": "q = x + y; f = q * z", "inputs": { "x": -2, "y": 5, "z": -4 } """;
    private const string Odd = """ "expression": "r = relu(x); s = ln(y); m = max(x, z); c = r + 2; f = c + s * m", "inputs": { "x": 0, "y": 0, "z": 0 } """;
    private const string Matrix = """ "expression": "h = tanh(W @ x + b); p = softmax(h); f = sum(p * w)", "inputs": { "W": [[0.317, -1.411], [0.923, 0.219]], "x": [1.713, -0.557], "b": [0.133, -0.291], "w": [2.317, -1.117] } """;
    private const string Network = """
        "network": { "layers": [ { "type": "dense", "units": 3, "activation": "relu", "weights": [[-1, -2], [-1, -1], [1, 1]], "biases": [-5, -5, -9], "name": "first" },
                                 { "type": "dense", "units": 1, "activation": "sigmoid" } ], "loss": "meanSquaredError", "l2": 0.01 },
        "inputs": { "x": [[1, 1], [2, 1]], "y": [[1], [0]] }
        """;

    private const string Slips = """ "answer": { "gradients": { "q": 4, "x": 4, "y": "z", "z": 17, "f": [1, 2], "zz": 1 }, "values": { "q": [[1], 2], "f": [], "x": true } } """;

    private static readonly ResultJson Json = new(Service.Default.Services.GetRequiredService<IOptions<HttpJsonOptions>>().Value.SerializerOptions);

    private static readonly JsonSerializerOptions Strict = new(Json.Options) { TypeInfoResolver = Json.Options.TypeInfoResolver!.WithAddedModifier(RequireParameters) };

    private static readonly Dictionary<string, Type> Records = new()
    {
        ["/v1/evaluations"] = typeof(EvaluationContract),
        ["/v1/gradients"] = typeof(GradientsContract),
        ["/v1/gradient-checks"] = typeof(GradientCheckContract),
        ["/v1/derivations"] = typeof(DerivationContract),
        ["/v1/solutions"] = typeof(SolutionContract),
        ["/v1/training-runs"] = typeof(TrainingRunContract),
        ["/v1/grades"] = typeof(GradeContract),
        ["/v1/grade-batches"] = typeof(GradeBatchContract),
        ["/v1/exercise-analyses"] = typeof(ExerciseAnalysisContract),
        ["/v1/grades?format=gradescope"] = typeof(GradescopeResults),
        ["/v1/grades?format=prairielearn"] = typeof(PrairieLearnResults),
        ["/v1/grades?format=coderunner"] = typeof(CodeRunnerResults),
        ["/v1/grades?format=lti-ags&userId=u&timestamp=2026-02-01T12:00:00.000Z"] = typeof(LtiScore),
        ["/v1/operators"] = typeof(OperatorList),
        ["/v1/misconceptions"] = typeof(MisconceptionList),
        ["/v1/datasets/moons?size=5"] = typeof(DatasetPoints),
        ["/v1/examples"] = typeof(ExampleList),
        ["/v1/examples/circuit"] = typeof(Example),
    };

    public static TheoryData<string> ExamplesOfJson => [.. ExampleCatalog.All.Where(example => example.ContentType is null && Records.ContainsKey(example.Endpoint)).Select(example => example.Id)];

    public static TheoryData<string> Catalogues => [.. Records.Keys.Where(path => !path.Contains("grad", StringComparison.Ordinal) && path.Split('/', '?')[2] is "operators" or "misconceptions" or "datasets" or "examples")];

    public static TheoryData<string, string> Requests()
    {
        var requests = new TheoryData<string, string>
        {
            { "/v1/evaluations", $"{{ {Network}, \"select\": [\"W1\", \"loss\"] }}" },
            { "/v1/gradients", $"{{ {Network} }}" },
            { "/v1/gradients", """{ "graph": { "nodes": [ { "id": "k", "op": "constant", "value": 3, "label": "\"three\" \u00fc" }, { "id": "x", "op": "input" }, { "id": "f", "op": "mul", "inputs": ["k", "x"] } ] }, "inputs": { "x": -0.0 } }""" },
            { "/v1/gradients", """{ "expression": "y = ln(x) + sqrt(x); f = sum(y)", "inputs": { "x": [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6, 7, 8, 9, 1e15, 1e16, 0.1]] } }""" },
            { "/v1/gradients", """{ "expression": "y = softmax(x)", "inputs": { "x": [[[1], [2]], [[3], [4]]] }, "upstream": [[[1], [0]], [[0.5], [1e-7]]], "partials": false }""" },
            { "/v1/gradient-checks", """{ "expression": "f = relu(x) + floor(y) + z^2", "inputs": { "x": 0, "y": 2, "z": 3 } }""" },
            { "/v1/gradient-checks", """{ "expression": "f = sqrt(x) + ln(y - 1e6) * z", "inputs": { "x": 0, "y": 2, "z": 3 } }""" },
            { "/v1/gradient-checks", """{ "expression": "y = softmax(x)", "inputs": { "x": [[1, 2, 3], [0, 0, 5]] }, "method": "central" }""" },
            { "/v1/derivations", $"{{ {Circuit}, \"paths\": true, \"symbolic\": true }}" },
            { "/v1/derivations", """{ "expression": "y = W @ x; f = sum(sqrt(y))", "inputs": { "W": [[1, 0], [0, 0]], "x": [1, 2] }, "detail": "elements", "paths": true, "symbolic": true }""" },
            { "/v1/derivations", """{ "expression": "f = sqrt(x)", "inputs": { "x": 0 }, "paths": true }""" },
            { "/v1/solutions", """{ "expression": "y = ln(x)", "inputs": { "x": -1 }, "target": 0 }""" },
            { "/v1/solutions", """{ "expression": "f = sum(x * w) + c", "inputs": { "x": [1, 2, 3], "w": [0.5, 0, -1], "c": 3 }, "target": 5, "wrt": ["x"] }""" },
            { "/v1/training-runs", $"{{ {Network}, \"optimizer\": {{ \"type\": \"rmsProp\", \"learningRate\": 0.01 }}, \"epochs\": 6 }}" },
            { "/v1/training-runs", """{ "network": { "layers": [ { "type": "dense", "units": 1, "weights": [[1e200, 1e200]] } ], "loss": "meanSquaredError" }, "inputs": { "x": [[1e200, 1e200]], "y": [[0]] }, "optimizer": "sgd", "epochs": 3 }""" },
            { "/v1/exercise-analyses", $"{{ {Matrix} }}" },
            { "/v1/exercise-analyses", """{ "expression": "f = x * y", "inputs": { "x": 2, "y": 2 } }""" },
        };
        foreach (var path in new[] { "/v1/evaluations", "/v1/gradients", "/v1/gradient-checks", "/v1/derivations", "/v1/exercise-analyses" })
        {
            requests.Add(path, $"{{ {Odd} }}");
        }

        foreach (var level in new[] { "score", "verdicts", "firstWrongStep", "diagnosis", "solution" })
        {
            foreach (var path in Records.Keys.Where(path => path.StartsWith("/v1/grades", StringComparison.Ordinal)))
            {
                requests.Add(path, $"{{ {Circuit}, {Slips}, \"policy\": {{ \"feedback\": \"{level}\" }} }}");
            }
        }

        requests.Add("/v1/grades", $"{{ {Matrix}, \"answer\": {{ \"gradients\": {{ \"W\": [[1, 2], [3, 4]], \"b\": \"d_h\", \"x\": [[[]]], \"h\": [0.1, 0.2] }} }} }}");
        requests.Add("/v1/grades", """{ "expression": "f = x * y", "inputs": { "x": 2, "y": 2 }, "answer": { "gradients": { "x": 4, "y": 1 } } }""");
        requests.Add("/v1/grade-batches", $"{{ {Circuit}, \"answers\": [ {{ \"id\": \"a\", {Slips} }}, {{ \"id\": \"b\", \"answer\": {{ \"gradients\": {{ \"x\": -4 }} }} }}, 3, {{ \"id\": \"c\" }} ] }}");
        requests.Add("/v1/grade-batches", $"{{ {Circuit}, \"answers\": [] }}");
        return requests;
    }

    [Theory]
    [MemberData(nameof(ExamplesOfJson))]
    public async Task Answer_toAnExample_isItsRecord(string id)
    {
        var example = ExampleCatalog.Find(id)!;
        AssertIsItsRecord(example.Endpoint, await Service.Default.Post(example.Endpoint, example.Request.GetRawText()));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Answer_toARequest_isItsRecord(string path, string body) => AssertIsItsRecord(path, await Service.Default.Post(path, body));

    [Theory]
    [MemberData(nameof(Catalogues))]
    public async Task Answer_ofACatalogue_isItsRecord(string path) => AssertIsItsRecord(path, await Service.Default.Get(path));

    [Fact]
    public async Task Answer_inLines_isOneRecordALine()
    {
        var content = new StringContent($"{{ {Circuit} }}\n{{ \"id\": \"a\", {Slips} }}\nno json\n{{ \"id\": \"b\", \"answer\": {{}} }}", Encoding.UTF8, "application/x-ndjson");
        var answer = await Service.Default.Send(new HttpRequestMessage(HttpMethod.Post, "/v1/grade-batches") { Content = content });
        var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.All(lines[..^1], line => AssertWrittenAgain(typeof(GradedItemContract), line));
        AssertWrittenAgain(typeof(BatchSummaryContract), lines[^1]);
    }

    [Fact]
    public async Task Answer_asEvents_isOneRecordAnEvent()
    {
        var answer = await Service.Default.Post("/v1/training-runs", $"{{ {Network}, \"optimizer\": \"sgd\", \"epochs\": 4, \"progress\": {{ \"network\": true }} }}", "text/event-stream");
        var data = answer.Text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..]).ToList();
        Assert.True(data.Count > 2);
        Assert.All(data[..^1], line => AssertWrittenAgain(typeof(EpochContract), line));
        AssertWrittenAgain(typeof(TrainingRunContract), data[^1]);
    }

    [Fact]
    public void Read_memberThatNoRecordHas_isRefused() =>
        Assert.Throws<JsonException>(() => Read(typeof(GradientsContract), """{"output":"f","value":1,"nodes":[],"warnings":[],"extra":1}"""));

    [Fact]
    public void Read_memberThatIsRequired_mustBeThere() =>
        Assert.Throws<JsonException>(() => Read(typeof(GradientsContract), """{"output":"f","value":1,"nodes":[{"id":"x","op":"input","value":1}],"warnings":[]}"""));

    [Fact]
    public void Read_memberThatIsAParameter_mustBeThere() =>
        Assert.Throws<JsonException>(() => Read(typeof(GradientsContract), """{"value":1,"nodes":[],"warnings":[]}"""));

    private static void AssertIsItsRecord(string path, ServiceResponse answer)
    {
        Assert.Equal(200, answer.Status);
        AssertWrittenAgain(Records[path], answer.Text);
    }

    private static void AssertWrittenAgain(Type record, string text) => Assert.Equal(text, JsonSerializer.Serialize(Read(record, text), TypeOf(record)));

    private static object Read(Type record, string text) => JsonSerializer.Deserialize(text, TypeOf(record))!;

    private static JsonTypeInfo TypeOf(Type record) => Strict.GetTypeInfo(record);

    private static void RequireParameters(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.AssociatedParameter is not null))
        {
            property.IsRequired = !property.AssociatedParameter!.IsNullable;
        }
    }
}
