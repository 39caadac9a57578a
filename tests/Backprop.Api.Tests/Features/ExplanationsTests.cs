using System.Xml.Linq;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

public sealed class ExplanationsTests
{
    private const string Apples = """{ "expression": "y = price * count; z = y * discount", "inputs": { "price": 5, "count": 2, "discount": 0.9 } }""";
    private const string Circuit = """{ "expression": "q = x + y; f = q * z", "inputs": { "x": -2, "y": 5, "z": -4 } }""";

    private const string Network = """
        { "network": { "layers": [ { "type": "dense", "units": 2, "activation": "sigmoid", "weights": [[1, -2], [-1, 1]], "biases": [1, 0] },
                                   { "type": "dense", "units": 2, "activation": "sigmoid", "weights": [[2, -1], [-2, -1]], "biases": [0, 0] },
                                   { "type": "dense", "units": 2, "activation": "sigmoid", "weights": [[3, -1], [-1, 4]], "biases": [-2, 2] } ],
                       "loss": "sumSquaredError" },
          "inputs": { "x": [[1, -1]], "y": [[1, 0]] } }
        """;

    [Fact]
    public async Task Derivations_network_isTheRecursionOfErrorsInMatrixForm()
    {
        var answer = await Service.Default.Post("/v1/derivations", Network);
        var step = answer.Json.GetProperty("steps").EnumerateArray().Last(s => s.GetProperty("node").GetString() == "z2");

        Assert.EndsWith(@"= \left({{W}^{3}}^{\top} \delta^{3}\right) \odot \sigma'\left({z}^{2}\right)", step.GetProperty("latex").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drawings_networkAsNeurons_hasANeuronForEachUnit()
    {
        var answer = await Service.Default.Post("/v1/drawings", Network.TrimEnd()[..^1] + """, "view": "neurons" }""");
        var nodes = XDocument.Parse(answer.Text).Descendants().Count(e => e.Attribute("class")?.Value.StartsWith("bp-node", StringComparison.Ordinal) == true);

        Assert.Equal(2 + 6 + 1, nodes);
    }

    [Fact]
    public async Task Derivations_apples_endWithTheChainOfTheTextbook()
    {
        var answer = await Service.Default.Post("/v1/derivations", Apples);
        var step = answer.Json.GetProperty("steps").EnumerateArray().Last();

        Assert.Equal(200, answer.Status);
        Assert.Equal("price", step.GetProperty("node").GetString());
        Assert.Equal("backward", step.GetProperty("phase").GetString());
        Assert.Equal(@"\frac{\partial z}{\partial \mathit{price}} = 1 \cdot 0.9 \cdot 2 = 1.8", step.GetProperty("latexNumbers").GetString());
        Assert.StartsWith(@"\begin{aligned}", answer.Json.GetProperty("latex").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Derivations_exampleOfTheDocumentation_givesWhatIsPrintedThere()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Sources.Root, "docs", "explaining.md"), TestContext.Current.CancellationToken);
        var body = page.Split("```json")[1].Split("```")[0];
        var printed = page.Split("```text")[1].Split("```")[0].Split('\n').Single(line => line.StartsWith("text ", StringComparison.Ordinal))[5..].Trim();
        var answer = await Service.Default.Post("/v1/derivations", body);

        Assert.Equal(200, answer.Status);
        Assert.Contains(printed, answer.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Derivations_everyStep_endsWithTheNumberOfGradients()
    {
        const string Body = """{ "expression": "num = x + sigmoid(y); den = sigmoid(x) + (x + y)^2; f = num / den", "inputs": { "x": 3, "y": -4 } }""";
        var gradients = await Service.Default.Post("/v1/gradients", Body);
        var derivation = await Service.Default.Post("/v1/derivations", Body[..^1] + """, "digits": 15 }""");
        var steps = derivation.Json.GetProperty("steps").EnumerateArray().ToList();

        Assert.Equal(18, steps.Count);
        foreach (var step in steps)
        {
            var node = gradients.Node(step.GetProperty("node").GetString()!);
            var expected = node.GetProperty(step.GetProperty("phase").GetString() == "forward" ? "value" : "gradient").GetDouble();
            var written = double.Parse(step.GetProperty("latexNumbers").GetString()!.Split("= ")[^1], CultureInfo.InvariantCulture);
            Assert.Equal(expected, written, 1e-13 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Fact]
    public async Task Derivations_symbolic_canBeSentBackAsAnExpression()
    {
        var answer = await Service.Default.Post("/v1/derivations", Apples[..^1] + """, "symbolic": true, "paths": true }""");
        var price = answer.Json.GetProperty("symbolic").EnumerateArray().First();
        Assert.Equal("count * discount", price.GetProperty("expression").GetString());

        var value = await Service.Default.Post("/v1/evaluations", """{ "expression": "count * discount", "inputs": { "count": 2, "discount": 0.9 } }""");
        Assert.Equal(1.8, value.Json.GetProperty("value").GetDouble());
        var paths = answer.Json.GetProperty("paths").EnumerateArray().First();
        Assert.Equal("1", paths.GetProperty("count").GetString());
        Assert.True(paths.GetProperty("complete").GetBoolean());
        Assert.Equal(["price", "y", "z"], paths.GetProperty("paths")[0].GetProperty("nodes").EnumerateArray().Select(n => n.GetString()));
    }

    [Fact]
    public async Task Derivations_withoutPaths_tellHowManyThereAre()
    {
        var answer = await Service.Default.Post("/v1/derivations", """{ "expression": "a = x * x; b = a * a; c = b * b", "inputs": { "x": 1 } }""");

        Assert.Equal("""[{"node":"x","count":"8"}]""", answer.Json.GetProperty("paths").GetRawText());
    }

    [Fact]
    public async Task Derivations_numbersThatAreNotFinite_areNullWithAWarning()
    {
        var answer = await Service.Default.Post("/v1/derivations", """{ "expression": "f = sqrt(x)", "inputs": { "x": 0 }, "paths": true }""");

        Assert.Equal("null", answer.Json.GetProperty("paths")[0].GetProperty("paths")[0].GetProperty("product").GetRawText());
        Assert.Contains("non-finite", answer.Json.GetProperty("warnings").EnumerateArray().Select(w => w.GetProperty("code").GetString()));
        Assert.DoesNotContain("NaN", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/derivations", """{ "expression": "y = x + 1", "inputs": { "x": [1, 2] } }""", 422, "upstream-required #/upstream")]
    [InlineData("/v1/derivations", """{ "expression": "y = x", "inputs": { "x": 1 }, "digits": 0 }""", 422, "out-of-range #/digits")]
    [InlineData("/v1/derivations", """{ "expression": "y = x", "inputs": { "x": 1 }, "maxPaths": 1001 }""", 422, "out-of-range #/maxPaths")]
    [InlineData("/v1/derivations", """{ "expression": "y = x", "inputs": { "x": 1 }, "detail": "atoms" }""", 400, "unknown-choice #/detail")]
    [InlineData("/v1/drawings", """{ "expression": "y = x", "inputs": { "x": 1 }, "view": "neurons" }""", 422, "view-not-available #/view")]
    [InlineData("/v1/drawings", """{ "expression": "y = x", "inputs": { "x": 1 }, "show": ["values", "colours"] }""", 400, "unknown-choice #/show/1")]
    [InlineData("/v1/drawings", """{ "expression": "y = x", "inputs": { "x": 1 }, "digits": 16 }""", 422, "out-of-range #/digits")]
    [InlineData("/v1/drawings", """{ "expression": "y = x + ", "inputs": { "x": 1 } }""", 422, "syntax-error #/expression")]
    public async Task Explanations_wrongRequests_haveTheirStatusCodeAndPointer(string path, string body, int status, string issue)
    {
        var answer = await Service.Default.Post(path, body);

        Assert.Equal(status, answer.Status);
        Assert.Equal(issue, string.Join("; ", answer.Issues.Select(i => $"{i.Code} {i.Pointer}")));
    }

    [Theory]
    [InlineData(null, "image/svg+xml", "<svg ")]
    [InlineData("*/*", "image/svg+xml", "<svg ")]
    [InlineData("image/*", "image/svg+xml", "<svg ")]
    [InlineData("text/html, image/svg+xml;q=0.9", "image/svg+xml", "<svg ")]
    [InlineData("text/vnd.graphviz", "text/vnd.graphviz", "digraph ")]
    [InlineData("text/vnd.mermaid", "text/vnd.mermaid", "flowchart LR")]
    [InlineData("image/svg+xml;q=0.2, text/vnd.mermaid;q=0.8", "text/vnd.mermaid", "flowchart LR")]
    public async Task Drawings_accept_choosesTheNotation(string? accept, string type, string start)
    {
        var answer = await Service.Default.Post("/v1/drawings", Circuit, accept);

        Assert.Equal(200, answer.Status);
        Assert.Equal(type, answer.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("utf-8", answer.Response.Content.Headers.ContentType?.CharSet);
        Assert.Contains("Accept", answer.Response.Headers.Vary);
        Assert.StartsWith(start, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("image/png")]
    [InlineData("image/svg+xml;q=0")]
    public async Task Drawings_acceptThatLeavesOutEveryNotation_is406(string accept)
    {
        var answer = await Service.Default.Post("/v1/drawings", Circuit, accept);

        Assert.Equal(406, answer.Status);
        Assert.Equal("not-acceptable", answer.Code);
        Assert.Contains("Accept", answer.Response.Headers.Vary);
        Assert.Contains("text/vnd.mermaid", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drawings_svg_isWellFormedAndTheSameEachTime()
    {
        var first = await Service.Default.Post("/v1/drawings", Circuit[..^1] + """, "show": ["values", "gradients", "local", "upstream", "contributions"] }""");
        var second = await Service.Default.Post("/v1/drawings", Circuit[..^1] + """, "show": ["values", "gradients", "local", "upstream", "contributions"] }""");

        Assert.Equal("svg", XDocument.Parse(first.Text).Root!.Name.LocalName);
        Assert.Equal(first.Body, second.Body);
    }

    [Fact]
    public async Task Drawings_hostileIdsOfAGraph_stayText()
    {
        var answer = await Service.Default.Post("/v1/drawings", """
            { "graph": { "nodes": [ { "id": "</text><script>alert(1)</script>", "op": "input" },
                                    { "id": "y", "op": "sin", "inputs": ["</text><script>alert(1)</script>"], "label": "\"/><a href='javascript:x'>" } ] },
              "inputs": { "</text><script>alert(1)</script>": 1 } }
            """);

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain(XDocument.Parse(answer.Text).Descendants(), e => e.Name.LocalName is "script" or "a");
    }
}
