using System.Text.Json.Nodes;

namespace Backprop.Fuzzing.Generation;

/// <summary>Graphs of all operators with all attributes: mostly of operands that fit.</summary>
internal sealed class Graphs(Knowledge knowledge)
{
    /// <summary>A graph of a few nodes and values for its inputs.</summary>
    public GeneratedComputation Make(Chance chance)
    {
        var nodes = new JsonArray();
        var inputs = new JsonObject();
        List<string> ids = [];
        var shape = Values.Shape(chance);
        var leaves = chance.From(1, 3);
        for (var leaf = 0; leaf < leaves; leaf++)
        {
            var id = Id(chance, ids);
            var op = chance.Of("input", "input", "parameter", "constant");
            var value = Values.Tensor(chance, chance.OneIn(10) ? Values.Shape(chance) : shape);
            var node = new JsonObject { ["id"] = id, ["op"] = op };
            if (op == "input" && !chance.OneIn(4))
            {
                inputs[id] = value;
            }
            else
            {
                node["value"] = value;
            }

            nodes.Add(node);
            ids.Add(id);
        }

        var count = chance.OneIn(50) ? chance.From(20, 200) : chance.From(1, 6);
        for (var index = 0; index < count; index++)
        {
            var operation = chance.Pick(chance.OneIn(8) ? knowledge.Calls : knowledge.Functions);
            var id = Id(chance, ids);
            var node = new JsonObject
            {
                ["id"] = id,
                ["op"] = chance.OneIn(20) ? operation.Name.ToUpperInvariant() : operation.Name,
                ["inputs"] = new JsonArray([.. Enumerable.Range(0, chance.From(operation.Least, Math.Min(operation.Most, operation.Least + 2))).Select(_ => (JsonNode)Operand(chance, ids))]),
            };
            if (Values.Attributes(chance, operation.Attributes) is { Count: > 0 } attributes)
            {
                node["attributes"] = attributes;
            }

            if (chance.OneIn(10))
            {
                node["label"] = Values.Name(chance);
            }

            nodes.Add(node);
            ids.Add(id);
        }

        // A sum of everything at the end: one output, and a number.
        if (!chance.OneIn(5))
        {
            nodes.Add(new JsonObject { ["id"] = "total", ["op"] = "reduceSum", ["inputs"] = new JsonArray(ids[^1]) });
            ids.Add("total");
        }

        var graph = new JsonObject { ["nodes"] = nodes };
        if (!chance.OneIn(6))
        {
            graph["output"] = chance.OneIn(8) ? chance.Pick(ids) : ids[^1];
        }

        return new GeneratedComputation("graph", graph, inputs, ids);
    }

    /// <summary>Mostly one of the newest, so that graphs are deep; now and then one that comes later or never.</summary>
    private static string Operand(Chance chance, List<string> ids) =>
        chance.OneIn(60) ? Values.Name(chance) : chance.OneIn(3) ? chance.Pick(ids) : ids[Math.Max(0, ids.Count - 1 - chance.Below(3))];

    private static string Id(Chance chance, List<string> ids)
    {
        var id = Values.Name(chance);
        return ids.Contains(id) && !chance.OneIn(60) ? "n" + ids.Count.ToString(CultureInfo.InvariantCulture) : id;
    }
}
