using System.Text.Json;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

public sealed class GradientChecksTests
{
    private const string Apples = """ "expression": "y = price * count; z = y * discount", "inputs": { "price": 5, "count": 2, "discount": 0.9 } """;

    private static Task<ServiceResponse> Check(string members) => Service.Default.Post("/v1/gradient-checks", $$"""{ {{members}} }""");

    private static async Task<JsonElement> Entry(string members)
    {
        var answer = await Check(members);
        Assert.Equal(200, answer.Status);
        return answer.Json.GetProperty("entries")[0];
    }

    private static string Verdict(JsonElement json) => json.GetProperty("verdict").GetString()!;

    [Fact]
    public async Task GradientChecks_apples_passByEveryMethod()
    {
        foreach (var method in new[] { "adaptive", "central", "forward" })
        {
            var answer = await Check($$"""{{Apples}}, "method": "{{method}}" """);

            Assert.Equal("pass", Verdict(answer.Json));
            Assert.Equal(method, answer.Json.GetProperty("method").GetString());
            Assert.Equal(["price", "count", "discount"], answer.Json.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("node").GetString()));
            Assert.Equal([1.8, 4.5, 10], answer.Json.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("analytic").GetDouble()));
            Assert.All(answer.Json.GetProperty("entries").EnumerateArray(), e => Assert.Equal(method == "adaptive", e.TryGetProperty("errorBound", out _)));
            Assert.True(answer.Json.GetProperty("largestRelativeError").GetDouble() < 1e-6);
        }
    }

    [Fact]
    public async Task GradientChecks_central_isTheTextbookFormulaToTheLetter()
    {
        var answer = await Check(""" "expression": "f = x^2", "inputs": { "x": 3 }, "method": "central", "step": 0.5 """);

        // Powers of two: nothing is rounded.
        Assert.Equal(
            """{"verdict":"pass","method":"central","evaluations":3,"largestRelativeError":0,"entries":[{"node":"x","index":[],"analytic":6,"numeric":6,"absoluteError":0,"relativeError":0,"verdict":"pass"}],"warnings":[]}""",
            answer.Text);
    }

    [Fact]
    public async Task GradientChecks_wrongClaim_failsAndTheOthersAreLeftOut()
    {
        var answer = await Check($$"""{{Apples}}, "gradients": { "count": 4.6 } """);

        Assert.Equal("fail", Verdict(answer.Json));
        var entry = Assert.Single(answer.Json.GetProperty("entries").EnumerateArray());
        Assert.Equal(4.6, entry.GetProperty("analytic").GetDouble());
        Assert.Equal(4.5, entry.GetProperty("numeric").GetDouble(), 1e-9);
        Assert.Equal(0.1 / 4.6, entry.GetProperty("relativeError").GetDouble(), 1e-9);
        Assert.Equal(0.1 / 4.6, answer.Json.GetProperty("largestRelativeError").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task GradientChecks_toleranceGiven_letsRoundedClaimsPass()
    {
        const string Claim = """ "expression": "f = sin(x)", "inputs": { "x": 1 }, "gradients": { "x": 0.54 } """;

        Assert.Equal("fail", Verdict((await Check(Claim)).Json));
        Assert.Equal("pass", Verdict((await Check($$"""{{Claim}}, "tolerance": { "relative": 0.01 } """)).Json));
        Assert.Equal("pass", Verdict((await Check($$"""{{Claim}}, "tolerance": { "absolute": 0.001 } """)).Json));
    }

    [Fact]
    public async Task GradientChecks_wrtAndClaims_areMixedInTheOrderOfWrt()
    {
        var answer = await Check($$"""{{Apples}}, "wrt": ["discount", "price"], "gradients": { "price": 1.8 } """);

        Assert.Equal(["discount", "price"], answer.Json.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("node").GetString()));
        Assert.Equal("pass", Verdict(answer.Json));
    }

    [Fact]
    public async Task GradientChecks_kink_hasBothSidesTheConventionAndNoNumericDerivative()
    {
        var answer = await Check(""" "expression": "f = relu(x) + abs(y)", "inputs": { "x": 0, "y": 2 } """);
        var entry = answer.Json.GetProperty("entries")[0];

        Assert.Equal("kink", Verdict(answer.Json));
        Assert.Equal("""{"node":"x","index":[],"analytic":0,"verdict":"kink","reason":"corner","left":0,"right":1,"between":true}""", entry.GetRawText());
        Assert.Equal("pass", Verdict(answer.Json.GetProperty("entries")[1]));
        var warning = Assert.Single(answer.Json.GetProperty("warnings").EnumerateArray());
        Assert.Equal("kink", warning.GetProperty("code").GetString());
        Assert.Contains("derivative at 0 is 0", warning.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GradientChecks_jump_hasNullForTheInfiniteSide()
    {
        var entry = await Entry(""" "expression": "f = floor(x) + x", "inputs": { "x": 2 } """);

        Assert.Equal("jump", entry.GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("left").ValueKind);
        Assert.Equal(1, entry.GetProperty("right").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task GradientChecks_notFinite_isNullWithReasonAndWarning()
    {
        var answer = await Check(""" "expression": "f = sqrt(x)", "inputs": { "x": 0 } """);

        Assert.Equal("""{"node":"x","index":[],"analytic":null,"verdict":"inconclusive","reason":"not-finite"}""", answer.Json.GetProperty("entries")[0].GetRawText());
        Assert.Contains("gradient", answer.Json.GetProperty("warnings")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);

        var outside = await Check(""" "expression": "f = ln(x)", "inputs": { "x": -1 } """);
        Assert.Equal("domain", outside.Json.GetProperty("entries")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task GradientChecks_vectorOutput_isCheckedAlongADirectionThatTheAnswerShows()
    {
        var answer = await Check(""" "expression": "y = softmax(x)", "inputs": { "x": [[1, 2, 3], [0, 0, 5]] } """);
        var direction = answer.Json.GetProperty("upstream");

        Assert.Equal("pass", Verdict(answer.Json));
        Assert.Equal(6, answer.Json.GetProperty("entries").GetArrayLength());
        Assert.Equal("[1,2]", answer.Json.GetProperty("entries")[5].GetProperty("index").GetRawText());
        Assert.Equal((2, 3), (direction.GetArrayLength(), direction[0].GetArrayLength()));

        // The direction, sent back, is the same check; and the gradient along it is that of the gradients endpoint.
        var again = await Check($$""" "expression": "y = softmax(x)", "inputs": { "x": [[1, 2, 3], [0, 0, 5]] }, "upstream": {{direction.GetRawText()}} """);
        Assert.Equal(answer.Text, again.Text);
        var gradients = await Service.Default.Post("/v1/gradients", $$"""{ "expression": "y = softmax(x)", "inputs": { "x": [[1, 2, 3], [0, 0, 5]] }, "upstream": {{direction.GetRawText()}} }""");
        Assert.Equal(gradients.Node("x").GetProperty("gradient")[0][1].GetDouble(), answer.Json.GetProperty("entries")[1].GetProperty("analytic").GetDouble());
    }

    [Fact]
    public async Task GradientChecks_networks_areCheckedInTheirParametersAndInputs()
    {
        var answer = await Check("""
            "network": { "layers": [ { "type": "dense", "units": 3, "activation": "tanh", "seed": 1 }, { "type": "dense", "units": 2, "seed": 2 } ], "loss": "softmaxCrossEntropy", "l2": 0.1 },
            "inputs": { "x": [[1, -1], [0.5, 2]], "y": [[1, 0], [0, 1]] }, "wrt": ["W1", "b1", "W2", "b2", "x"]
            """);

        Assert.Equal(200, answer.Status);
        Assert.Equal("pass", Verdict(answer.Json));
        Assert.Equal(6 + 3 + 6 + 2 + 4, answer.Json.GetProperty("entries").GetArrayLength());
    }

    [Fact]
    public async Task GradientChecks_requestOfTheDocumentation_failsInTheClaimThatIsWrong()
    {
        using var reader = new StreamReader(typeof(GradientChecksTests).Assembly.GetManifestResourceStream("docs.gradient-check.md")!);
        var request = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("```json", 3)[1].Split("```", 2)[0];
        var answer = await Service.Default.Post("/v1/gradient-checks", request);

        Assert.Equal("fail", Verdict(answer.Json));
        Assert.Equal("z", answer.Json.GetProperty("entries").EnumerateArray().Single(e => Verdict(e) == "fail").GetProperty("node").GetString());
    }

    [Fact]
    public async Task GradientChecks_sameRequest_givesTheSameBytes()
    {
        const string Request = """ "expression": "f = sum(tanh(x) * exp(x))", "inputs": { "x": [0.1, 0.2, -0.3, 1.5] } """;

        Assert.Equal((await Check(Request)).Text, (await Check(Request)).Text);
    }

    [Fact]
    public async Task GradientChecks_graphWithParametersAndConstants_checksWhatCanMove()
    {
        var answer = await Check("""
            "graph": { "nodes": [ { "id": "c", "op": "constant", "value": 3 }, { "id": "w", "op": "parameter", "value": 2 }, { "id": "x", "op": "input" },
                                  { "id": "f", "op": "mul", "inputs": ["c", "w", "x"] } ] }, "inputs": { "x": 4 }
            """);

        Assert.Equal(["w", "x"], answer.Json.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("node").GetString()));
        Assert.Equal("pass", Verdict(answer.Json));
    }

    /// <summary>The members besides <c>f = x * y + 2</c> at x = [1, 2], y = 3, with f summed; then status, problem code and issues.</summary>
    public static TheoryData<string, int, string, string> Hostile { get; } = new()
    {
        { "\"step\": 1e-5", 422, "invalid-options", "unused-option #/step" },
        { "\"method\": \"adaptive\", \"step\": 1e-5", 422, "invalid-options", "unused-option #/step" },
        { "\"method\": \"central\", \"step\": 0", 422, "invalid-options", "out-of-range #/step" },
        { "\"method\": \"central\", \"step\": -1e-5", 422, "invalid-options", "out-of-range #/step" },
        { "\"method\": \"forward\", \"step\": 1e400", 422, "invalid-options", "out-of-range #/step" },
        { "\"method\": \"central\", \"step\": NaN", 400, "invalid-json", "invalid-json #/step" },
        { "\"method\": \"central\", \"step\": \"1\"", 400, "invalid-request", "wrong-type #/step" },
        { "\"method\": \"backward\"", 400, "invalid-request", "unknown-choice #/method" },
        { "\"method\": 1", 400, "invalid-request", "wrong-type #/method" },
        { "\"tolerance\": 0.1", 400, "invalid-request", "wrong-type #/tolerance" },
        { "\"tolerance\": { \"rel\": 0.1 }", 400, "invalid-request", "unknown-member #/tolerance/rel" },
        { "\"tolerance\": { \"relative\": -1, \"absolute\": 1e999 }", 422, "invalid-options", "out-of-range #/tolerance/relative; out-of-range #/tolerance/absolute" },
        { "\"wrt\": []", 422, "invalid-options", "no-variables #/wrt" },
        { "\"wrt\": [\"x\", \"x\"]", 422, "invalid-options", "duplicate-node #/wrt/1" },
        { "\"wrt\": [\"f\", \"xx\", \"c1\"]", 422, "invalid-options", "not-a-variable #/wrt/0; unknown-node #/wrt/1; not-a-variable #/wrt/2" },
        { "\"wrt\": \"x\"", 400, "invalid-request", "wrong-type #/wrt" },
        { "\"gradients\": { \"y\": [1, 2] }", 422, "invalid-options", "shape-mismatch #/gradients/y" },
        { "\"gradients\": { \"x\": 3 }", 422, "invalid-options", "shape-mismatch #/gradients/x" },
        { "\"gradients\": { \"x\": [3, 1e400] }", 422, "invalid-options", "non-finite-number #/gradients/x/1" },
        { "\"gradients\": { \"x\": [3, [3]] }", 422, "invalid-options", "ragged-array #/gradients/x/1" },
        { "\"gradients\": { \"x\": null }", 400, "invalid-request", "null-value #/gradients/x" },
        { "\"gradients\": { \"f\": 1, \"z\": 1 }", 422, "invalid-options", "not-a-variable #/gradients/f; unknown-node #/gradients/z" },
        { "\"gradients\": { \"y\": 3 }, \"wrt\": [\"x\"]", 422, "invalid-options", "claim-not-in-wrt #/gradients/y" },
        { "\"upstream\": [1, 2]", 422, "invalid-options", "shape-mismatch #/upstream" },
        { "\"output\": \"t1\", \"gradients\": { \"y\": 3 }", 422, "invalid-options", "upstream-required #/upstream" },
        { "\"method\": \"central\", \"step\": 0, \"wrt\": [\"zz\"], \"gradients\": { \"y\": [1] }", 422, "invalid-options", "out-of-range #/step; shape-mismatch #/gradients/y; unknown-node #/wrt/0; claim-not-in-wrt #/gradients/y" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task GradientChecks_wrongRequest_saysWhatIsWrongAndWhere(string members, int status, string code, string issues)
    {
        var answer = await Check($$""" "expression": "f = sum(x * y + 2)", "inputs": { "x": [1, 2], "y": 3 }, {{members}} """);

        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.Equal(issues, string.Join("; ", answer.Issues.Select(i => $"{i.Code} {i.Pointer}")));
    }

    [Fact]
    public async Task GradientChecks_misspeltNode_isAnsweredWithTheOneThatWasMeant()
    {
        var answer = await Check($$"""{{Apples}}, "wrt": ["prise"] """);

        Assert.Contains("Did you mean 'price'?", answer.Issues.Single().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GradientChecks_moreEntriesThanTheLimit_areRefusedBeforeAnythingRuns()
    {
        var many = string.Join(",", Enumerable.Repeat("1", 10_001));
        var answer = await Check($$""" "expression": "f = sum(x^2)", "inputs": { "x": [{{many}}] } """);

        Assert.Equal(422, answer.Status);
        Assert.Equal(("too-many-entries", "#/wrt"), answer.Issues.Select(i => (i.Code, i.Pointer)).Single());
    }

    [Fact]
    public async Task GradientChecks_moreWorkThanTheLimit_isRefusedBeforeAnythingRuns()
    {
        using var service = new Service(("Limits:Work", "1000000"));
        var matrix = "[" + string.Join(",", Enumerable.Repeat("[" + string.Join(",", Enumerable.Repeat("0.5", 30)) + "]", 30)) + "]";
        var answer = await service.Post("/v1/gradient-checks", $$"""{ "expression": "f = sum(A @ A)", "inputs": { "A": {{matrix}} } }""");

        Assert.Equal(422, answer.Status);
        Assert.Equal("too-much-work", answer.Issues.Single().Code);
    }

    [Fact]
    public async Task GradientChecks_moreTimeThanTheLimit_isStopped()
    {
        using var service = new Service(("Limits:Seconds", "0.05"));
        var row = string.Join(",", Enumerable.Repeat("0.5", 2000));
        var answer = await service.Post("/v1/gradient-checks", $$"""{ "expression": "f = sum(tanh(exp(sin(x))))", "inputs": { "x": [{{row}}] } }""");

        Assert.Equal(503, answer.Status);
        Assert.Equal("time-limit", answer.Code);
    }
}
