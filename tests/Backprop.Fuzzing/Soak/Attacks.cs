using System.Text.Json.Nodes;

namespace Backprop.Fuzzing.Soak;

/// <summary>Bodies that cost as much as they can: what was found to stop, exhaust or kill a service that does not bound its costs.</summary>
internal static class Attacks
{
    /// <summary>Five hundred inputs beside a kink, so that further points are drawn again and again, with an expensive forward pass each.</summary>
    public static string Draws { get; } = Body(
        [
            Node("x", "input"), Node("v", "input"), Node("r", "relu", ["v"]), Node("sr", "reduceSum", ["r"]), Node("a", "expand", ["x"], ("shape", new JsonArray(1, 1, 1000, 1000))),
            Node("p", "averagePool", ["a"], ("kernelShape", new JsonArray(20, 20))), Node("s", "reduceSum", ["p"]), Node("f", "add", ["s", "sr"]),
        ],
        new JsonObject { ["x"] = 0.001, ["v"] = new JsonArray([.. Enumerable.Range(0, 500).Select(index => (JsonNode)(index % 2 == 0 ? 1e-13 : -1e-13))]) },
        ("answer", new JsonObject { ["gradients"] = new JsonObject { ["sr"] = "1" } }),
        ("policy", new JsonObject { ["feedback"] = "score" }));

    /// <summary>A large tensor through an operator, answered whole.</summary>
    public static string WholeTensor { get; } = Body(
        [Node("x", "input"), Node("a", "expand", ["x"], ("shape", new JsonArray(1000, 1000))), Node("b", "tanh", ["a"]), Node("f", "reduceSum", ["b"])], new JsonObject { ["x"] = 0.3 });

    /// <summary>A window of 165 by 165 over a million elements, of which only the sum is asked for.</summary>
    public static string Pool { get; } = Body(
        [
            Node("x", "input"), Node("a", "expand", ["x"], ("shape", new JsonArray(1, 1, 1000, 1000))), Node("p", "maxPool", ["a"], ("kernelShape", new JsonArray(165, 165))), Node("f", "reduceSum", ["p"]),
        ],
        new JsonObject { ["x"] = 0.1 },
        ("select", new JsonArray("f")));

    /// <summary>An analysis of nested negations.</summary>
    public static string Negations { get; } = $$$"""{"expression":"f = {{{new string('-', 140)}}}x*y","inputs":{"x":0.3,"y":2}}""";

    /// <summary>A training run whose events each hold half a million weights.</summary>
    public static string Events { get; } =
        """{"network":{"layers":[{"type":"dense","units":700,"activation":"tanh"},{"type":"dense","units":700},{"type":"dense","units":1}],"loss":"meanSquaredError"},"inputs":{"x":[[1,2]],"y":[[1]]},"optimizer":"sgd","epochs":100,"recordEvery":1,"progress":{"network":true}}""";

    /// <summary>An exercise and one answer to it, as lines.</summary>
    public static (string Head, string Line) Batch { get; } =
        ("""{"expression":"q = x + y; f = q * z","inputs":{"x":-2,"y":5,"z":-4}}""" + "\n", """{"id":"a","answer":{"gradients":{"x":-4,"y":-4,"z":3}}}""" + "\n");

    /// <summary>Formulas for two hundred tensors, each of so many terms.</summary>
    public static string Formulas(int terms) => Body(
        [
            Node("x", "input"), Node("u", "square", ["x"]), .. Enumerable.Range(0, 200).Select(index => Node($"y{index}", "identity", ["u"])),
            Node("s", "add", ["y0", "y1", "y2", "y3"]), Node("L", "reduceSum", ["s"]),
        ],
        new JsonObject { ["x"] = new JsonArray([.. Enumerable.Repeat(0.5, 750).Select(value => (JsonNode)value)]) },
        "L",
        ("answer", new JsonObject { ["values"] = new JsonObject(Enumerable.Range(0, 200).Select(index => KeyValuePair.Create($"y{index}", (JsonNode?)$"u+0*({string.Join('+', Enumerable.Repeat("u^u", terms))})"))) }),
        ("policy", new JsonObject { ["feedback"] = "score" }));

    /// <summary>A matrix of so many rows and columns written out, and its square.</summary>
    public static string Matrix(int side)
    {
        var row = "[" + string.Join(',', Enumerable.Range(0, side).Select(column => (column % 10).ToString(CultureInfo.InvariantCulture))) + "]";
        return $$$"""{"expression":"s = sum(a @ a)","inputs":{"a":[{{{string.Join(',', Enumerable.Repeat(row, side))}}}]}}""";
    }

    private static JsonObject Node(string id, string op, string[]? inputs = null, params (string Name, JsonNode Value)[] attributes)
    {
        var node = new JsonObject { ["id"] = id, ["op"] = op };
        if (inputs is not null)
        {
            node["inputs"] = new JsonArray([.. inputs.Select(input => (JsonNode)input)]);
        }

        if (attributes.Length > 0)
        {
            node["attributes"] = new JsonObject(attributes.Select(attribute => KeyValuePair.Create(attribute.Name, (JsonNode?)attribute.Value)));
        }

        return node;
    }

    private static string Body(JsonObject[] nodes, JsonObject inputs, params (string Name, JsonNode Value)[] members) => Body(nodes, inputs, null, members);

    private static string Body(JsonObject[] nodes, JsonObject inputs, string? output, params (string Name, JsonNode Value)[] members)
    {
        var graph = new JsonObject { ["nodes"] = new JsonArray([.. nodes]) };
        if (output is not null)
        {
            graph["output"] = output;
        }

        var body = new JsonObject { ["graph"] = graph, ["inputs"] = inputs };
        foreach (var (name, value) in members)
        {
            body[name] = value;
        }

        return body.ToJsonString();
    }
}
