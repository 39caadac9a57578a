using System.Text.Json;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

/// <summary>What an infinite upstream gradient becomes: nothing on a branch that is not taken, and no number where a derivative is 0 at one point only.</summary>
public sealed class UnusedBranchTests
{
    private const string File = "infinite-upstream";

    public static TheoryData<string> Names => PyTorchCases.Names(File);

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward_infiniteUpstream_reachesWhatItReachesInPyTorch(string name)
    {
        using var document = PyTorchCases.Read(File);
        var item = document.RootElement.EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var operands = item.GetProperty("operands").EnumerateArray().Select(PyTorchCases.ReadTensor).ToArray();
        var tape = Run(item.GetProperty("op").GetString()!, operands, [.. item.GetProperty("attributes").EnumerateObject().Select(a => (a.Name, PyTorchCases.ReadAttribute(a.Value)))]);

        foreach (var (position, signs) in item.GetProperty("signs").EnumerateArray().Index())
        {
            var isScalarNull = signs.ValueKind == JsonValueKind.Null && !tape.Graph.IsActive(tape.Graph.Output, position);
            if (!isScalarNull)
            {
                Assert.Equal(Flat(signs), tape.GradientOf($"x{position}").ToArray().Select(Sign));
            }
        }
    }

    [Theory]
    [InlineData("greater")]
    [InlineData("less")]
    [InlineData("equal")]
    public void Outcome_ofAComparison_passesNothing(string op)
    {
        foreach (var operands in (Tensor[][])[[Tensor.Scalar(1), Tensor.Scalar(2)], [Vector(1, 2, 3, 4, 5), Vector(5, 4, 3, 2, 1)]])
        {
            var tape = Run(op, operands);
            Assert.All(tape.GradientOf("x0").ToArray().Concat(tape.GradientOf("x1").ToArray()), gradient => Assert.Equal(0, gradient));
        }
    }

    [Fact]
    public void Dropout_whatItDrops_getsNothingAndTheMaskItsProduct()
    {
        var tape = Run("dropout", [Vector(1, 2, 3, 4, 5), Vector(1, 0, 1, 0, 0)]);

        Assert.Equal([1, 0, 1, 0, 0], tape.GradientOf("x0").ToArray().Select(Sign));
        Assert.Equal([1, 1, 1, 1, 1], tape.GradientOf("x1").ToArray().Select(Sign));
    }

    [Fact]
    public void MulticlassHinge_allMarginsMet_passesNothing()
    {
        var tape = Run("multiclassHinge", [Vector(1, 9, 2), Tensor.Scalar(1)]);
        Assert.Equal([0, 0, 0], tape.GradientOf("x0"));
    }

    [Theory]
    [InlineData("reduceMax", new double[] { 0, 0, 1 })]
    [InlineData("reduceMin", new double[] { 1, 0, 0 })]
    public void Extremum_ofARow_passesToItsWinnerAlone(string op, double[] signs) =>
        Assert.Equal(signs.Select(sign => (double?)sign), Run(op, [Vector(1, 2, 3)]).GradientOf("x0").ToArray().Select(Sign));

    [Theory]
    [InlineData("sqrt", "relu", -1)]
    [InlineData("log", "relu", -1)]
    [InlineData("reciprocal", "floor", 0.5)]
    public void Chain_throughAFlatBranch_hasTheDerivative0AsScalarAndAsTensor(string outer, string inner, double x)
    {
        foreach (var operand in (Tensor[])[Tensor.Scalar(x), Vector(x, x, x, x, x, x, x, x, x)])
        {
            var graph = GraphSpecs.Graph(
                GraphSpecs.Spec([GraphSpecs.Node("x", "input"), GraphSpecs.Node("r", inner, "x"), GraphSpecs.Node("s", outer, "r"), GraphSpecs.Node("f", "reduceSum", "s")]),
                new Dictionary<string, Tensor> { ["x"] = operand });
            var tape = new Tape(graph);
            ForwardPass.Run(tape, CancellationToken.None);
            tape.RecordContributions();
            BackwardPass.Run(tape, CancellationToken.None);

            Assert.All(tape.GradientOf("r").ToArray(), upstream => Assert.True(double.IsInfinity(upstream)));
            Assert.All(tape.GradientOf("x").ToArray(), gradient => Assert.Equal(0, gradient));
            Assert.All(tape.ContributionSlot(graph.Edge(graph.IndexOf("r"), 0)).ToArray(), contribution => Assert.Equal(0, contribution));
        }
    }

    private static Tape Run(string op, Tensor[] operands, params (string Name, AttributeValue Value)[] attributes)
    {
        var ids = operands.Select((_, position) => $"x{position}").ToArray();
        var node = new NodeSpec("y", op, ids, attributes.ToDictionary(a => a.Name, a => a.Value));
        var graph = GraphSpecs.Graph(GraphSpecs.Spec([.. ids.Select(id => GraphSpecs.Node(id, "input")), node]), ids.Zip(operands).ToDictionary(p => p.First, p => p.Second));
        return GraphSpecs.Differentiate(graph, [.. Enumerable.Repeat(double.PositiveInfinity, (int)graph.OutputNode.Shape.Count)]);
    }

    private static Tensor Vector(params double[] numbers) => new(Shape.Of(numbers.Length), numbers);

    private static double? Sign(double gradient) => double.IsNaN(gradient) ? null : Math.Sign(gradient);

    private static IEnumerable<double?> Flat(JsonElement signs) => signs.ValueKind switch
    {
        JsonValueKind.Array => signs.EnumerateArray().SelectMany(Flat),
        JsonValueKind.Null => [null],
        _ => [signs.GetDouble()],
    };
}
