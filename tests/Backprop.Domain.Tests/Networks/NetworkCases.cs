using System.Text.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Networks;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Operators;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Networks;

/// <summary>
/// Networks with the values and gradients of their nodes: published examples, and numbers that PyTorch computed in float64. Written as a
/// request writes them, one file a kind under Cases.
/// </summary>
internal static class NetworkCases
{
    private static readonly string[] Named = ["type", "name", "activation", "initializer"];

    public static TheoryData<string> Names(string file)
    {
        using var document = Read(file);
        var names = new TheoryData<string>();
        foreach (var item in document.RootElement.EnumerateArray())
        {
            names.Add(item.GetProperty("name").GetString()!);
        }

        return names;
    }

    public static (NetworkSpec Network, Dictionary<string, Tensor> Inputs) Load(string file, string name)
    {
        using var document = Read(file);
        var item = Find(document, name);
        return (ReadNetwork(item.GetProperty("network")), item.GetProperty("inputs").EnumerateObject().ToDictionary(i => i.Name, i => PyTorchCases.ReadTensor(i.Value)));
    }

    public static void AssertAgrees(string file, string name)
    {
        var (network, inputs) = Load(file, name);
        var tape = GraphSpecs.Differentiate(Graph(network, inputs));
        using var document = Read(file);
        foreach (var node in Find(document, name).GetProperty("expect").EnumerateObject())
        {
            AssertClose(node, "value", tape.ValueOf(node.Name));
            AssertClose(node, "gradient", tape.GradientOf(node.Name));
        }
    }

    public static ExpansionResult Expand(NetworkSpec network, IReadOnlyDictionary<string, Tensor> inputs, NetworkUse use = NetworkUse.Computation, GraphLimits? limits = null) =>
        NetworkExpansion.Expand(network, inputs, use, limits ?? GraphLimits.Default);

    public static ExpandedNetwork Expanded(NetworkSpec network, IReadOnlyDictionary<string, Tensor> inputs, NetworkUse use = NetworkUse.Computation)
    {
        var result = Expand(network, inputs, use);
        Assert.Empty(result.Issues);
        return result.Network!;
    }

    public static Graph Graph(NetworkSpec network, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var expanded = Expanded(network, inputs);
        return GraphSpecs.Graph(expanded.Graph, expanded.Inputs);
    }

    public static NetworkSpec Network(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ReadNetwork(document.RootElement);
    }

    public static Tensor Tensor(string json)
    {
        using var document = JsonDocument.Parse(json);
        return PyTorchCases.ReadTensor(document.RootElement);
    }

    public static Dictionary<string, Tensor> Inputs(string x, string? y = null)
    {
        var inputs = new Dictionary<string, Tensor> { ["x"] = Tensor(x) };
        if (y is not null)
        {
            inputs["y"] = Tensor(y);
        }

        return inputs;
    }

    private static NetworkSpec ReadNetwork(JsonElement network) => new(
        [.. network.GetProperty("layers").EnumerateArray().Select(ReadLayer)],
        network.TryGetProperty("loss", out var loss) ? ReadChoice(loss) : null,
        network.TryGetProperty("l2", out var l2) ? l2.GetDouble() : 0);

    private static LayerSpec ReadLayer(JsonElement layer)
    {
        var parameters = LayerCatalog.All.SelectMany(t => t.Parameters).Select(p => p.Name).ToHashSet();
        return new LayerSpec(
            layer.GetProperty("type").GetString()!,
            layer.TryGetProperty("name", out var name) ? name.GetString() : null,
            layer.EnumerateObject().Where(m => !Named.Contains(m.Name) && !parameters.Contains(m.Name)).ToDictionary(m => m.Name, m => PyTorchCases.ReadAttribute(m.Value)),
            layer.EnumerateObject().Where(m => parameters.Contains(m.Name)).ToDictionary(m => m.Name, m => PyTorchCases.ReadTensor(m.Value)),
            layer.TryGetProperty("activation", out var activation) ? ReadChoice(activation) : null,
            layer.TryGetProperty("initializer", out var initializer) ? ReadChoice(initializer) : null);
    }

    public static NamedChoice ReadChoice(JsonElement choice) => choice.ValueKind == JsonValueKind.String
        ? new NamedChoice(choice.GetString()!)
        : new NamedChoice(choice.GetProperty("type").GetString()!, choice.EnumerateObject().Where(m => m.Name != "type").ToDictionary(m => m.Name, m => PyTorchCases.ReadAttribute(m.Value)));

    private static void AssertClose(JsonProperty node, string member, double[] actual)
    {
        if (!node.Value.TryGetProperty(member, out var element))
        {
            return;
        }

        Numbers.AssertNear(PyTorchCases.ReadTensor(element).Data, actual, 1e-12, 1e-11, $"{member} of {node.Name}");
    }

    private static JsonElement Find(JsonDocument document, string name) => document.RootElement.EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);

    private static JsonDocument Read(string file)
    {
        using var stream = typeof(NetworkCases).Assembly.GetManifestResourceStream($"Backprop.Domain.Tests.Networks.Cases.{file}.json")!;
        return JsonDocument.Parse(stream);
    }
}
