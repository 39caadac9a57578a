using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using FsCheck;
using FsCheck.Fluent;
using static Backprop.Domain.Tests.Support.GraphSpecs;

namespace Backprop.Domain.Tests.Support;

// docs/decisions/0261-random-graphs-shrink.md
/// <summary>
/// A scalar graph of smooth operators whose values stay moderate. FsCheck draws it, and where a property fails makes it smaller for as long as
/// the property still fails, so that a failure is reported on a graph of a few nodes.
/// </summary>
internal sealed record RandomGraph(IReadOnlyList<NodeSpec> Nodes, string Output, IReadOnlyDictionary<string, Tensor> Inputs)
{
    private static readonly string[] Bounded = ["sin", "cos", "tanh", "sigmoid", "atan"];

    // The same graphs in every run: a property that fails once fails again.
    private static readonly Replay Replay = new(new Rnd(2_026, 1), size: null);

    public static Arbitrary<RandomGraph> Arbitrary { get; } = Arb.From(
        from count in Gen.Choose(1, 4)
        from inputs in Gen.Choose(-20_000, 20_000).ArrayOf(count)
        from steps in Gen.Choose(1, 24)
        from choices in Gen.Choose(0, 1_000_000).ArrayOf(4 * steps)
        select Of(inputs, choices),
        Smaller);

    public GraphSpec Spec => new(Nodes, Output, new GraphLocator());

    /// <summary>Checks a property, given as assertions, on so many graphs.</summary>
    public static void ForAll(int count, Action<RandomGraph> property) =>
        Prop.ForAll(Arbitrary, property).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(Replay));

    /// <summary>What a counterexample is printed as.</summary>
    public override string ToString() => string.Join("; ", Nodes.Select(n => n.Op == "input"
        ? string.Create(CultureInfo.InvariantCulture, $"{n.Id} = {Inputs[n.Id].Data[0]}")
        : $"{n.Id} = {n.Op}({string.Join(", ", n.Inputs)})")) + "; output " + Output;

    /// <summary>Graphs with less in them: a part of this one, an operand in its consumer's place, one input for two, an operand fewer, a simpler number.</summary>
    public static IEnumerable<RandomGraph> Smaller(RandomGraph graph)
    {
        foreach (var node in graph.Nodes.Where(n => n.Id != graph.Output))
        {
            yield return Leading(graph.Nodes, node.Id, graph.Inputs);
        }

        if (Leading(graph.Nodes, graph.Output, graph.Inputs) is var live && live.Nodes.Count < graph.Nodes.Count)
        {
            yield return live;
        }

        foreach (var node in graph.Nodes)
        {
            foreach (var operand in node.Op == "input" ? graph.Inputs.Keys.Take(1).Where(id => id != node.Id) : node.Inputs.Distinct())
            {
                var without = graph.Nodes.Where(n => n != node).Select(n => n with { Inputs = [.. n.Inputs.Select(id => id == node.Id ? operand : id)] });
                yield return Leading([.. without], graph.Output == node.Id ? operand : graph.Output, graph.Inputs);
            }

            if (node.Inputs.Count > 2)
            {
                yield return graph with { Nodes = [.. graph.Nodes.Select(n => n == node ? n with { Inputs = [.. n.Inputs.Skip(1)] } : n)] };
            }
        }

        foreach (var (id, value) in graph.Inputs)
        {
            var number = value.Data[0];
            foreach (var simpler in new[] { 0, 1, Math.Truncate(number), Math.Round(number, 1) }.Where(n => Length(n) < Length(number)).Distinct())
            {
                yield return graph with { Inputs = new Dictionary<string, Tensor>(graph.Inputs) { [id] = Tensor.Scalar(simpler) } };
            }
        }
    }

    private static int Length(double number) => number is 0 ? 0 : number.ToString(CultureInfo.InvariantCulture).Length;

    private static RandomGraph Of(int[] inputs, int[] choices)
    {
        var values = new Dictionary<string, Tensor>();
        var nodes = new List<NodeSpec>();
        foreach (var input in inputs)
        {
            nodes.Add(Node($"x{nodes.Count}", "input"));
            values[nodes[^1].Id] = Tensor.Scalar(input / 10_000.0);
        }

        foreach (var choice in choices.Chunk(4))
        {
            var (a, b, c) = (Any(choice[1]), Any(choice[2]), Any(choice[3]));
            var id = $"n{nodes.Count}";
            nodes.Add((choice[0] % 6) switch
            {
                0 => Node(id, "add", a, b),
                1 => Node(id, "sub", a, b),
                2 => Node(id, "add", a, b, c),
                3 => Node(id, "mul", a, b),
                _ => Node(id, Bounded[choice[0] / 6 % Bounded.Length], a),
            });

            // A product is brought back between −1 and 1, so that depth does not mean overflow.
            if (nodes[^1].Op == "mul")
            {
                nodes.Add(Node($"n{nodes.Count}", "tanh", id));
            }
        }

        return new RandomGraph(nodes, nodes[^1].Id, values);

        string Any(int choice) => nodes[choice % nodes.Count].Id;
    }

    /// <summary>What leads to an output.</summary>
    private static RandomGraph Leading(IReadOnlyList<NodeSpec> nodes, string output, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var needed = new HashSet<string> { output };
        foreach (var node in nodes.Reverse().Where(n => needed.Contains(n.Id)))
        {
            needed.UnionWith(node.Inputs);
        }

        return new RandomGraph([.. nodes.Where(n => needed.Contains(n.Id))], output, inputs.Where(i => needed.Contains(i.Key)).ToDictionary());
    }
}
