using System.Text.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

/// <summary>Whole requests whose every value and gradient PyTorch computed in float64: Cases/operators.json.</summary>
public sealed class ReferenceCaseTests
{
    public static TheoryData<string> Names
    {
        get
        {
            using var document = PyTorchCases.Read("operators");
            return [.. document.RootElement.EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Request_ofAReferenceCase_givesTheReferenceValuesAndGradientsOfEveryNode(string name)
    {
        using var document = PyTorchCases.Read("operators");
        var item = document.RootElement.EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var request = item.GetProperty("request");
        var inputs = request.GetProperty("inputs").EnumerateObject().ToDictionary(i => i.Name, i => PyTorchCases.ReadTensor(i.Value));
        var nodes = request.GetProperty("graph").GetProperty("nodes").EnumerateArray().Select(ReadNode).ToArray();
        var graph = GraphSpecs.Graph(GraphSpecs.Spec(nodes), inputs, request.GetProperty("graph").GetProperty("output").GetString());
        var tape = GraphSpecs.Differentiate(graph);

        var relative = item.GetProperty("tolerance").GetProperty("relative").GetDouble();
        var absolute = item.GetProperty("tolerance").GetProperty("absolute").GetDouble();
        Assert.NotEmpty(item.GetProperty("expect").GetProperty("nodes").EnumerateObject());
        foreach (var node in item.GetProperty("expect").GetProperty("nodes").EnumerateObject())
        {
            Assert.True(graph.TryFind(node.Name, out var index));
            foreach (var member in node.Value.EnumerateObject())
            {
                var expected = PyTorchCases.ReadTensor(member.Value);
                var actual = member.Name == "value" ? tape.Value(index) : tape.Gradient(index);
                Assert.Equal(expected.Shape, graph[index].Shape);
                for (var i = 0; i < actual.Length; i++)
                {
                    Assert.True(Math.Abs(actual[i] - expected.Data[i]) <= absolute + (relative * Math.Abs(expected.Data[i])), $"{member.Name} of {node.Name}, element {i}: expected {expected.Data[i]:R}, got {actual[i]:R}");
                }
            }
        }
    }

    private static NodeSpec ReadNode(JsonElement node) => new(
        node.GetProperty("id").GetString()!,
        node.GetProperty("op").GetString()!,
        node.TryGetProperty("inputs", out var inputs) ? [.. inputs.EnumerateArray().Select(i => i.GetString()!)] : [],
        node.TryGetProperty("attributes", out var attributes) ? attributes.EnumerateObject().ToDictionary(a => a.Name, a => PyTorchCases.ReadAttribute(a.Value)) : null,
        node.TryGetProperty("value", out var value) ? PyTorchCases.ReadTensor(value) : null);
}
