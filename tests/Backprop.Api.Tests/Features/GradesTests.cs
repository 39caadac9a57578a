using System.Text.Json;
using Backprop.Api.Tests.Support;
using Backprop.Domain.Grading.Misconceptions;

namespace Backprop.Api.Tests.Features;

public sealed class GradesTests
{
    private const string Circuit = """ "expression": "q = x + y; f = q * z", "inputs": { "x": -2, "y": 5, "z": -4 } """;

    [Fact]
    public async Task Grades_workedExample_isSixSeventhsAndNamesTheSign()
    {
        var answer = await Grade("""
            "answer": { "values": { "q": 3, "f": -12 }, "gradients": { "q": -4, "x": -4, "y": 4, "z": "x + y" } },
            "policy": { "tolerance": { "relative": 0.01, "absolute": 1e-8 }, "forwardBase": "key",
                        "credit": { "followThrough": 1, "diagnosed": 0 }, "weights": { "gradients.z": 2 }, "feedback": "diagnosis" }
            """);
        Assert.Equal(6.0 / 7, answer.GetProperty("score").GetDouble());
        Assert.True(answer.GetProperty("gradable").GetBoolean());
        var student = Item(answer, "student", "gradients.y");
        Assert.Equal("diagnosed", student.GetProperty("verdict").GetString());
        Assert.Equal("The sign is flipped: check the sign of the local derivative of add.", student.GetProperty("message").GetString());
        Assert.Equal("gradients.y", answer.GetProperty("student").GetProperty("firstWrongStep").GetString());
        Assert.Equal(
            """{"part":"gradients.y","verdict":"diagnosed","credit":0,"weight":1,"submitted":4,"expected":-4,"expectedFromOwnWork":-4,"misconceptions":[{"id":"sign-flipped","edge":"q→y","scope":"slip"}]}""",
            Item(answer, "teacher", "gradients.y").GetRawText());
        Assert.Equal("""["gradients.y"]""", answer.GetProperty("teacher").GetProperty("blame").GetRawText());
    }

    [Theory]
    [InlineData("""{ "followThrough": 1 }""", 3.0 / 5)]
    [InlineData("""{ "followThrough": 0.5 }""", 2.0 / 5)]
    [InlineData("""{ "followThrough": 0.5, "diagnosed": 0.25 }""", 2.25 / 5)]
    public async Task Grades_credit_isWhatThePolicySays(string credit, double score)
    {
        // q has the wrong sign (one part), x and y follow from it (two), z is right (one), f is asked and missing (one).
        var answer = await Grade($$"""
            "answer": { "gradients": { "q": 4, "x": 4, "y": 4, "z": 3, "f": null } }, "policy": { "credit": {{credit}} }
            """);
        Assert.Equal(score, answer.GetProperty("score").GetDouble(), 1e-15);
        Assert.Equal(1.0 / 5, answer.GetProperty("absoluteScore").GetDouble());
        Assert.Equal(3.0 / 5, answer.GetProperty("methodScore").GetDouble());
        Assert.Equal("follow-through", Item(answer, "student", "gradients.x").GetProperty("verdict").GetString());
        Assert.Equal("missing", Item(answer, "student", "gradients.f").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Grades_whatCannotBeRead_costsItsOwnPartOnly()
    {
        var answer = await Grade("""
            "answer": { "gradients": { "q": [1, 2], "x": true, "y": "x +", "z": 3, "f": { "a": 1 }, "zz": 1 }, "values": { "q": [[1], 2], "f": 1e999 } }
            """);
        Assert.Equal(1.0 / 7, answer.GetProperty("score").GetDouble());
        Assert.Equal("A single number is expected here, not an array of shape [2].", Message("gradients.q"));
        Assert.Equal("An answer cannot be true or false. A number or a formula is expected here.", Message("gradients.x"));
        Assert.StartsWith("Line 1, column 4:", Message("gradients.y"), StringComparison.Ordinal);
        Assert.Equal("An answer cannot be an object. A number or a formula is expected here.", Message("gradients.f"));
        Assert.StartsWith("This is a number, but the elements before it are arrays.", Message("values.q"), StringComparison.Ordinal);
        Assert.StartsWith("A number here is not finite.", Message("values.f"), StringComparison.Ordinal);
        Assert.Equal("#/answer/gradients/zz", answer.GetProperty("student").GetProperty("issues")[0].GetProperty("pointer").GetString());

        string? Message(string part)
        {
            var item = Item(answer, "student", part);
            Assert.Equal("invalid", item.GetProperty("verdict").GetString());
            return item.GetProperty("message").GetString();
        }
    }

    [Fact]
    public async Task Grades_systematicMistake_isToldFromASlip()
    {
        // Sigmoids three deep, each with a in place of a(1 − a).
        const string Exercise = """ "expression": "a = sigmoid(x); b = sigmoid(a); c = sigmoid(b)", "inputs": { "x": 0.4 } """;
        double a = Sigmoid(0.4), b = Sigmoid(a), c = Sigmoid(b);
        var every = await Post(Exercise, string.Create(CultureInfo.InvariantCulture, $$""" "answer": { "gradients": { "b": {{c}}, "a": {{c * b}}, "x": {{c * b * a}} } } """));
        Assert.Equal("systematic", Item(every, "teacher", "gradients.x").GetProperty("misconceptions")[0].GetProperty("scope").GetString());
        var once = await Post(Exercise, string.Create(CultureInfo.InvariantCulture, $$""" "answer": { "gradients": { "b": {{c}}, "a": {{c * b * (1 - b)}}, "x": {{c * b * (1 - b) * a * (1 - a)}} } } """));
        Assert.Equal("slip", Item(once, "teacher", "gradients.b").GetProperty("misconceptions")[0].GetProperty("scope").GetString());
        Assert.Equal("follow-through", Item(once, "student", "gradients.x").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Grades_finalAnswersAlone_areDiagnosedByWholeRuns()
    {
        // f = sin(u)·v at u = 0.7·1.3: with ∂(ab)/∂a = a at the inner product, x and w get their own numbers instead of each other's.
        var slope = Math.Cos(0.7 * 1.3) * 1.9;
        var answer = await Post(
            """ "expression": "u = x * w; s = sin(u); f = s * v", "inputs": { "x": 0.7, "w": 1.3, "v": 1.9 } """,
            string.Create(CultureInfo.InvariantCulture, $$""" "answer": { "gradients": { "x": {{slope * 0.7}}, "w": {{slope * 1.3}} } } """));
        var found = Item(answer, "teacher", "gradients.x").GetProperty("misconceptions").EnumerateArray().Select(m => m.GetProperty("id").GetString());
        Assert.Contains("product-own-operand", found);
    }

    [Theory]
    [InlineData("score", false, false, false, false)]
    [InlineData("verdicts", true, false, false, false)]
    [InlineData("firstWrongStep", true, true, false, false)]
    [InlineData("diagnosis", true, true, true, false)]
    [InlineData("solution", true, true, true, true)]
    public async Task Grades_eachLevelOfFeedback_addsToTheOneBefore(string level, bool items, bool step, bool message, bool expected)
    {
        var answer = await Grade($$""" "answer": { "gradients": { "x": -4, "y": 4 } }, "policy": { "feedback": "{{level}}" } """);
        var student = answer.GetProperty("student");
        Assert.Equal(items, student.TryGetProperty("items", out _));
        Assert.Equal(step, student.TryGetProperty("firstWrongStep", out _));
        Assert.Equal(message, items && Item(answer, "student", "gradients.y").TryGetProperty("message", out _));
        Assert.Equal(expected, items && Item(answer, "student", "gradients.y").TryGetProperty("expected", out _));
        Assert.True(Item(answer, "teacher", "gradients.y").TryGetProperty("expected", out _));
    }

    [Fact]
    public async Task Grades_replay_givesTheSameBytes()
    {
        const string Body = $$"""{ {{Circuit}}, "answer": { "gradients": { "q": 4, "x": 4, "y": "d_q / 0", "z": 17 } } }""";
        var first = await Service.Default.Post("/v1/grades", Body);
        var second = await new Service().Post("/v1/grades", Body);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(32, first.Json.GetProperty("resultId").GetString()!.Length);
    }

    [Theory]
    [InlineData("""{ "a": 1 }""", """{"a":1}""", """{"a":2}""")]
    [InlineData("""[1, "x"]""", """[1,"x"]""", """[2,"x"]""")]
    [InlineData("""[[1], 2]""", """[[1],2]""", """[[1],3]""")]
    [InlineData("true", " true", "false")]
    public async Task Grades_unreadableAnswer_isIdentifiedByWhatWasWritten(string written, string again, string other)
    {
        async Task<string?> Identity(string given) => (await Grade($$""" "answer": { "gradients": { "x": {{given}}, "y": -4 } } """)).GetProperty("resultId").GetString();
        Assert.Equal(await Identity(written), await Identity(again));
        Assert.NotEqual(await Identity(written), await Identity(other));
    }

    [Fact]
    public async Task Grades_allMistakesOfAnExercise_areAnsweredAtOnce()
    {
        var answer = await Service.Default.Post("/v1/grades", $$"""
            { {{Circuit}}, "answer": {}, "parts": ["gradients.nope"],
              "policy": { "tolerance": { "decimals": 3, "relative": 0.1 }, "credit": { "diagnosed": 2 }, "weights": { "gradient.x": 1 } } }
            """);
        Assert.Equal(422, answer.Status);
        Assert.Equal(
            [
                ("out-of-range", "#/policy/credit/diagnosed"), ("exactly-one-tolerance", "#/policy/tolerance"),
                ("unknown-part", "#/policy/weights/gradient.x"), ("unknown-part", "#/parts/0"),
            ],
            answer.Issues.Select(i => (i.Code, i.Pointer)));
    }

    [Theory]
    [InlineData(""" "printedDigits": 16 """, "out-of-range #/policy/printedDigits")]
    [InlineData(""" "credit": { "followThrough": -0.1, "diagnosed": 1.1 } """, "out-of-range #/policy/credit/followThrough; out-of-range #/policy/credit/diagnosed")]
    [InlineData(""" "weights": { "gradients.x": -1, "a/b.Z[0]": 1e7 } """, "out-of-range #/policy/weights/gradients.x; out-of-range #/policy/weights/a~1b.Z[0]; unknown-part #/policy/weights/a~1b.Z[0]")]
    [InlineData(""" "learningRates": [1, 1, 1, 1, 1, 0] """, "out-of-range #/policy/learningRates; out-of-range #/policy/learningRates/5")]
    [InlineData(""" "tolerance": {} """, "exactly-one-tolerance #/policy/tolerance")]
    [InlineData(""" "tolerance": { "relative": 2, "absolute": -1 } """, "out-of-range #/policy/tolerance/relative; out-of-range #/policy/tolerance/absolute")]
    [InlineData(""" "tolerance": { "significantDigits": 0 } """, "out-of-range #/policy/tolerance/significantDigits")]
    [InlineData(""" "tolerance": { "decimals": -1 } """, "out-of-range #/policy/tolerance/decimals")]
    public async Task Grades_policyOutOfRange_isRefusedWithEveryPlace(string policy, string issues)
    {
        var head = $$""" {{Circuit}}, "policy": { {{policy}} } """;
        foreach (var (path, rest) in new[] { ("grades", """ "answer": {} """), ("grade-batches", """ "answers": [] """), ("exercise-analyses", "") })
        {
            var answer = await Service.Default.Post("/v1/" + path, $"{{ {head}{(rest.Length == 0 ? "" : ",")} {rest} }}");
            Assert.Equal(issues, string.Join("; ", answer.Issues.Select(i => $"{i.Code} {i.Pointer}")));
            Assert.Equal((422, "invalid-options"), (answer.Status, answer.Code));
        }

        using var lines = new HttpRequestMessage(HttpMethod.Post, "/v1/grade-batches") { Content = new StringContent($"{{ {head} }}\n", null, "application/x-ndjson") };
        Assert.Equal(issues, string.Join("; ", (await Service.Default.Send(lines)).Issues.Select(i => $"{i.Code} {i.Pointer}")));
    }

    [Fact]
    public async Task Grades_shapeOfARequest_isStrict()
    {
        var answer = await Service.Default.Post("/v1/grades", $$"""{ {{Circuit}}, "answer": { "value": { "q": 1 } }, "policy": { "feedback": "all", "forwardBase": 1 } }""");
        Assert.Equal(400, answer.Status);
        Assert.Equal(["#/answer/value", "#/policy/feedback", "#/policy/forwardBase"], answer.Issues.Select(i => i.Pointer));
    }

    [Fact]
    public async Task Grades_partThatIsThereTwice_isRefused()
    {
        var answer = await Service.Default.Post("/v1/grades", $$"""{ {{Circuit}}, "answer": { "gradients": { "x": 1, "x": -4 } } }""");
        Assert.Equal((400, "duplicate-member", "#/answer/gradients/x"), (answer.Status, answer.Issues[0].Code, answer.Issues[0].Pointer));
    }

    [Fact]
    public async Task Misconceptions_list_namesEveryOneOnce()
    {
        var answer = await Service.Default.Get("/v1/misconceptions");
        var ids = answer.Json.GetProperty("misconceptions").EnumerateArray().Select(m => m.GetProperty("id").GetString()).ToList();
        Assert.Equal(MisconceptionCatalog.All.Select(m => m.Id), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task ExerciseAnalyses_equalFactors_hideTheOwnOperandAndOtherInputsAreSuggested()
    {
        var answer = await Service.Default.Post("/v1/exercise-analyses", """{ "expression": "f = x * y", "inputs": { "x": 2, "y": 2 } }""");
        Assert.Contains("product-own-operand", Strings(answer.Json.GetProperty("invisible")));
        var better = answer.Json.GetProperty("suggestedInputs").GetRawText();
        var again = await Service.Default.Post("/v1/exercise-analyses", $$"""{ "expression": "f = x * y", "inputs": {{better}} }""");
        Assert.DoesNotContain("product-own-operand", Strings(again.Json.GetProperty("invisible")));
    }

    [Fact]
    public async Task ExerciseAnalyses_weakExercise_warnsOfSaturationCancellationDeadNodesAndKinks()
    {
        var answer = await Service.Default.Post("/v1/exercise-analyses", """
            { "expression": "s = sigmoid(a); r = relu(b); d = c * c; e = g * 1000.01 - g * 1000; f = s + r + e", "inputs": { "a": 9, "b": 0, "c": 1, "g": 2 }, "output": "f" }
            """);
        var warnings = answer.Json.GetProperty("warnings").EnumerateArray().Select(w => (w.GetProperty("code").GetString(), w.GetProperty("node").GetString())).ToList();
        Assert.Contains(("saturated", "s"), warnings);
        Assert.Contains(("kink", "r"), warnings);
        Assert.Contains(("dead-node", "c"), warnings);
        Assert.Contains(("cancellation", "g"), warnings);
    }

    private static IEnumerable<string?> Strings(JsonElement array) => array.EnumerateArray().Select(e => e.GetString());

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static Task<JsonElement> Grade(string rest) => Post(Circuit, rest);

    private static async Task<JsonElement> Post(string exercise, string rest)
    {
        var answer = await Service.Default.Post("/v1/grades", $$"""{ {{exercise}}, {{rest}} }""");
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    private static JsonElement Item(JsonElement answer, string side, string part) =>
        answer.GetProperty(side).GetProperty("items").EnumerateArray().Single(i => i.GetProperty("part").GetString() == part);
}
