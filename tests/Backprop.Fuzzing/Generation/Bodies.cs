using System.Text.Json.Nodes;

namespace Backprop.Fuzzing.Generation;

/// <summary>Bodies that are right, or nearly: for each operation that computes.</summary>
internal sealed class Bodies(Knowledge knowledge)
{
    private static readonly string[] Shown = ["values", "gradients", "local", "upstream", "contributions"];

    private readonly Expressions _expressions = new(knowledge);
    private readonly Graphs _graphs = new(knowledge);
    private readonly Networks _networks = new(knowledge);

    /// <summary>A request for an operation, by the last part of its path.</summary>
    public JsonNode Make(Chance chance, string operation) => operation switch
    {
        "training-runs" => Training(chance),
        "grades" => Exercise(chance, (computation, request) => request["answer"] = Answer(chance, computation)),
        "grade-batches" => Exercise(chance, (computation, request) => request["answers"] = new JsonArray([.. Items(chance, computation)])),
        "exercise-analyses" => Exercise(chance, (_, _) => { }),
        _ => Computation(chance, operation),
    };

    /// <summary>A batch line by line.</summary>
    public string Lines(Chance chance)
    {
        GeneratedComputation? about = null;
        var head = Exercise(chance, (computation, _) => about = computation);
        var lines = Items(chance, about!).Prepend(head).Select(line => line?.ToJsonString() ?? "null");
        return string.Join(chance.Of("\n", "\n", "\r\n", "\n\n"), lines) + chance.Of("", "\n");
    }

    private GeneratedComputation Any(Chance chance) => chance.Below(10) switch
    {
        < 5 => _expressions.Make(chance),
        < 8 => _graphs.Make(chance),
        _ => _networks.Make(chance),
    };

    private JsonObject Computation(Chance chance, string operation)
    {
        var computation = Any(chance);
        var request = computation.Request();
        if (chance.OneIn(12))
        {
            request["output"] = Name(chance, computation);
        }

        if (operation != "evaluations" && operation != "solutions" && chance.OneIn(6))
        {
            request["upstream"] = Values.Tensor(chance, chance.OneIn(2) ? [] : Values.Shape(chance));
        }

        switch (operation)
        {
            case "evaluations" or "gradients" when chance.OneIn(4):
                request["select"] = Names(chance, computation);
                break;
            case "gradient-checks":
                AddCheck(chance, computation, request);
                break;
            case "derivations":
                Maybe(chance, request, "detail", () => chance.Of("nodes", "elements"));
                Maybe(chance, request, "digits", () => chance.From(1, 15));
                Maybe(chance, request, "paths", () => chance.OneIn(2));
                Maybe(chance, request, "maxPaths", () => chance.From(1, 20));
                Maybe(chance, request, "symbolic", () => chance.OneIn(2));
                break;
            case "drawings":
                Maybe(chance, request, "view", () => chance.Of("graph", "neurons"));
                Maybe(chance, request, "show", () => new JsonArray([.. Enumerable.Range(0, chance.From(0, 3)).Select(_ => (JsonNode)chance.Pick(Shown))]));
                Maybe(chance, request, "digits", () => chance.From(1, 15));
                break;
            case "solutions":
                request["target"] = chance.Number();
                Maybe(chance, request, "wrt", () => Names(chance, computation));
                Maybe(chance, request, "tolerance", () => Math.Abs(chance.Number()));
                Maybe(chance, request, "maxIterations", () => chance.From(1, 60));
                break;
            default:
                break;
        }

        return request;
    }

    private static void AddCheck(Chance chance, GeneratedComputation computation, JsonObject request)
    {
        Maybe(chance, request, "wrt", () => Names(chance, computation));
        Maybe(chance, request, "method", () => chance.Of("adaptive", "central", "forward"));
        Maybe(chance, request, "step", () => Math.Abs(chance.Number()));
        Maybe(chance, request, "tolerance", () => new JsonObject { ["relative"] = chance.Unit(), ["absolute"] = chance.Unit() });
        Maybe(chance, request, "gradients", () =>
        {
            var claims = new JsonObject();
            foreach (var (name, value) in computation.Inputs.Where(_ => chance.OneIn(2)))
            {
                claims[name] = Like(chance, value);
            }

            return claims;
        });
    }

    private JsonObject Exercise(Chance chance, Action<GeneratedComputation, JsonObject> complete)
    {
        var computation = Any(chance);
        var request = computation.Request();
        Maybe(chance, request, "upstream", () => Values.Tensor(chance, []));
        Maybe(chance, request, "parts", () => new JsonArray([.. Enumerable.Range(0, chance.From(0, 3)).Select(_ => (JsonNode)(chance.Of("gradients.", "values.", "") + Name(chance, computation)))]));
        Maybe(chance, request, "policy", () => Policy(chance, computation));
        complete(computation, request);
        return request;
    }

    private static JsonObject Policy(Chance chance, GeneratedComputation computation)
    {
        var policy = new JsonObject();
        Maybe(chance, policy, "tolerance", () => chance.Of<Func<JsonNode>>(
            () => new JsonObject { ["relative"] = chance.Unit() },
            () => new JsonObject { ["absolute"] = chance.Unit() },
            () => new JsonObject { ["significantDigits"] = chance.From(1, 15) },
            () => new JsonObject { ["decimals"] = chance.From(0, 15) },
            () => new JsonObject { ["relative"] = 0, ["decimals"] = 2 })());
        Maybe(chance, policy, "forwardBase", () => chance.Of("key", "student", "printed"));
        Maybe(chance, policy, "printedDigits", () => chance.From(1, 15));
        Maybe(chance, policy, "credit", () => new JsonObject { ["followThrough"] = chance.Unit(), ["diagnosed"] = chance.Unit() });
        Maybe(chance, policy, "weights", () => new JsonObject { [chance.Of("gradients.", "values.") + Name(chance, computation)] = chance.Number() });
        Maybe(chance, policy, "feedback", () => chance.Of("score", "verdicts", "firstWrongStep", "diagnosis", "solution"));
        Maybe(chance, policy, "kinks", () => chance.Of("subdifferential", "convention"));
        Maybe(chance, policy, "learningRates", () => new JsonArray([.. Enumerable.Range(0, chance.From(0, 6)).Select(_ => (JsonNode)chance.Number())]));
        return policy;
    }

    private IEnumerable<JsonNode?> Items(Chance chance, GeneratedComputation computation) => Enumerable.Range(0, chance.From(0, 5)).Select(index => chance.OneIn(12)
        ? chance.Of<Func<JsonNode?>>(() => null, () => 1, () => new JsonArray(), () => new JsonObject { ["id"] = 1 }, () => new JsonObject { ["answer"] = new JsonObject() }, () => "x")()
        : new JsonObject { ["id"] = chance.OneIn(9) ? Values.Name(chance) : "student" + index.ToString(CultureInfo.InvariantCulture), ["answer"] = Answer(chance, computation) });

    private JsonObject Answer(Chance chance, GeneratedComputation computation)
    {
        var answer = new JsonObject();
        foreach (var part in new[] { "values", "gradients" }.Where(_ => !chance.OneIn(3)))
        {
            var given = new JsonObject();
            for (var count = chance.From(0, 4); count > 0; count--)
            {
                var name = Name(chance, computation);
                given[name] = chance.Below(8) switch
                {
                    0 => null,
                    < 3 => _expressions.Formula(chance, computation.Names),
                    < 5 when computation.Inputs[name] is { } value => Like(chance, value),
                    5 => Values.Name(chance),
                    _ => Values.Tensor(chance, []),
                };
            }

            answer[part] = given;
        }

        return answer;
    }

    private JsonObject Training(Chance chance)
    {
        var network = _networks.Make(chance, alwaysWithLoss: !chance.OneIn(30));
        var request = new JsonObject
        {
            ["network"] = network.Computation,
            ["optimizer"] = Values.Choice(chance, chance.Pick(knowledge.Optimizers)),
            ["epochs"] = chance.From(1, 12),
        };
        if (chance.OneIn(4))
        {
            var set = new JsonObject { ["name"] = chance.Pick(knowledge.Datasets) };
            Maybe(chance, set, "size", () => chance.From(1, 12));
            Maybe(chance, set, "noise", () => chance.Unit());
            Maybe(chance, set, "seed", () => chance.From(0, 9));
            Maybe(chance, set, "targets", () => chance.Of("column", "classes"));
            request["dataset"] = set;
        }
        else
        {
            request["inputs"] = network.Inputs;
        }

        Maybe(chance, request, "batchSize", () => chance.From(1, 4));
        Maybe(chance, request, "shuffle", () => chance.OneIn(2));
        Maybe(chance, request, "seed", () => chance.From(-3, 9));
        Maybe(chance, request, "recordEvery", () => chance.From(1, 4));
        Maybe(chance, request, "progress", () => new JsonObject { ["network"] = chance.OneIn(2) });
        Maybe(chance, request, "learningRateDecay", () => Values.Choice(chance, chance.Pick(knowledge.Decays)));
        Maybe(chance, request, "clipNorm", () => Math.Abs(chance.Number()));
        return request;
    }

    private static void Maybe(Chance chance, JsonObject into, string member, Func<JsonNode> make)
    {
        if (chance.OneIn(4))
        {
            into[member] = make();
        }
    }

    private static string Name(Chance chance, GeneratedComputation computation) => chance.OneIn(12) || computation.Names.Count == 0 ? Values.Name(chance) : chance.Pick(computation.Names);

    private static JsonArray Names(Chance chance, GeneratedComputation computation) => new([.. Enumerable.Range(0, chance.From(0, 3)).Select(_ => (JsonNode)Name(chance, computation))]);

    /// <summary>Numbers of the same shape.</summary>
    private static JsonNode Like(Chance chance, JsonNode? value) => value is JsonArray rows ? new JsonArray([.. rows.Select(row => Like(chance, row))]) : JsonValue.Create(chance.Number());
}
