using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Contracts;

public sealed class NetworkRequestTests
{
    private const string Network = """
        { "layers": [ { "type": "dense", "name": "hidden", "units": 2, "weights": [[1, -2], [-1, 1]], "biases": [1, 0], "activation": "sigmoid" }, { "type": "dense", "units": 1, "weights": [[1, 1]], "biases": [0] } ], "loss": "sumSquaredError" }
        """;

    [Theory]
    [InlineData("/v1/evaluations")]
    [InlineData("/v1/gradients")]
    public async Task Networks_areTakenWhereExpressionsAre_andTheirNodesAreGroupedByLayer(string path)
    {
        var answer = await Service.Default.Post(path, $$"""{ "network": {{Network}}, "inputs": { "x": [[1, -1]], "y": [[0]] } }""");

        Assert.Equal(200, answer.Status);
        Assert.Equal("loss", answer.Json.GetProperty("output").GetString());
        Assert.Equal(["x", "W1", "b1", "z1", "a1", "W2", "b2", "z2", "y", "loss"], answer.Json.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetString()));
        Assert.Equal(
            """[{"number":1,"type":"dense","name":"hidden","nodes":["W1","b1","z1","a1"]},{"number":2,"type":"dense","nodes":["W2","b2","z2"]}]""",
            answer.Json.GetProperty("layers").GetRawText());
    }

    [Fact]
    public async Task Gradients_ofALayer_areThoseOfTheCompositionInAnExpression()
    {
        var network = await Service.Default.Post("/v1/gradients", $$"""{ "network": {{Network}}, "inputs": { "x": [[1, -1]], "y": [[0]] } }""");
        var expression = await Service.Default.Post("/v1/gradients", """
            { "expression": "z1 = gemm(x, W1, b1, transB=true); a1 = sigmoid(z1); z2 = gemm(a1, W2, b2, transB=true); loss = sumSquaredError(z2, y)",
              "inputs": { "x": [[1, -1]], "y": [[0]], "W1": [[1, -2], [-1, 1]], "b1": [1, 0], "W2": [[1, 1]], "b2": [0] } }
            """);

        foreach (var id in new[] { "x", "W1", "b1", "z1", "a1", "W2", "b2", "z2", "y", "loss" })
        {
            Assert.Equal(expression.Node(id).GetProperty("gradient").GetRawText(), network.Node(id).GetProperty("gradient").GetRawText());
        }
    }

    [Fact]
    public async Task Gradients_ofADeepSigmoidNetwork_warnThatTheGradientVanishes()
    {
        var layers = string.Join(",", Enumerable.Repeat("""{ "type": "dense", "units": 4, "activation": "sigmoid" }""", 12));

        var answer = await Service.Default.Post("/v1/gradients", $$"""{ "network": { "layers": [ {{layers}} ], "loss": "sumSquaredError" }, "inputs": { "x": [[1, 2]], "y": [[0, 1, 0, 1]] } }""");

        Assert.Contains(answer.Json.GetProperty("warnings").EnumerateArray(), w => w.GetProperty("code").GetString() == "vanishing-gradient" && w.GetProperty("node").GetString() == "a1");
    }

    [Theory]
    [InlineData("""{ "network": {} }""", 400, "invalid-request", "missing-member #/network/layers")]
    [InlineData("""{ "network": { "layers": {} } }""", 400, "invalid-request", "wrong-type #/network/layers")]
    [InlineData("""{ "network": { "layers": [ 1 ] } }""", 400, "invalid-request", "wrong-type #/network/layers/0")]
    [InlineData("""{ "network": { "layers": [ { "units": 1 } ] } }""", 400, "invalid-request", "missing-member #/network/layers/0/type")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "unitz": 1, "weights": "a" } ] } }""", 400, "invalid-request", "unknown-member #/network/layers/0/unitz; wrong-type #/network/layers/0/weights")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1, "units": 2 } ] } }""", 400, "invalid-request", "duplicate-member #/network/layers/0/units")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "activation": null } ] } }""", 400, "invalid-request", "null-value #/network/layers/0/activation")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "activation": 3 } ] } }""", 400, "invalid-request", "wrong-type #/network/layers/0/activation")]
    [InlineData("""{ "network": { "layers": [] }, "expression": "x" }""", 400, "invalid-request", "exactly-one-computation #")]
    [InlineData("""{ "network": { "layers": [] }, "inputs": { "x": 1 } }""", 422, "invalid-network", "empty-network #/network/layers")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ], "loss": "softmaxCrossEntropy" }, "inputs": { "x": [], "y": [[]] } }""", 422, "invalid-inputs", "empty-tensor #/inputs/x; empty-tensor #/inputs/y")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "weights": [[1], [2, 3]] } ] }, "inputs": { "x": [[1]] } }""", 422, "invalid-network", "ragged-array #/network/layers/0/weights/1")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ] }, "inputs": { "x": [[1], [2, 3]] } }""", 422, "invalid-inputs", "ragged-array #/inputs/x/1")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": "1" } ] }, "inputs": { "x": [[1]] } }""", 422, "invalid-network", "invalid-attribute #/network/layers/0/units")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1, "filters": 1, "activation": { "type": "rellu", "alpha": 1 } } ], "loss": { "type": "huber", "delta": 0 } } }""", 422, "invalid-network", "unknown-attribute #/network/layers/0/filters; unknown-activation #/network/layers/0/activation/type; missing-input #/inputs/x; missing-input #/inputs/y")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ] }, "inputs": { "x": [[1]], "y": [[1]], "w1": [[1]] } }""", 422, "invalid-inputs", "extra-input #/inputs/y; extra-input #/inputs/w1")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 2 } ], "loss": "softmaxCrossEntropy" }, "inputs": { "x": [[1]], "y": [7] } }""", 422, "invalid-inputs", "index-out-of-range #/inputs/y")]
    public async Task Gradients_wrongNetwork_saysWhatIsWrongAndWhere(string body, int status, string code, string issues)
    {
        var answer = await Service.Default.Post("/v1/gradients", body);

        Assert.Equal(issues, string.Join("; ", answer.Issues.Select(i => $"{i.Code} {i.Pointer}")));
        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task Gradients_withoutALoss_startFromTheUpstreamGradientOfTheLastLayer()
    {
        var answer = await Service.Default.Post("/v1/gradients", """{ "network": { "layers": [ { "type": "dense", "weights": [[2, 3]] } ] }, "inputs": { "x": [5, 7] }, "upstream": [[10]] }""");

        Assert.Equal("[[31]]", answer.Json.GetProperty("value").GetRawText());
        Assert.Equal("[[20,30]]", answer.Node("x").GetProperty("gradient").GetRawText());
    }
}
