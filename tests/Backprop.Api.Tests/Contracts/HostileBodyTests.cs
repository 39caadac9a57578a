using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Contracts;

/// <summary>Bodies that are wrong in one way or several: each has its exact status, codes and pointers, and none takes the service down.</summary>
public sealed class HostileBodyTests
{
    /// <summary>The body, then status, problem code and the issues as <c>code pointer</c>, in order.</summary>
    public static TheoryData<string, int, string, string> Bodies { get; } = new()
    {
        // No JSON.
        { "", 400, "invalid-json", "empty-body #" },
        { " \n ", 400, "invalid-json", "empty-body #" },
        { "{", 400, "invalid-json", "invalid-json #" },
        { "}", 400, "invalid-json", "invalid-json #" },
        { "nonsense", 400, "invalid-json", "invalid-json #" },
        { """{"expression":"x","inputs":{"x":1}} x""", 400, "invalid-json", "invalid-json #" },
        { """{"expression":"x","inputs":{"x":1}} {}""", 400, "invalid-json", "invalid-json #" },
        { """{"expression":"x","inputs":{"x":1},}""", 400, "invalid-json", "invalid-json #/inputs" },
        { """{"expression":"x","inputs":{"x":[1,2,]}}""", 400, "invalid-json", "invalid-json #/inputs/x/1" },
        { """{"expression":"x", /* a */ "inputs":{"x":1}}""", 400, "invalid-json", "invalid-json #/expression" },
        { """{"expression":"x","inputs":{"x":NaN}}""", 400, "invalid-json", "invalid-json #/inputs/x" },
        { """{"expression":"x","inputs":{"x":Infinity}}""", 400, "invalid-json", "invalid-json #/inputs/x" },
        { """{"expression":"x","inputs":{"x":01}}""", 400, "invalid-json", "invalid-json #/inputs/x" },
        { """{"expression":"x","inputs":{"x":.5}}""", 400, "invalid-json", "invalid-json #/inputs/x" },
        { """{"expression":"x","inputs":{"x":1e}}""", 400, "invalid-json", "invalid-json #/inputs/x" },
        { """{"expression":"x","inputs":{"x":+1}}""", 400, "invalid-json", "invalid-json #/inputs/x" },
        { """{'expression':'x'}""", 400, "invalid-json", "invalid-json #" },
        { """{"expression":"\ud800","inputs":{}}""", 400, "invalid-json", "invalid-string #/expression" },
        { """{"expression":"x","inputs":{"\udc00":1}}""", 400, "invalid-json", "invalid-string #/inputs" },
        { """{"expression":"x","\ud800":1}""", 400, "invalid-json", "invalid-string #" },
        { """{"expression":"\x","inputs":{}}""", 400, "invalid-json", "invalid-json #/expression" },

        // JSON of another shape.
        { "null", 400, "invalid-request", "null-value #" },
        { "[]", 400, "invalid-request", "wrong-type #" },
        { "1", 400, "invalid-request", "wrong-type #" },
        { "\"x\"", 400, "invalid-request", "wrong-type #" },
        { "true", 400, "invalid-request", "wrong-type #" },
        { "{}", 400, "invalid-request", "exactly-one-computation #" },
        { """{"inputs":{"x":1}}""", 400, "invalid-request", "exactly-one-computation #" },
        { """{"expression":"x","graph":{"nodes":[]}}""", 400, "invalid-request", "exactly-one-computation #" },
        { """{"expression":null,"inputs":{}}""", 400, "invalid-request", "exactly-one-computation #" },
        { """{"expression":5}""", 400, "invalid-request", "wrong-type #/expression" },
        { """{"expression":["x"]}""", 400, "invalid-request", "wrong-type #/expression" },
        { """{"Expression":"x"}""", 400, "invalid-request", "unknown-member #/Expression" },
        { """{"expresion":"x"}""", 400, "invalid-request", "unknown-member #/expresion" },
        { """{"expression":"x","a/b~c":1}""", 400, "invalid-request", "unknown-member #/a~1b~0c" },
        { """{"expression":"x","":1}""", 400, "invalid-request", "unknown-member #/" },
        { """{"expression":"x","expression":"y"}""", 400, "invalid-request", "duplicate-member #/expression" },
        { """{"expression":"x","inputs":{"x":1,"x":2}}""", 400, "invalid-request", "duplicate-member #/inputs/x" },
        { """{"expression":"x","inputs":{"x":1,"\u0078":2}}""", 400, "invalid-request", "duplicate-member #/inputs/x" },
        { """{"expression":"x","inputs":[1]}""", 400, "invalid-request", "wrong-type #/inputs" },
        { """{"expression":"x","inputs":{"x":"1"}}""", 400, "invalid-request", "wrong-type #/inputs/x" },
        { """{"expression":"x","inputs":{"x":true}}""", 400, "invalid-request", "wrong-type #/inputs/x" },
        { """{"expression":"x","inputs":{"x":null}}""", 400, "invalid-request", "null-value #/inputs/x" },
        { """{"expression":"x","inputs":{"x":{}}}""", 400, "invalid-request", "wrong-type #/inputs/x" },
        { """{"expression":"x","inputs":{"x":[1,null]}}""", 400, "invalid-request", "null-value #/inputs/x/1" },
        { """{"expression":"x","inputs":{"x":[[1,"2"],[3,false]]}}""", 400, "invalid-request", "wrong-type #/inputs/x/0/1; wrong-type #/inputs/x/1/1" },
        { """{"expression":"x","inputs":{"a/b":"1"}}""", 400, "invalid-request", "wrong-type #/inputs/a~1b" },
        { """{"expression":"x","inputs":{"x":1},"partials":1}""", 400, "invalid-request", "wrong-type #/partials" },
        { """{"expression":"x","inputs":{"x":1},"partials":"true"}""", 400, "invalid-request", "wrong-type #/partials" },
        { """{"expression":"x","inputs":{"x":1},"select":"x"}""", 400, "invalid-request", "wrong-type #/select" },
        { """{"expression":"x","inputs":{"x":1},"select":["x",null]}""", 400, "invalid-request", "null-value #/select/1" },
        { """{"expression":"x","inputs":{"x":1},"upstream":"1"}""", 400, "invalid-request", "wrong-type #/upstream" },
        { """{"graph":[]}""", 400, "invalid-request", "wrong-type #/graph" },
        { """{"graph":{}}""", 400, "invalid-request", "missing-member #/graph/nodes" },
        { """{"graph":{"nodes":{}}}""", 400, "invalid-request", "wrong-type #/graph/nodes" },
        { """{"graph":{"nodes":null}}""", 400, "invalid-request", "null-value #/graph/nodes" },
        { """{"graph":{"nodes":[null]}}""", 400, "invalid-request", "null-value #/graph/nodes/0" },
        { """{"graph":{"nodes":[{}]}}""", 400, "invalid-request", "missing-member #/graph/nodes/0/id; missing-member #/graph/nodes/0/op" },
        { """{"graph":{"nodes":[{"id":"x","op":null}]}}""", 400, "invalid-request", "null-value #/graph/nodes/0/op" },
        { """{"graph":{"nodes":[{"id":1,"op":"input"},{"id":"y","op":"input","inputs":"x","weight":1}]}}""", 400, "invalid-request", "wrong-type #/graph/nodes/0/id; wrong-type #/graph/nodes/1/inputs; unknown-member #/graph/nodes/1/weight" },
        { """{"graph":{"nodes":[{"id":"x","op":"relu","inputs":["a",null,3]}]}}""", 400, "invalid-request", "null-value #/graph/nodes/0/inputs/1; wrong-type #/graph/nodes/0/inputs/2" },
        { """{"graph":{"nodes":[{"id":"x","op":"relu","attributes":[]}]}}""", 400, "invalid-request", "wrong-type #/graph/nodes/0/attributes" },
        { """{"graph":{"nodes":[{"id":"x","op":"relu","attributes":{"a":{}}}]}}""", 400, "invalid-request", "wrong-type #/graph/nodes/0/attributes/a" },
        { """{"graph":{"nodes":[{"id":"x","op":"relu","attributes":{"a":[1,[2]]}}]}}""", 400, "invalid-request", "wrong-type #/graph/nodes/0/attributes/a/1" },
        { """{"graph":{"nodes":[{"id":"x","op":"relu","attributes":{"a":null}}]}}""", 400, "invalid-request", "null-value #/graph/nodes/0/attributes/a" },
        { """{"expresion":1,"inputs":{"x":"1"},"partials":2,""", 400, "invalid-json", "unknown-member #/expresion; wrong-type #/inputs/x; wrong-type #/partials; invalid-json #/partials" },

        // The right shape, but not computable.
        { """{"expression":"x","inputs":{"x":[1,[2]]}}""", 422, "invalid-inputs", "ragged-array #/inputs/x/1" },
        { """{"expression":"x","inputs":{"x":[[1],2]}}""", 422, "invalid-inputs", "ragged-array #/inputs/x/1" },
        { """{"expression":"x","inputs":{"x":[[1,2],[3]]}}""", 422, "invalid-inputs", "ragged-array #/inputs/x/1" },
        { """{"expression":"x","inputs":{"x":[[],[3]]}}""", 422, "invalid-inputs", "ragged-array #/inputs/x/1" },
        { """{"expression":"x","inputs":{"x":[]}}""", 422, "invalid-inputs", "empty-tensor #/inputs/x" },
        { """{"expression":"x","inputs":{"x":[[],[]]}}""", 422, "invalid-inputs", "empty-tensor #/inputs/x" },
        { """{"expression":"x","inputs":{"x":1e400}}""", 422, "invalid-inputs", "non-finite-number #/inputs/x" },
        { """{"expression":"x","inputs":{"x":[[1,2],[3,-1e999]]}}""", 422, "invalid-inputs", "non-finite-number #/inputs/x/1/1" },
        { """{"expression":"x","inputs":{"x":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}}""", 422, "invalid-inputs", "rank-too-high #/inputs/x" },
        { """{"expression":"x","inputs":{}}""", 422, "invalid-inputs", "missing-input #/inputs/x" },
        { """{"expression":"x"}""", 422, "invalid-inputs", "missing-input #/inputs/x" },
        { """{"expression":"x","inputs":{"x":1,"y":2}}""", 422, "invalid-inputs", "extra-input #/inputs/y" },
        { """{"expression":"","inputs":{}}""", 422, "invalid-expression", "empty-expression #/expression" },
        { """{"expression":"x","inputs":{"x":1},"output":"z"}""", 422, "invalid-options", "unknown-output #/output" },
        { """{"expression":"y = x","inputs":{"x":[1,2]}}""", 422, "invalid-options", "upstream-required #/upstream" },
        { """{"expression":"y = x","inputs":{"x":[1,2]},"upstream":1}""", 422, "invalid-options", "shape-mismatch #/upstream" },
        { """{"expression":"y = x","inputs":{"x":[1,2]},"upstream":[1e400,1]}""", 422, "invalid-options", "non-finite-number #/upstream/0" },
        { """{"expression":"y = x","inputs":{"x":[1,2]},"upstream":[1,[2]]}""", 422, "invalid-options", "ragged-array #/upstream/1" },
        { """{"expression":"y = x","inputs":{"x":1},"select":["x","yy","x"]}""", 422, "invalid-options", "duplicate-node #/select/2; unknown-node #/select/1" },
        { """{"network":{"layers":[{"type":"dense","units":1}],"loss":"meanSquaredError","l2":-1},"inputs":{"x":[[1]],"y":[[1]]}}""", 422, "invalid-network", "out-of-range #/network/l2" },
        { """{"network":{"layers":[{"type":"dense","units":1}],"loss":"meanSquaredError","l2":1e999},"inputs":{"x":[[1]],"y":[[1]]}}""", 422, "invalid-network", "out-of-range #/network/l2" },
        { """{"network":{"layers":[{"type":"dense","units":1,"activation":"rilu"}],"loss":"meen"},"inputs":{"x":[[1]],"y":[[1]]}}""", 422, "invalid-network", "unknown-activation #/network/layers/0/activation; unknown-loss #/network/loss" },
        { """{"network":{"layers":[{"type":"dense","units":1,"activation":{"type":"rilu"},"initializer":"hee"}],"loss":{"type":"meen"}},"inputs":{"x":[[1]],"y":[[1]]}}""", 422, "invalid-network", "unknown-activation #/network/layers/0/activation/type; unknown-initializer #/network/layers/0/initializer; unknown-loss #/network/loss/type" },
        { """{"graph":{"nodes":[]}}""", 422, "invalid-graph", "empty-graph #/graph/nodes" },
        { """{"graph":{"nodes":[{"id":"","op":"input"}]},"inputs":{"":1}}""", 422, "invalid-graph", "invalid-id #/graph/nodes/0/id" },
        { """{"graph":{"nodes":[{"id":"a","op":"rellu","inputs":["b"]}]}}""", 422, "invalid-graph", "unknown-operator #/graph/nodes/0/op; unknown-input #/graph/nodes/0/inputs/0" },
        { """{"graph":{"nodes":[{"id":"a","op":"neg","inputs":["b"]},{"id":"b","op":"neg","inputs":["a"]}],"output":"a"}}""", 422, "invalid-graph", "cycle #/graph/nodes/0" },
        { """{"graph":{"nodes":[{"id":"c","op":"constant","value":[1,[2]]}]}}""", 422, "invalid-graph", "ragged-array #/graph/nodes/0/value/1" },
        { """{"graph":{"nodes":[{"id":"c","op":"input","value":[1,[2]]}]}}""", 422, "invalid-graph", "ragged-array #/graph/nodes/0/value/1" },
        { """{"graph":{"nodes":[{"id":"c","op":"constant"}]}}""", 422, "invalid-graph", "missing-value #/graph/nodes/0" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Gradients_wrongBody_saysWhatIsWrongAndWhere(string body, int status, string code, string issues)
    {
        var answer = await Service.Default.Post("/v1/gradients", body);
        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.Equal(issues, string.Join("; ", answer.Issues.Select(i => $"{i.Code} {i.Pointer}")));
    }

    [Fact]
    public async Task Gradients_bytesThatAreNotUtf8_areRefusedWithTheirPlace()
    {
        var answer = await Service.Default.Post("/v1/gradients", [.. "{\n \"expression\":\""u8, 0xFF, .. "\"}"u8]);
        Assert.Equal(400, answer.Status);
        Assert.Equal("invalid-utf8", answer.Issues.Single().Code);
        Assert.Contains("(line 2, column 16)", answer.Issues.Single().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gradients_byteOrderMark_isNoMistake()
    {
        var answer = await Service.Default.Post("/v1/gradients", [0xEF, 0xBB, 0xBF, .. """{"expression":"x","inputs":{"x":1}}"""u8]);
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public async Task Gradients_nestedAMillionDeep_isRefused(char bracket)
    {
        var answer = await Service.Default.Post("/v1/gradients", string.Concat(Enumerable.Repeat(bracket == '[' ? "[" : "{\"a\":", 1_000_000)));
        Assert.Equal(400, answer.Status);
        Assert.Equal("too-deep", answer.Issues[^1].Code);
    }

    [Fact]
    public async Task Gradients_aMillionMistakes_areAnsweredWithTheFirstHundred()
    {
        var answer = await Service.Default.Post("/v1/gradients", """{"expression":"x","inputs":{"x":[true""" + string.Concat(Enumerable.Repeat(",true", 1_000_000)) + "]}}");
        Assert.Equal(400, answer.Status);
        Assert.Equal(101, answer.Issues.Count);
        Assert.Equal("more-issues", answer.Issues[^1].Code);
    }

    [Fact]
    public async Task Gradients_mistakeInJson_isNamedByLineAndColumn()
    {
        var answer = await Service.Default.Post("/v1/gradients", "{\n  \"expression\": \"é\",\n  \"ü\": 1, \"inputs\": { \"x\": \"1\" }\n}");
        Assert.Contains("(line 3, column 3)", answer.Issues[0].Detail, StringComparison.Ordinal);
        Assert.Contains("(line 3, column 28)", answer.Issues[1].Detail, StringComparison.Ordinal);
    }
}
