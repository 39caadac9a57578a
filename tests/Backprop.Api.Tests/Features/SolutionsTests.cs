using System.Text.Json;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

public sealed class SolutionsTests
{
    private const string Chain = """ "expression": "A = X + 1\nB = A^2\nC = ln(B)\nD = sqrt(C)\nE = D - 1", "inputs": { "X": 2 }, "target": 0.5 """;

    [Fact]
    public async Task Solutions_chain_isSolvedBackwards()
    {
        var answer = await Service.Default.Post("/v1/solutions", $$"""{ {{Chain}} }""");

        Assert.True(answer.Json.GetProperty("converged").GetBoolean());
        Assert.Equal("converged", answer.Json.GetProperty("reason").GetString());
        Assert.Equal(2.080216848918031, answer.Json.GetProperty("inputs").GetProperty("X").GetDouble(), 1e-9);
        Assert.Equal(0.5, answer.Json.GetProperty("value").GetDouble(), 1e-10);
        Assert.Empty(answer.Json.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task Solutions_firstIteration_isTheStartAndTheStepTakenFromIt()
    {
        var answer = await Service.Default.Post("/v1/solutions", $$"""{ {{Chain}}, "maxIterations": 1 }""");

        var iterations = answer.Json.GetProperty("iterations");
        Assert.Equal(2, iterations.GetArrayLength());
        Assert.Equal(0, iterations[0].GetProperty("number").GetInt32());
        Assert.Equal(2, iterations[0].GetProperty("inputs").GetProperty("X").GetDouble());
        Assert.Equal(1, iterations[0].GetProperty("damping").GetDouble());
        Assert.Equal(0.0787, Delta(iterations[0], "X"), 4);
        Assert.Equal(0.0787, Delta(iterations[0], "A"), 4);
        Assert.Equal(0.0177, Delta(iterations[0], "E"), 4);
        Assert.Equal(2.0787, iterations[1].GetProperty("inputs").GetProperty("X").GetDouble(), 4);
        Assert.InRange(iterations[1].GetProperty("value").GetDouble(), 0.4996, 0.4997);
        Assert.False(Node(iterations[1], "X").TryGetProperty("delta", out _));
        Assert.Equal("not-converged", answer.Json.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Solutions_squareRoot_isFoundFromNearby()
    {
        var answer = await Service.Default.Post("/v1/solutions", """{ "expression": "y = x^2", "inputs": { "x": 1.99 }, "target": 4 }""");

        Assert.Equal(2, answer.Json.GetProperty("inputs").GetProperty("x").GetDouble(), 1e-10);
    }

    [Fact]
    public async Task Solutions_network_movesItsInputsUntilTheLossIsMet()
    {
        var answer = await Service.Default.Post("/v1/solutions", """
            { "network": { "layers": [ { "type": "dense", "weights": [[1, 2]], "activation": "sigmoid" } ], "loss": "sumSquaredError" },
              "inputs": { "x": [[0, 0]], "y": [[0.9]] }, "target": 0.01, "wrt": ["x"] }
            """);

        Assert.True(answer.Json.GetProperty("converged").GetBoolean());
        Assert.Equal("[[0.9]]", answer.Json.GetProperty("inputs").GetProperty("y").GetRawText());
    }

    [Theory]
    [InlineData("""{ "expression": "x^2", "inputs": { "x": 0 }, "target": 4 }""", "zero-gradient")]
    [InlineData("""{ "expression": "x^2", "inputs": { "x": 0.7 }, "target": -1, "maxIterations": 20 }""", "not-converged")]
    [InlineData("""{ "expression": "ln(x)", "inputs": { "x": -1 }, "target": 0 }""", "left-domain")]
    public async Task Solutions_thatCannotBeReached_areReportedHonestly(string body, string reason)
    {
        var answer = await Service.Default.Post("/v1/solutions", body);

        Assert.Equal(200, answer.Status);
        Assert.False(answer.Json.GetProperty("converged").GetBoolean());
        Assert.Equal(reason, answer.Json.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Solutions_stepBelowTheSpacingOfX_isNotConvergedForThatReason()
    {
        var answer = await Service.Default.Post("/v1/solutions", """{ "expression": "sin(100000000*x)", "inputs": { "x": 1 }, "target": 0.9316390291097261 }""");

        Assert.Equal("not-converged", answer.Json.GetProperty("reason").GetString());
        Assert.Equal("step-below-spacing", answer.Json.GetProperty("warnings")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Solutions_startOutsideTheDomain_isNullWithAWarning()
    {
        var answer = await Service.Default.Post("/v1/solutions", """{ "expression": "y = ln(x)", "inputs": { "x": -1 }, "target": 0 }""");

        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("value").ValueKind);
        Assert.Equal("non-finite", answer.Json.GetProperty("warnings")[0].GetProperty("code").GetString());
        Assert.Equal("y", answer.Json.GetProperty("warnings")[0].GetProperty("node").GetString());
    }

    [Theory]
    [InlineData("""{ "expression": "x^2", "inputs": { "x": 1 } }""", 400, "missing-member #/target")]
    [InlineData("""{ "expression": "x^2", "inputs": { "x": 1 }, "target": "1" }""", 400, "wrong-type #/target")]
    [InlineData("""{ "expression": "x^2", "inputs": { "x": 1 }, "target": 1e999, "tolerance": -1, "maxIterations": 0 }""", 422, "out-of-range #/maxIterations; out-of-range #/target; out-of-range #/tolerance")]
    [InlineData("""{ "expression": "x^2", "inputs": { "x": 1 }, "target": 1, "maxIterations": 2000000000 }""", 422, "out-of-range #/maxIterations")]
    [InlineData("""{ "expression": "y = x * 2", "inputs": { "x": [1, 2] }, "target": 1 }""", 422, "scalar-output-required #/output")]
    [InlineData("""{ "expression": "y = x * 2; z = y + 1", "inputs": { "x": 1 }, "target": 1, "wrt": ["y", "w"] }""", 422, "unknown-node #/wrt/1; not-a-variable #/wrt/0")]
    [InlineData("""{ "expression": "y = x * 2", "inputs": { "x": 1 }, "target": 1, "wrt": [] }""", 422, "no-variables #/wrt")]
    [InlineData("""{ "expression": "2 * 3", "target": 1 }""", 422, "no-variables #/wrt")]
    public async Task Solutions_wrongRequest_saysWhatIsWrongAndWhere(string body, int status, string issues)
    {
        var answer = await Service.Default.Post("/v1/solutions", body);

        Assert.Equal(issues, string.Join("; ", answer.Issues.Select(i => $"{i.Code} {i.Pointer}")));
        Assert.Equal(status, answer.Status);
    }

    private static double Delta(JsonElement iteration, string id) => Node(iteration, id).GetProperty("delta").GetDouble();

    private static JsonElement Node(JsonElement iteration, string id) => iteration.GetProperty("nodes").EnumerateArray().Single(n => n.GetProperty("id").GetString() == id);
}
