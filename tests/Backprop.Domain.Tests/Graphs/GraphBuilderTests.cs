using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Tests.Support.GraphSpecs;

namespace Backprop.Domain.Tests.Graphs;

public sealed class GraphBuilderTests
{
    [Fact]
    public void Build_nodesInAnyOrder_givesTopologicalOrderByDeclaration()
    {
        var graph = Graph(Spec(Node("f", "mul", "q", "z"), Node("q", "add", "x", "y"), Node("z", "input"), Node("y", "input"), Node("x", "input")), Inputs(("x", 1), ("y", 2), ("z", 3)));

        Assert.Equal(["z", "y", "x", "q", "f"], graph.Nodes.ToArray().Select(n => n.Id));
    }

    [Fact]
    public void Build_nodesThatBecomeReadyTogether_goInTheOrderOfTheirDeclaration()
    {
        var graph = Graph(Spec(Node("out", "add", "c", "a", "b"), Node("c", "neg", "x"), Node("a", "exp", "x"), Node("b", "neg", "x"), Node("x", "input")), Inputs(("x", 1)));

        Assert.Equal(["x", "c", "a", "b", "out"], graph.Nodes.ToArray().Select(n => n.Id));
    }

    [Fact]
    public void Build_oneEndNode_makesItTheOutput()
    {
        var graph = Graph(Spec(Node("x", "input"), Node("y", "neg", "x")), Inputs(("x", 1)));

        Assert.Equal("y", graph.OutputNode.Id);
    }

    [Fact]
    public void Build_requestedOutput_winsOverTheSpec()
    {
        var graph = Graph(Spec(Node("x", "input"), Node("y", "neg", "x"), Node("z", "neg", "y")) with { Output = "z" }, Inputs(("x", 1)), "y");

        Assert.Equal("y", graph.OutputNode.Id);
    }

    [Fact]
    public void Build_operatorNameInAnyLetterCase_isFound()
    {
        var graph = Graph(Spec(Node("x", "INPUT"), Node("y", "Neg", "x")), Inputs(("x", 1)));

        Assert.Same(Arithmetic.Neg, graph.OutputNode.Operator);
    }

    [Fact]
    public void Build_inputDefault_isUsedAndOverridden()
    {
        var spec = Spec(new NodeSpec("x", "input", [], Value: Tensor.Scalar(7)), Node("y", "neg", "x"));

        Assert.Equal(7, Graph(spec)[0].Value!.Data[0]);
        Assert.Equal(8, Graph(spec, Inputs(("x", 8)))[0].Value!.Data[0]);
    }

    public static TheoryData<string, string, string, GraphSpec> Mistakes { get; } = new()
    {
        { "empty-graph", "graph.nodes", "no nodes", Spec() },
        { "duplicate-id", "graph.nodes[1].id", "'x' is already used by node 0", Spec(Node("x", "input"), Node("x", "input"), Node("y", "neg", "x")) },
        { "invalid-id", "graph.nodes[0].id", "1 to 200 characters", Spec(Constant("", 1)) },
        { "unknown-operator", "graph.nodes[1].op", "Did you mean 'neg'?", Spec(Node("x", "input"), Node("y", "negg", "x")) },
        { "unknown-input", "graph.nodes[1].inputs[1]", "Did you mean 'price'?", Spec(Node("price", "input"), Node("y", "add", "price", "prise")) },
        { "arity", "graph.nodes[1]", "sub takes 2 operands (a, b), not 1", Spec(Node("x", "input"), Node("y", "sub", "x")) },
        { "arity", "graph.nodes[1]", "add takes 2 or more operands, not 1", Spec(Node("x", "input"), Node("y", "add", "x")) },
        { "arity", "graph.nodes[1]", "input takes no operands, not 1", Spec(Node("x", "input"), Node("y", "input", "x")) },
        { "cycle", "graph.nodes[1]", "a → b → a", Spec(Node("x", "input"), Node("a", "add", "x", "b"), Node("b", "neg", "a")) },
        { "cycle", "graph.nodes[0]", "a → a", Spec(Node("a", "neg", "a")) },
        { "unknown-attribute", "graph.nodes[1].attributes.alpha", "neg takes none", Spec(Node("x", "input"), Node("y", "neg", "x") with { Attributes = new Dictionary<string, AttributeValue> { ["alpha"] = new AttributeValue.Number(1) } }) },
        { "missing-value", "graph.nodes[0]", "needs a value", Spec(Node("c", "constant")) },
        { "unexpected-value", "graph.nodes[1].value", "computes its own", Spec(Node("x", "input"), new NodeSpec("y", "neg", ["x"], Value: Tensor.Scalar(1))) },
        { "several-outputs", "graph.output", "'y', 'z'", Spec(Node("x", "input"), Node("y", "neg", "x"), Node("z", "neg", "x")) },
        { "unknown-output", "graph.output", "Did you mean 'y'?", Spec(Node("x", "input"), Node("y", "neg", "x")) with { Output = "yy" } },
        { "shape-mismatch", "graph.nodes[2].inputs[1]", "[3] and [2]", Spec(Node("x", "input"), new NodeSpec("v", "constant", [], Value: Tensor.Vector(1, 2)), Node("y", "add", "w", "v"), new NodeSpec("w", "constant", [], Value: Tensor.Vector(1, 2, 3)), Node("z", "add", "x", "y")) },
        { "empty-tensor", "graph.nodes[0].value", "no elements", Spec(new NodeSpec("c", "constant", [], Value: new Tensor(Shape.Of(0), []))) },
        { "non-finite-number", "graph.nodes[0].value[1]", "finite", Spec(new NodeSpec("c", "constant", [], Value: Tensor.Vector(1, double.PositiveInfinity))) },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void Build_mistake_isReportedWithCodePlaceAndRemedy(string code, string place, string detail, GraphSpec spec)
    {
        var inputs = spec.Nodes.Any(n => n is { Id: "x", Op: "input" }) ? Inputs(("x", 1)) : spec.Nodes.Any(n => n.Id == "price") ? Inputs(("price", 1)) : [];

        var issue = Assert.Single(Build(spec, inputs).Issues);

        Assert.Equal(code, issue.Code);
        Assert.Equal(place, issue.Place.ToString());
        Assert.Contains(detail, issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_severalMistakes_areAllReportedAtOnce()
    {
        var spec = Spec(Node("a", "neg", "b"), Node("b", "neg", "a"), Node("c", "nope", "a"), Node("d", "add", "c", "zz"), Node("x", "input"), Node("e", "sub", "x"));

        var codes = Build(spec, Inputs(("y", 1))).Issues.Select(i => i.Code);

        Assert.Equal(["unknown-operator", "unknown-input", "arity", "extra-input", "missing-input", "cycle"], codes);
    }

    [Fact]
    public void Build_missingInput_namesIt()
    {
        var issue = Assert.Single(Build(Spec(Node("a/b", "input"), Node("y", "neg", "a/b"))).Issues);

        Assert.Equal(("missing-input", "inputs.a/b"), (issue.Code, issue.Place.ToString()));
    }

    [Fact]
    public void Build_extraInput_suggestsTheNearest()
    {
        var issue = Assert.Single(Build(Spec(new NodeSpec("discount", "input", [], Value: Tensor.Scalar(1)), Node("y", "neg", "discount")), Inputs(("disconut", 1))).Issues);

        Assert.Equal(("extra-input", "inputs.disconut"), (issue.Code, issue.Place.ToString()));
        Assert.Contains("'discount'", issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_valueForAComputedNode_isRefused()
    {
        var issue = Assert.Single(Build(Spec(Node("x", "input"), Node("y", "neg", "x")), Inputs(("x", 1), ("y", 2))).Issues);

        Assert.Contains("computed by neg", issue.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_separateCycles_areEachReported()
    {
        var issues = Build(Spec(Node("a", "neg", "b"), Node("b", "neg", "a"), Node("c", "neg", "c"), Node("d", "add", "a", "c"))).Issues;

        Assert.Equal(["a → b → a", "c → c"], issues.Where(i => i.Code == "cycle").Select(i => i.Detail));
    }

    [Fact]
    public void Build_cycleOf100000Nodes_isReportedShortly()
    {
        const int Length = 100_000;
        var nodes = Enumerable.Range(0, Length).Select(i => Node($"n{i}", "neg", $"n{(i + 1) % Length}")).ToArray();

        var issue = Assert.Single(Build(Spec(nodes)).Issues);

        Assert.Equal("cycle", issue.Code);
        Assert.True(issue.Detail.Length < 300);
    }

    [Fact]
    public void Build_moreMistakesThanAreListed_areCounted()
    {
        var nodes = Enumerable.Range(0, 1_000).Select(i => Node($"n{i}", "nope")).ToArray();

        var issues = Build(Spec(nodes) with { Output = "n0" }).Issues;

        Assert.Equal(IssueCollector.MaxIssues + 1, issues.Count);
        Assert.Equal("more-issues", issues[^1].Code);
        Assert.StartsWith("900 ", issues[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_overTheNodeLimit_isRefused()
    {
        var issue = Assert.Single(Build(Spec(Node("x", "input"), Node("y", "neg", "x")), limits: GraphLimits.Default with { MaxNodes = 1 }).Issues);

        Assert.Equal("too-many-nodes", issue.Code);
    }

    [Fact]
    public void Build_overTheTensorLimit_isRefused()
    {
        var inputs = new Dictionary<string, Tensor> { ["a"] = Tensor.Filled(Shape.Of(100, 1), 1), ["b"] = Tensor.Filled(Shape.Of(100), 1) };

        var issue = Assert.Single(Build(Spec(Node("a", "input"), Node("b", "input"), Node("y", "mul", "a", "b")), inputs, limits: GraphLimits.Default with { MaxTensorElements = 9_999 }).Issues);

        Assert.Equal(("tensor-too-large", "graph.nodes[2]"), (issue.Code, issue.Place.ToString()));
    }

    [Fact]
    public void Build_overTheTotalLimit_isRefused()
    {
        var inputs = new Dictionary<string, Tensor> { ["a"] = Tensor.Filled(Shape.Of(10), 1) };

        var issue = Assert.Single(Build(Spec(Node("a", "input"), Node("b", "neg", "a"), Node("c", "neg", "b")), inputs, limits: GraphLimits.Default with { MaxTotalElements = 25 }).Issues);

        Assert.Equal(("graph-too-large", "graph.nodes[2]"), (issue.Code, issue.Place.ToString()));
    }

    [Fact]
    public void Build_overTheWorkLimit_isRefused()
    {
        var inputs = new Dictionary<string, Tensor> { ["a"] = Tensor.Filled(Shape.Of(10), 1) };

        var issue = Assert.Single(Build(Spec(Node("a", "input"), Node("b", "neg", "a"), Node("c", "neg", "b")), inputs, limits: GraphLimits.Default with { MaxWork = 700 }).Issues);

        Assert.Equal(("too-much-work", "graph.nodes[2]"), (issue.Code, issue.Place.ToString()));
    }

    [Fact]
    public void Build_smallSliceOfALargeOperand_countsTheElementsOfTheOperandAsWork()
    {
        var inputs = new Dictionary<string, Tensor> { ["a"] = Tensor.Filled(Shape.Of(1000), 1) };
        var first = new Dictionary<string, AttributeValue> { ["starts"] = new AttributeValue.Numbers([0]), ["ends"] = new AttributeValue.Numbers([1]) };

        var graph = Graph(Spec(Node("a", "input"), new NodeSpec("b", "slice", ["a"], first), new NodeSpec("c", "slice", ["a"], first), Node("d", "add", "b", "c")), inputs);

        Assert.All(["b", "c"], slice => Assert.True(graph.WorkOf(graph.IndexOf(slice)) >= 1000));
    }

    [Fact]
    public void Build_overTheRankLimit_isRefused()
    {
        var inputs = new Dictionary<string, Tensor> { ["a"] = Tensor.Filled(Shape.Of(1, 1, 1), 1) };

        var issue = Assert.Single(Build(Spec(Node("a", "input"), Node("b", "neg", "a")), inputs, limits: GraphLimits.Default with { MaxRank = 2 }).Issues);

        Assert.Equal(("rank-too-high", "inputs.a"), (issue.Code, issue.Place.ToString()));
    }
}
