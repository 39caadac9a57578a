using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Tests.Support.GraphSpecs;

namespace Backprop.Domain.Tests.Support;

/// <summary>A random scalar graph of smooth operators whose values stay moderate, the same for the same seed.</summary>
internal sealed class RandomGraph
{
    private static readonly string[] Bounded = ["sin", "cos", "tanh", "sigmoid", "atan"];

    private readonly Random _random;

    public RandomGraph(int seed)
    {
        _random = new Random(seed);
        var inputs = Enumerable.Range(0, _random.Next(1, 5)).Select(i => $"x{i}").ToList();
        Inputs = inputs.ToDictionary(id => id, _ => Tensor.Scalar(Math.Round((_random.NextDouble() * 4) - 2, 4)));
        var nodes = inputs.Select(id => Node(id, "input")).ToList();
        var count = _random.Next(1, 25);
        for (var i = 0; i < count; i++)
        {
            var a = Any(nodes);
            var b = Any(nodes);
            nodes.Add(_random.Next(6) switch
            {
                0 => Node($"n{i}", "add", a, b),
                1 => Node($"n{i}", "sub", a, b),
                2 => Node($"n{i}", "add", a, b, Any(nodes)),
                3 => Node($"m{i}", "mul", a, b),
                _ => Node($"n{i}", Bounded[_random.Next(Bounded.Length)], a),
            });

            // A product is brought back between −1 and 1, so that depth does not mean overflow.
            if (nodes[^1].Op == "mul")
            {
                nodes.Add(Node($"n{i}", "tanh", $"m{i}"));
            }
        }

        Spec = new GraphSpec(nodes, nodes[^1].Id, new GraphLocator());
    }

    public GraphSpec Spec { get; }

    public IReadOnlyDictionary<string, Tensor> Inputs { get; }

    public NodeSpec[] Permute(IEnumerable<NodeSpec> nodes)
    {
        var permuted = nodes.ToArray();
        _random.Shuffle(permuted);
        return permuted;
    }

    private string Any(List<NodeSpec> nodes) => nodes[_random.Next(nodes.Count)].Id;
}
