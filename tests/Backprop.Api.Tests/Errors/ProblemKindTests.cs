using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Errors;

/// <summary>What a well-formed request is refused for is named after the first thing that is wrong: the computation, its inputs, the options.</summary>
public sealed class ProblemKindTests
{
    [Theory]
    [InlineData(""" "expression": "x +" """, "invalid-expression", "The expression is not valid.")]
    [InlineData(""" "expression": "x +", "inputs": { "y": [1, [2]] }, "output": "z" """, "invalid-expression", "The expression is not valid.")]
    [InlineData(""" "expression": "x + y", "inputs": { "x": 1 } """, "invalid-inputs", "The inputs do not fit the computation.")]
    [InlineData(""" "expression": "x + y", "inputs": { "x": 1 }, "output": "z" """, "invalid-inputs", "The inputs do not fit the computation.")]
    [InlineData(""" "expression": "x + y", "inputs": { "x": 1, "y": 2 }, "output": "z" """, "invalid-options", "The options are not valid.")]
    [InlineData(""" "expression": "x + y", "inputs": { "x": [1, 2], "y": 2 } """, "invalid-options", "The options are not valid.")]
    [InlineData(""" "expression": "x + y", "inputs": { "x": [1, 2], "y": [1, 2, 3] } """, "invalid-expression", "The expression is not valid.")]
    [InlineData(""" "graph": { "nodes": [ { "id": "a", "op": "input" } ] } """, "invalid-inputs", "The inputs do not fit the computation.")]
    [InlineData(""" "graph": { "nodes": [ { "id": "a", "op": "inputt" } ] } """, "invalid-graph", "The graph is not valid.")]
    [InlineData(""" "network": { "layers": [ { "type": "dense", "units": 1 } ] } """, "invalid-inputs", "The inputs do not fit the computation.")]
    [InlineData(""" "network": { "layers": [ { "type": "dense" } ] }, "inputs": { "x": 1 } """, "invalid-network", "The network is not valid.")]
    public async Task Problem_ofAWellFormedRequest_isTitledByWhatIsWrong(string members, string code, string title)
    {
        var answer = await Service.Default.Post("/v1/gradients", $"{{ {members} }}");

        Assert.Equal((422, code, title), (answer.Status, answer.Code, answer.Json.GetProperty("title").GetString()));
        Assert.Equal("/errors#" + code, answer.Json.GetProperty("type").GetString());
    }
}
