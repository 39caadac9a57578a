using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Contracts;

/// <summary>A value that is given and cannot be read is refused once: it is not missing as well, and what would follow from it is not guessed.</summary>
public sealed class UnreadableValueTests
{
    private const string Dense = """{ "type": "dense", "units": 1 }""";

    [Theory]
    [InlineData("/v1/gradients", """ "expression": "x * y", "inputs": { "x": [1, [2]] } """, "ragged-array #/inputs/x/1; missing-input #/inputs/y")]
    [InlineData("/v1/gradients", """ "expression": "pi * x", "inputs": { "pi": [1, [2]], "x": 1 } """, "ragged-array #/inputs/pi/1")]
    [InlineData("/v1/gradients", """ "expression": "x", "inputs": { "x": 1, "z": [1, [2]] } """, "ragged-array #/inputs/z/1; extra-input #/inputs/z")]
    [InlineData("/v1/gradients", """ "graph": { "nodes": [ { "id": "a", "op": "parameter", "value": [1, [2]] }, { "id": "b", "op": "matMul", "inputs": ["a", "a"] } ] } """, "ragged-array #/graph/nodes/0/value/1")]
    [InlineData("/v1/gradients", $$""" "network": { "layers": [{{Dense}}], "loss": "meanSquaredError" }, "inputs": { "x": [[1]], "y": [1, [2]] } """, "ragged-array #/inputs/y/1")]
    [InlineData("/v1/gradients", $$""" "network": { "layers": [{{Dense}}] }, "inputs": { "x": [[1]], "W1": [1, [2]] }, "upstream": [[1]] """, "ragged-array #/inputs/W1/1")]
    [InlineData("/v1/gradients", """ "network": { "layers": [ { "type": "dense", "units": 1, "biases": [1, [2]], "filters": 3 } ] }, "inputs": { "x": [[1]] } """, "ragged-array #/network/layers/0/biases/1; unknown-attribute #/network/layers/0/filters")]
    [InlineData("/v1/gradient-checks", """ "expression": "x * y", "inputs": { "x": 1, "y": 2 }, "gradients": { "x": [1, [2]], "y": [1, 2] } """, "ragged-array #/gradients/x/1; shape-mismatch #/gradients/y")]
    [InlineData("/v1/training-runs", $$""" "network": { "layers": [{{Dense}}], "loss": "meanSquaredError" }, "inputs": { "x": [[1]], "y": [1, [2]] }, "optimizer": "sgd", "epochs": 1 """, "ragged-array #/inputs/y/1")]
    [InlineData("/v1/training-runs", $$""" "network": { "layers": [{{Dense}}], "loss": "meanSquaredError" }, "inputs": { "x": [1, [2]] }, "optimizer": "sgd", "epochs": 1 """, "ragged-array #/inputs/x/1; missing-input #/inputs/y")]
    [InlineData("/v1/training-runs", $$""" "network": { "layers": [{{Dense}}], "loss": "meanSquaredError" }, "inputs": { "x": [[1], [2]], "y": [[1], [2], [3]] }, "optimizer": "sgd", "epochs": 1 """, "shape-mismatch #/inputs/y")]
    public async Task Request_unreadableValue_isRefusedOnce(string path, string members, string issues)
    {
        var answer = await Service.Default.Post(path, $"{{ {members} }}");

        Assert.Equal(issues, string.Join("; ", answer.Issues.Select(i => $"{i.Code} {i.Pointer}")));
        Assert.Equal(422, answer.Status);
    }
}
