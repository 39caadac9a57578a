using System.Text.Json;
using System.Text.RegularExpressions;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

/// <summary>What students see holds no number of the key, whatever they send.</summary>
public sealed partial class GradesSecrecyTests
{
    private static readonly string[] Exercises =
    [
        """ "expression": "q = x * y + z; s = sigmoid(q); r = relu(s - w); f = s * r / z", "inputs": { "x": 0.8731, "y": -1.2967, "z": 2.4119, "w": 0.1273 } """,
        """ "expression": "h = tanh(W @ x + b); p = softmax(h); f = sum(p * w)", "inputs": { "W": [[0.317, -1.411], [0.923, 0.219]], "x": [1.713, -0.557], "b": [0.133, -0.291], "w": [2.317, -1.117] } """,
    ];

    private static readonly string[] Values = ["1e999", "null", "true", "[1, 2]", "[[1], 2]", "{}", "\"\"", "\"q +\"", "\"d_f * zz\"", "\"1/0\"", "\"x\"", "\"d_q\"", "0.777", "-13", "1e-9", "\"sum(expand(x, shape=[9, 9]))\"", "[0.31, 0.77]"];

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var level in new[] { "score", "verdicts", "firstWrongStep", "diagnosis" })
        {
            for (var exercise = 0; exercise < Exercises.Length; exercise++)
            {
                cases.Add(level, exercise);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Grades_belowTheSolution_noNumberOfTheKeyIsShown(string level, int exercise)
    {
        var solved = await Service.Default.Post("/v1/gradients", $"{{ {Exercises[exercise]} }}");
        var nodes = solved.Json.GetProperty("nodes").EnumerateArray().Where(n => n.TryGetProperty("gradient", out _)).ToList();
        var keys = nodes.SelectMany(n => Numbers(n.GetProperty("value")).Concat(Numbers(n.GetProperty("gradient")))).Where(k => Math.Abs(k) > 1e-9 && Math.Abs(k) != 1).ToList();
        for (var round = 0; round < 12; round++)
        {
            // Every part has an answer of some kind: the key itself, the key with a mistake, or one of the odd ones.
            var parts = nodes.Select((node, i) => (Id: node.GetProperty("id").GetString(), Answer: ((i + round) % 4) switch
            {
                0 => node.GetProperty("gradient").GetRawText(),
                1 => Negated(node.GetProperty("gradient").GetRawText()),
                2 => node.GetProperty("value").GetRawText(),
                _ => Values[((i * 7) + round) % Values.Length],
            }));
            var body = $$"""{ {{Exercises[exercise]}}, "policy": { "feedback": "{{level}}", "weights": { "gradients.f": 3 } }, "answer": { "gradients": { {{string.Join(", ", parts.Select(p => $"\"{p.Id}\": {p.Answer}"))}}, "nn": 1 }, "values": { "f": {{Values[round]}} } } }""";
            var answer = await Service.Default.Post("/v1/grades", body);
            Assert.Equal(200, answer.Status);
            var shown = Number().Matches(answer.Json.GetProperty("student").GetRawText()).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)).Distinct();
            Assert.DoesNotContain(shown, number => keys.Exists(key => Math.Abs(Math.Abs(number) - Math.Abs(key)) <= 1e-3 * Math.Abs(key)));
        }
    }

    private static string Negated(string json) => Number().Replace(json, m => m.Value.StartsWith('-') ? m.Value[1..] : "-" + m.Value);

    private static IEnumerable<double> Numbers(JsonElement tensor) =>
        tensor.ValueKind == JsonValueKind.Array ? tensor.EnumerateArray().SelectMany(Numbers) : tensor.ValueKind == JsonValueKind.Number ? [tensor.GetDouble()] : [];

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][+-]?\d+)?")]
    private static partial Regex Number();
}
