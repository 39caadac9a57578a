using Backprop.Domain.Exercises;
using Backprop.Domain.Expressions;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Tests.Grading.Students;

/// <summary>Random exercises with real-valued inputs, the same for the same seed.</summary>
internal static class RandomExercises
{
    private static readonly string[] Unary = ["sigmoid", "tanh", "relu", "leakyRelu", "exp", "log", "sqrt", "reciprocal", "square", "sin", "clip"];
    private static readonly string[] Binary = ["add", "add", "mul", "mul", "mul", "sub", "div", "pow"];

    /// <summary>A scalar graph of ten operators, all on the way to the output; values stay moderate.</summary>
    public static GraphSpec Scalar(long seed, out Dictionary<string, Tensor> inputs, string? wanted = null)
    {
        for (var attempt = 0; ; attempt++)
        {
            var random = new SeededRandom((seed * 1009) + attempt);
            var spec = Draw(ref random, out inputs, wanted);
            if (GraphBuilder.Build(spec, inputs, null, GraphLimits.Default).Graph is { } graph && IsModerate(graph))
            {
                return spec;
            }
        }
    }

    /// <summary>The same, compiled.</summary>
    public static Exercise Scalar(long seed, GradingPolicy? policy = null, string? wanted = null)
    {
        var spec = Scalar(seed, out var inputs, wanted);
        return Compile(GraphBuilder.Build(spec, inputs, null, GraphLimits.Default).Graph!, policy);
    }

    /// <summary>A network of two dense layers over a batch of three, square so that transposed matrices fit, with a penalty on the first layer's weights.</summary>
    public static Exercise Network(long seed, string loss, GradingPolicy? policy = null)
    {
        var random = new SeededRandom(seed);
        var inputs = new Dictionary<string, Tensor>();
        foreach (var (id, shape) in new[] { ("x", Shape.Of(3, 3)), ("W1", Shape.Of(3, 3)), ("b1", Shape.Of(3)), ("W2", Shape.Of(3, 3)), ("b2", Shape.Of(3)) })
        {
            inputs[id] = Numbers(ref random, shape, -1.5, 1.5);
        }

        inputs["y"] = loss == "softmaxCrossEntropy"
            ? new Tensor(Shape.Of(3), [random.NextInt(3), random.NextInt(3), random.NextInt(3)])
            : Numbers(ref random, Shape.Of(3, 3), 0.1, 0.9);
        var activations = new[] { "sigmoid", "tanh", "relu" };
        var last = loss switch
        {
            "softmax" => "p = softmax(z2); dataLoss = mean((p - y) * (p - y))",
            "softmaxCrossEntropy" => "dataLoss = softmaxCrossEntropy(z2, y)",
            "binaryCrossEntropyWithLogits" => "dataLoss = binaryCrossEntropyWithLogits(z2, y)",
            _ => $"a2 = sigmoid(z2); dataLoss = {loss}(a2, y)",
        };
        var text = $"z1 = x @ W1 + b1; a1 = {activations[random.NextInt(3)]}(z1); z2 = a1 @ W2 + b2; {last}; penalty = 0.15 * reduceSumSquare(W1); loss = dataLoss + penalty";
        return Compile(GraphBuilder.Build(ExpressionParser.Parse(text, inputs.Keys, ExpressionLimits.Default).Spec!, inputs, null, GraphLimits.Default).Graph!, policy);
    }

    /// <summary>An exercise in which a misconception can happen.</summary>
    public static Exercise For(string misconception, long seed) => misconception switch
    {
        "batch-mean" => Network(seed, seed % 2 == 0 ? "meanSquaredError" : "softmaxCrossEntropy"),
        "bias-not-summed" or "transposed" or "wrong-layer-input" or "broadcast-not-reduced" or "penalty-missing" or "penalty-factor" => Network(seed, "sumSquaredError"),
        "loss-factor" => Network(seed, seed % 2 == 0 ? "sumSquaredError" : "halfSquaredError"),
        "softmax-diagonal" => Network(seed, "softmax"),
        "softmax-twice" => Network(seed, "softmaxCrossEntropy"),
        "target-omitted" => Network(seed, (seed % 3) switch { 0 => "meanSquaredError", 1 => "softmaxCrossEntropy", _ => "binaryCrossEntropyWithLogits" }),
        _ => Scalar(seed, wanted: MisconceptionCatalog.All.First(m => m.Id == misconception).Operators is [var first, ..] ? first.Name : null),
    };

    public static Exercise Compile(Graph graph, GradingPolicy? policy) =>
        Exercise.Compile(graph, null, null, policy ?? GradingPolicy.Default, CancellationToken.None).Exercise!;

    private static GraphSpec Draw(ref SeededRandom random, out Dictionary<string, Tensor> inputs, string? wanted)
    {
        const int Operators = 10;
        inputs = [];
        var nodes = new List<NodeSpec>();
        var count = 3 + random.NextInt(2);
        for (var i = 0; i < count; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"x{i}");
            nodes.Add(new NodeSpec(id, "input", []));
            inputs[id] = Tensor.Scalar(Math.Round(random.NextDouble(-2, 2), 4));
        }

        var unused = nodes.Select(n => n.Id).ToList();
        var place = random.NextInt(Operators);
        for (var i = 0; i < Operators; i++)
        {
            // The last operators take up whatever is not used yet, so that all of it leads to the output.
            var left = Operators - i;
            var joining = unused.Count > left;
            var op = i == place && wanted is not null ? wanted : joining || random.NextInt(2) == 0 ? Binary[random.NextInt(Binary.Length)] : Unary[random.NextInt(Unary.Length)];
            var binary = Binary.Contains(op);
            var first = Take(ref random, unused, nodes, joining || random.NextInt(3) > 0);
            string[] operands = binary ? [first, Take(ref random, unused, nodes, joining || random.NextInt(3) > 0)] : [first];
            if (op == "mul" && random.NextInt(6) == 0)
            {
                operands[1] = operands[0];
            }

            var attributes = op == "clip" ? new Dictionary<string, AttributeValue> { ["min"] = new AttributeValue.Number(-0.8), ["max"] = new AttributeValue.Number(0.8) } : null;
            var id = string.Create(CultureInfo.InvariantCulture, $"n{i}");
            nodes.Add(new NodeSpec(id, op, operands, attributes));
            unused.RemoveAll(operands.Contains);
            unused.Add(id);
        }

        return new GraphSpec(nodes, nodes[^1].Id, new GraphLocator());
    }

    private static string Take(ref SeededRandom random, List<string> unused, List<NodeSpec> nodes, bool preferUnused)
    {
        if (preferUnused && unused.Count > 0)
        {
            var place = random.NextInt(unused.Count);
            var id = unused[place];
            unused.RemoveAt(place);
            return id;
        }

        return nodes[random.NextInt(nodes.Count)].Id;
    }

    private static bool IsModerate(Graph graph)
    {
        for (var node = 0; node < graph.Count; node++)
        {
            if (!graph.LeadsToOutput(node))
            {
                return false;
            }
        }

        var exercise = Compile(graph, null);
        return exercise.KinkNodes.Count == 0
            && exercise.Values.All(v => double.IsFinite(v) && Math.Abs(v) is < 50)
            && exercise.Gradients.All(g => double.IsFinite(g) && Math.Abs(g) is < 100)
            && exercise.Gradients.Count(g => Math.Abs(g) > 1e-3) > exercise.Gradients.Length * 2 / 3;
    }

    private static Tensor Numbers(ref SeededRandom random, Shape shape, double low, double high)
    {
        var data = new double[shape.Count];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = Math.Round(random.NextDouble(low, high), 3);
        }

        return new Tensor(shape, data);
    }
}
