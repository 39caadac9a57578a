using System.Text.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

/// <summary>
/// Operators on numbers that PyTorch computed in float64: one file per family under Cases, with operands, attributes, the upstream gradient,
/// the value, and the gradient of every differentiated operand.
/// </summary>
internal static class PyTorchCases
{
    public static TheoryData<string> Names(string family)
    {
        var names = new TheoryData<string>();
        foreach (var item in Read(family).RootElement.EnumerateArray())
        {
            names.Add(item.GetProperty("name").GetString()!);
        }

        return names;
    }

    public static void AssertAgrees(string family, string name)
    {
        using var document = Read(family);
        var item = document.RootElement.EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var operands = item.GetProperty("operands").EnumerateArray().Select(ReadTensor).ToArray();
        var attributes = item.GetProperty("attributes").EnumerateObject().ToDictionary(a => a.Name, a => ReadAttribute(a.Value));
        var ids = operands.Select((_, position) => $"x{position}").ToArray();
        var node = new NodeSpec("y", item.GetProperty("op").GetString()!, ids, attributes);
        var graph = GraphSpecs.Graph(GraphSpecs.Spec([.. ids.Select(id => GraphSpecs.Node(id, "input")), node]), ids.Zip(operands).ToDictionary(p => p.First, p => p.Second));
        var tape = GraphSpecs.Differentiate(graph, ReadTensor(item.GetProperty("upstream")).Data);

        var value = ReadTensor(item.GetProperty("value"));
        Assert.Equal(value.Shape, graph.OutputNode.Shape);
        Numbers.AssertNear(value.Data, tape.ValueOf("y"), 1e-12, 1e-11, "value");
        foreach (var (position, gradient) in item.GetProperty("gradients").EnumerateArray().Index())
        {
            if (gradient.ValueKind == JsonValueKind.Null)
            {
                Assert.False(graph.IsActive(graph.Output, position), $"operand {position} has no gradient");
                continue;
            }

            Numbers.AssertNear(ReadTensor(gradient).Data, tape.GradientOf(ids[position]), 1e-12, 1e-11, $"gradient of operand {position}");
        }
    }

    internal static JsonDocument Read(string family)
    {
        using var stream = typeof(PyTorchCases).Assembly.GetManifestResourceStream($"Backprop.Domain.Tests.Operators.Cases.{family}.json")!;
        return JsonDocument.Parse(stream);
    }

    internal static Tensor ReadTensor(JsonElement element)
    {
        var shape = new List<int>();
        var inner = element;
        while (inner.ValueKind == JsonValueKind.Array)
        {
            shape.Add(inner.GetArrayLength());
            inner = inner[0];
        }

        var numbers = new List<double>();
        Flatten(element, numbers);
        return new Tensor(Shape.Of([.. shape]), [.. numbers]);
    }

    private static void Flatten(JsonElement element, List<double> numbers)
    {
        if (element.ValueKind == JsonValueKind.Number)
        {
            numbers.Add(element.GetDouble());
            return;
        }

        foreach (var item in element.EnumerateArray())
        {
            Flatten(item, numbers);
        }
    }

    internal static AttributeValue ReadAttribute(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => new AttributeValue.Number(element.GetDouble()),
        JsonValueKind.String => new AttributeValue.Text(element.GetString()!),
        JsonValueKind.Array => new AttributeValue.Numbers([.. element.EnumerateArray().Select(e => e.GetDouble())]),
        _ => new AttributeValue.Flag(element.GetBoolean()),
    };
}
