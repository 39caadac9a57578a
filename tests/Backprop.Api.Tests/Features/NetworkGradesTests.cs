using System.Text.Json;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

/// <summary>The three-layer sigmoid network whose numbers are published: outputs 0.62 and 0.83 for the inputs 1 and −1.</summary>
public sealed class NetworkGradesTests
{
    private const string Network = """
        "network": { "layers": [
          { "type": "dense", "units": 2, "weights": [[1, -2], [-1, 1]], "biases": [1, 0], "activation": "sigmoid" },
          { "type": "dense", "units": 2, "weights": [[2, -1], [-2, -1]], "biases": [0, 0], "activation": "sigmoid" },
          { "type": "dense", "units": 2, "weights": [[3, -1], [-1, 4]], "biases": [-2, 2], "activation": "sigmoid" } ], "loss": "sumSquaredError" },
        "inputs": { "x": [[1, -1]], "y": [[1, 0]] }
        """;

    [Fact]
    public async Task Grades_publishedValuesOfANetwork_areRight()
    {
        var answer = await Grade("""{ "values": { "a1": [[0.98, 0.12]], "a2": [[0.86, 0.11]], "a3": [[0.62, 0.83]] } }""");
        Assert.Equal(1, answer.GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task Grades_keyOfGradients_isRightInEveryPartAndAFlippedLayerIsBlamedAlone()
    {
        var solved = await Service.Default.Post("/v1/gradients", $"{{ {Network} }}");
        var right = new Dictionary<string, JsonElement>();
        foreach (var node in solved.Json.GetProperty("nodes").EnumerateArray().Where(n => n.TryGetProperty("gradient", out _)))
        {
            right[node.GetProperty("id").GetString()!] = node.GetProperty("gradient");
        }

        var all = await Grade($$"""{ "gradients": {{JsonSerializer.Serialize(right)}} }""");
        Assert.Equal(1, all.GetProperty("absoluteScore").GetDouble());

        // σ′ at z2 forgotten: z2 gets the gradient of a2, and what comes before it follows from that.
        var z2 = right["a2"];
        var slipped = right.Where(p => p.Key is "a3" or "z3" or "a2").ToDictionary(p => p.Key, p => p.Value.GetRawText());
        slipped["z2"] = z2.GetRawText();
        slipped["b2"] = z2[0].GetRawText();
        var answer = await Grade($$"""{ "gradients": { {{string.Join(", ", slipped.Select(p => $"\"{p.Key}\": {p.Value}"))}} } }""");
        Assert.Equal("""["gradients.z2"]""", answer.GetProperty("teacher").GetProperty("blame").GetRawText());
        var found = Item(answer, "gradients.z2").GetProperty("misconceptions").EnumerateArray().Select(m => m.GetProperty("id").GetString());
        Assert.Contains("local-skipped", found);
        Assert.Equal("follow-through", Item(answer, "gradients.b2").GetProperty("verdict").GetString());
        Assert.Equal(4.0 / 5, answer.GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task Grades_transposedWeightGradient_isNamedAndMarkedEntryByEntry()
    {
        var solved = await Service.Default.Post("/v1/gradients", $$"""{ {{Network}}, "select": ["W1"], "partials": false }""");
        var key = solved.Node("W1").GetProperty("gradient");
        var answer = await Grade($$"""{ "gradients": { "W1": [[{{key[0][0]}}, {{key[1][0]}}], [{{key[0][1]}}, {{key[1][1]}}]] } }""");
        var item = Item(answer, "gradients.W1");
        Assert.Equal(0.5, item.GetProperty("credit").GetDouble());
        Assert.Equal("[[0,1],[1,0]]", item.GetProperty("wrongEntries").GetRawText());
        Assert.Equal("transposed", item.GetProperty("misconceptions")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Grades_biasGradientLeftUnsummed_isToldWhatToDo()
    {
        var answer = await Service.Default.Post("/v1/grades", $$"""
            { {{Network.Replace("[[1, -1]]", "[[1, -1], [0, 0]]", StringComparison.Ordinal).Replace("[[1, 0]]", "[[1, 0], [0, 1]]", StringComparison.Ordinal)}}, "answer": { "gradients": { "b3": [[1, 2], [3, 4]] } } }
            """);
        Assert.Equal(
            "An array of shape [2] is expected here, not one of shape [2, 2]. That is the shape of z3: sum over the axes along which b3 was broadcast.",
            answer.Json.GetProperty("student").GetProperty("items")[0].GetProperty("message").GetString());
    }

    private static async Task<JsonElement> Grade(string answer)
    {
        var result = await Service.Default.Post("/v1/grades", $$"""{ {{Network}}, "answer": {{answer}} }""");
        Assert.Equal(200, result.Status);
        return result.Json;
    }

    private static JsonElement Item(JsonElement answer, string part) =>
        answer.GetProperty("teacher").GetProperty("items").EnumerateArray().Single(i => i.GetProperty("part").GetString() == part);
}
