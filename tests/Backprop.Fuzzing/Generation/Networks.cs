using System.Text.Json.Nodes;

namespace Backprop.Fuzzing.Generation;

/// <summary>Networks of all layers, mostly of shapes that fit, with examples and targets.</summary>
internal sealed class Networks(Knowledge knowledge)
{
    /// <summary>A network, with examples where it is to be computed.</summary>
    public GeneratedComputation Make(Chance chance, bool alwaysWithLoss = false)
    {
        var batch = chance.From(1, 4);
        int[] example = chance.Below(8) switch
        {
            < 5 => [chance.From(1, 3)],
            5 => [chance.From(2, 4), chance.From(1, 3)],
            6 => [chance.From(1, 2), chance.From(4, 6), chance.From(4, 6)],
            _ => [chance.From(1, 2), chance.From(4, 6)],
        };
        var layers = new JsonArray();
        var rank = example.Length;
        for (var count = chance.From(1, 3); count > 0; count--)
        {
            var layer = Layer(chance, rank);
            rank = RankAfter(layer, rank);
            layers.Add(layer);
        }

        var network = new JsonObject { ["layers"] = layers };
        var inputs = new JsonObject { ["x"] = Values.Tensor(chance, [batch, .. example]) };
        if (alwaysWithLoss || !chance.OneIn(4))
        {
            var units = chance.From(1, 3);
            if (rank > 1 && !chance.OneIn(9))
            {
                layers.Add(new JsonObject { ["type"] = "flatten" });
            }

            layers.Add(new JsonObject { ["type"] = "dense", ["units"] = units });
            network["loss"] = chance.OneIn(12) ? new JsonObject { ["type"] = chance.Pick(knowledge.Losses) } : chance.Pick(knowledge.Losses);
            inputs["y"] = chance.OneIn(4) ? Classes(chance, batch, units) : Values.Tensor(chance, [batch, units]);
        }

        if (network.ContainsKey("loss") ? chance.OneIn(6) : chance.OneIn(60))
        {
            network["l2"] = Math.Abs(chance.Number());
        }

        return new GeneratedComputation("network", network, inputs, ["x", "y", "loss", "layer1.z", "layer1.W", "layer1.b"]);
    }

    /// <summary>A layer that takes such examples, mostly.</summary>
    private JsonObject Layer(Chance chance, int rank)
    {
        var fitting = rank switch
        {
            1 => "dense",
            2 => chance.Of("rnn", "lstm", "conv1d", "dense", "flatten"),
            _ => chance.Of("conv2d", "maxPool", "flatten", "averagePool"),
        };
        var known = chance.OneIn(4) ? chance.Pick(knowledge.Layers) : knowledge.Layers.First(layer => layer.Name == fitting);
        var layer = Values.Attributes(chance, known.Attributes, new JsonObject { ["type"] = known.Name });
        foreach (var attribute in known.Attributes.Where(_ => !chance.OneIn(20)))
        {
            // What may be left out only where weights are given.
            if (attribute.Name is "units" or "filters" or "vocabulary" && !layer.ContainsKey(attribute.Name))
            {
                layer[attribute.Name] = chance.From(1, 4);
            }
            else if (attribute.Name == "kernelShape")
            {
                layer[attribute.Name] = new JsonArray([.. Enumerable.Range(0, Math.Max(1, rank - 1)).Select(_ => (JsonNode)chance.From(1, 2))]);
            }
        }

        if (chance.OneIn(3))
        {
            layer["activation"] = chance.Pick(knowledge.Activations);
        }

        if (chance.OneIn(8))
        {
            layer["initializer"] = Values.Choice(chance, chance.Pick(knowledge.Initializers));
        }

        if (known.Parameters.Count > 0 && chance.OneIn(10))
        {
            layer[chance.Pick(known.Parameters)] = Values.Tensor(chance, [chance.From(1, 3), chance.From(1, 3)]);
        }

        if (chance.OneIn(10))
        {
            layer["name"] = Values.Name(chance);
        }

        return layer;
    }

    private static int RankAfter(JsonObject layer, int rank) => layer["type"]!.ToString() switch
    {
        "flatten" or "globalAveragePool" => 1,
        "rnn" or "lstm" when layer["returns"]?.ToString() != "sequence" => 1,
        _ => rank,
    };

    private static JsonArray Classes(Chance chance, int batch, int units) => new([.. Enumerable.Range(0, batch).Select(_ => (JsonNode)chance.Below(units + (chance.OneIn(9) ? 1 : 0)))]);
}
