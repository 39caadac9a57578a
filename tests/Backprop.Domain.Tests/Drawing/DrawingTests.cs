using System.Text.RegularExpressions;
using System.Xml.Linq;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Drawing;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Drawing;

public sealed partial class DrawingTests
{
    private const string Circuit = "q = x + y; f = q * z";

    private static readonly (string, double)[] CircuitInputs = [("x", -2), ("y", 5), ("z", -4)];

    public static TheoryData<string> HostileNames() =>
    [
        "<script>alert(1)</script>", "\"/><image href=\"https://example.org/x\"/>", "&lt;&#x0;&bogus;", "]]>", "<!--", "a'b`c", @"\N\G\l\""];}", "x\"]; click n0 href \"javascript:alert(1)\"",
        "end", "\u202Eevil\u202C", "\uFFFE\uD800", "a\u200Bb\u2028c", new string('W', 200), new string('漢', 200), "#quot;#60;script#62;", "%%{init: {}}%%", "**bold** _i_ ~~~", "<br/>", "😀🧮",
    ];

    [Fact]
    public void Draw_circuit_putsValuesAboveAndGradientsBelowEachWire()
    {
        var svg = Svg(Computations.Run(Circuit, CircuitInputs));
        foreach (var (id, value, gradient) in new[] { ("x", "−2", "−4"), ("y", "5", "−4"), ("z", "−4", "3"), ("q", "3", "−4"), ("f", "−12", "1 (seed)") })
        {
            var node = Node(svg, id);
            var above = Text(node, "value");
            var below = Text(node, "gradient");
            Assert.Equal((value, gradient), (above.Value, below.Value));
            Assert.True(Number(above, "y") < Middle(node).Y && Middle(node).Y < Number(below, "y"), id);
        }
    }

    [Fact]
    public void Draw_circuit_showsSignsInItsGatesAndMarksTheOutput()
    {
        var svg = Svg(Computations.Run(Circuit, CircuitInputs));

        Assert.Equal("+", Text(Node(svg, "q"), "symbol").Value);
        Assert.Equal("×", Text(Node(svg, "f"), "symbol").Value);
        Assert.Equal("f", Assert.Single(Nodes(svg), node => Class(node).Contains("bp-output", StringComparison.Ordinal)).Attribute("data-node")!.Value);
        Assert.Equal(["above: value (forward)", "below: gradient (backward)"], svg.Descendants().Where(e => Class(e) == "bp-legend").Select(e => e.Value));
    }

    [Fact]
    public void Draw_withLocalUpstreamAndContributions_writesThemAtTheEdges()
    {
        var svg = Svg(Computations.Run(Circuit, CircuitInputs), new DrawingOptions(Numbers: DrawingNumbers.Local | DrawingNumbers.Upstream | DrawingNumbers.Contributions));

        Assert.Equal(["1", "1", "−4", "3"], svg.Descendants().Where(e => Class(e) == "bp-local").Select(e => e.Value));
        Assert.Equal(["↑ −4 ← −4", "↑ −4 ← −4", "↑ 1 ← −4", "↑ 1 ← 3"], svg.Descendants().Where(e => Class(e) == "bp-upstream").Select(e => e.Value.Replace("  ", " ", StringComparison.Ordinal)));
        Assert.DoesNotContain(svg.Descendants(), e => Class(e) is "bp-value" or "bp-gradient");
    }

    [Fact]
    public void Draw_literal_isADashedBoxWithItsNumberAndNoGradient()
    {
        var svg = Svg(Computations.Run("A = X + 1", ("X", 2)));
        var constant = Node(svg, "c1");

        Assert.Contains("bp-constant", Class(constant), StringComparison.Ordinal);
        Assert.Equal("1", Text(constant, "symbol").Value);
        Assert.DoesNotContain(constant.Elements(), e => Class(e) == "bp-gradient");
        Assert.Contains(svg.Descendants(), e => Class(e).Contains("bp-passive", StringComparison.Ordinal) && e.Attribute("data-from")?.Value == "c1");
    }

    [Fact]
    public void Draw_forThoseWhoDoNotSeeIt_saysWhatItShows()
    {
        var svg = Svg(Computations.Run(Circuit, CircuitInputs)).Root!;

        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal("Computation graph of f", svg.Attribute("aria-label")!.Value);
        Assert.Equal("Computation graph of f", svg.Elements().First().Value);
        Assert.Contains("x: value −2, gradient −4", svg.Elements().Single(e => e.Name.LocalName == "desc").Value, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", svg.Elements().Single(e => e.Name.LocalName == "style").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_randomGraphs_overlapsNoNodesAndRunsEveryEdgeForwards()
    {
        RandomGraph.ForAll(150, random =>
        {
            foreach (var numbers in new[] { DrawingNumbers.Values | DrawingNumbers.Gradients, (DrawingNumbers)31 })
            {
                AssertWellDrawn(Svg(GraphSpecs.Differentiate(GraphSpecs.Graph(random.Spec, random.Inputs)), new DrawingOptions(Numbers: numbers)), numbers.ToString());
            }
        });
    }

    [Fact]
    public void Draw_expressionTree_hasNoCrossings()
    {
        var tape = Computations.Run("f = ((a + b) * (c + d) + (e + g) * (h + k)) * ((l + m) * (n + o) + (p + q) * (r + s))", [.. "abcdeghklmnopqrs".Select(c => (c.ToString(), 1.0))]);
        var order = "abcdeghklmnopqrs".Select(c => Middle(Node(Svg(tape), c.ToString())).Y).ToArray();

        Assert.Equal(order.Order(), order);
    }

    [Fact]
    public void Draw_operatorOfManyOperands_givesEachEdgeAPlaceOfItsOwn()
    {
        var ids = Enumerable.Range(0, 40).Select(i => $"x{i}").ToArray();
        var spec = GraphSpecs.Spec([.. ids.Select(id => GraphSpecs.Node(id, "input")), GraphSpecs.Node("s", "add", ids)]);
        var svg = Svg(GraphSpecs.Differentiate(GraphSpecs.Graph(spec, ids.ToDictionary(id => id, _ => Tensor.Scalar(1)))));

        AssertWellDrawn(svg, "fan-in");
        Assert.Equal(40, Edges(svg).Select(edge => Coordinates(edge)[^1].Y).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void Draw_hostileNames_stayText(string name)
    {
        var id = new string([.. name.Where(c => !char.IsControl(c))]);
        var graph = GraphSpecs.Graph(new GraphSpec(
            [GraphSpecs.Node(id, "input"), new NodeSpec("out", "sin", [id], Label: name)], "out", new GraphLocator()), GraphSpecs.Inputs((id, 1)));
        var tape = GraphSpecs.Differentiate(graph);
        var svg = Svg(tape);

        Assert.Equal(["circle", "desc", "g", "path", "rect", "style", "svg", "text", "title"], svg.Descendants().Select(e => e.Name.LocalName).Append("circle").Distinct().Order(StringComparer.Ordinal));
        Assert.All(svg.Descendants().SelectMany(e => e.Attributes()), attribute => Assert.DoesNotMatch("^(on|href|xlink|src|style)", attribute.Name.LocalName));
        Assert.Equal(2, Nodes(svg).Count());
        AssertWellDrawn(svg, name);

        var dot = Draw(tape, DrawingFormat.Dot);
        Assert.Equal(10, dot.Split('\n').Length);
        var nodes = dot.Split('\n').Where(line => line.Contains(" [label", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, nodes.Count);
        Assert.All(nodes, line => Assert.Matches(DotNode(), line));

        var mermaid = Draw(tape, DrawingFormat.Mermaid).TrimEnd('\n').Split('\n');
        Assert.Equal("flowchart LR", mermaid[0]);
        Assert.Equal(4, mermaid.Length);
        Assert.All(mermaid[1..3], line => Assert.Matches(MermaidNode(), line));
    }

    [Fact]
    public void Draw_graphOfFiveThousandNodes_isCompleteAndWellFormed()
    {
        var random = new Random(3);
        var nodes = new List<NodeSpec> { GraphSpecs.Node("n0", "input"), GraphSpecs.Node("n1", "input") };
        for (var i = 2; i < 5000; i++)
        {
            // Mostly near neighbours, some edges across the whole graph.
            nodes.Add(GraphSpecs.Node($"n{i}", i % 3 == 0 ? "add" : "mul", $"n{Math.Max(0, i - 1 - random.Next(20))}", i % 10 == 0 ? "n0" : $"n{random.Next(i)}"));
        }

        var svg = Svg(GraphSpecs.Differentiate(GraphSpecs.Graph(new GraphSpec(nodes, "n4999", new GraphLocator()), GraphSpecs.Inputs(("n0", 0.5), ("n1", 0.5)))));

        Assert.Equal(5000, Nodes(svg).Count());
        Assert.Equal(2 * 4998, Edges(svg).Count(edge => edge.Attribute("data-to") is not null));
        AssertEdgesRunForwards(svg);
    }

    [Fact]
    public void Draw_chainOfFiveThousandNodesThatAllReadOneInput_isComplete()
    {
        var nodes = new List<NodeSpec> { GraphSpecs.Node("x", "input"), GraphSpecs.Node("n0", "sin", "x") };
        nodes.AddRange(Enumerable.Range(1, 5000).Select(i => GraphSpecs.Node($"n{i}", "add", $"n{i - 1}", "x")));
        var svg = Svg(GraphSpecs.Differentiate(GraphSpecs.Graph(new GraphSpec(nodes, "n5000", new GraphLocator()), GraphSpecs.Inputs(("x", 1)))));

        Assert.Equal(5002, Nodes(svg).Count());
        AssertEdgesRunForwards(svg);
    }

    [Fact]
    public void Draw_sameGraphTwice_givesTheSameBytes()
    {
        RandomGraph.ForAll(10, random => Assert.All(Enum.GetValues<DrawingFormat>(), format =>
        {
            var texts = Enumerable.Range(0, 2).Select(_ => Draw(GraphSpecs.Differentiate(GraphSpecs.Graph(random.Spec, random.Inputs)), format)).ToArray();
            Assert.Equal(texts[0], texts[1]);
        }));
    }

    [Fact]
    public void Draw_networkAsNeurons_showsWeightsAndTheirGradients()
    {
        var svg = Svg(SigmoidNetwork.Run(), new DrawingOptions(DrawingView.Neurons));

        Assert.Equal(9, Nodes(svg).Count());
        Assert.Equal(["1", "−2", "−1", "1", "2", "−1", "−2", "−1", "3", "−1", "−1", "4"], svg.Descendants().Where(e => Class(e) == "bp-local").Select(e => e.Value));
        Assert.Contains("0.982", svg.Descendants().Where(e => Class(e) == "bp-value").Select(e => e.Value));
        Assert.Contains("−0.09153", svg.Descendants().Where(e => Class(e) == "bp-gradient").Select(e => e.Value));
        AssertWellDrawn(svg, "neurons");
    }

    [Fact]
    public void Draw_neuronsOfWhatIsNoNetwork_isRefused()
    {
        Assert.Equal("view-not-available", GraphDrawing.Check(Computations.Run(Circuit, CircuitInputs).Graph, new DrawingOptions(DrawingView.Neurons))?.Code);
    }

    [Fact]
    public void Draw_largeTensor_showsItsShapeAndNorm()
    {
        var tape = Computations.Run("y = x * x", new Dictionary<string, Tensor> { ["x"] = Tensor.Filled(Shape.Of(5, 5), 2) }, [.. Enumerable.Repeat(1.0, 25)]);

        Assert.Equal("5×5 ‖10‖", Text(Node(Svg(tape), "x"), "value").Value);
    }

    [Fact]
    public void Draw_asDot_writesEachNodeAndEdge()
    {
        var dot = Draw(Computations.Run(Circuit, CircuitInputs), DrawingFormat.Dot);

        Assert.Contains("n2 [label=\"q: +\\n3\\n−4\", shape=ellipse", dot, StringComparison.Ordinal);
        Assert.Contains("n0 -> n2 [style=solid];", dot, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_asMermaid_writesEachNodeAndEdge()
    {
        var mermaid = Draw(Computations.Run(Circuit, CircuitInputs), DrawingFormat.Mermaid);

        Assert.Contains("  n2((\"q#58; #43;<br/>3<br/>−4\"))\n", mermaid, StringComparison.Ordinal);
        Assert.Contains("  n0 --> n2\n", mermaid, StringComparison.Ordinal);
    }

    private static string Draw(Tape tape, DrawingFormat format, DrawingOptions? options = null)
    {
        options ??= new DrawingOptions();
        Assert.Null(GraphDrawing.Check(tape.Graph, options));
        return GraphDrawing.Draw(tape, format, options, TestContext.Current.CancellationToken);
    }

    private static XDocument Svg(Tape tape, DrawingOptions? options = null) => XDocument.Parse(Draw(tape, DrawingFormat.Svg, options));

    private static string Class(XElement element) => element.Attribute("class")?.Value ?? "";

    private static IEnumerable<XElement> Nodes(XDocument svg) => svg.Descendants().Where(e => Class(e).StartsWith("bp-node", StringComparison.Ordinal));

    private static IEnumerable<XElement> Edges(XDocument svg) => svg.Descendants().Where(e => Class(e).StartsWith("bp-edge", StringComparison.Ordinal) && e.Name.LocalName == "path");

    private static XElement Node(XDocument svg, string id) => Nodes(svg).Single(e => e.Attribute("data-node")?.Value == id);

    private static XElement Text(XElement node, string kind) => node.Elements().Single(e => Class(e) == "bp-" + kind);

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static (double X, double Y) Middle(XElement node)
    {
        var box = ShapeBox(node);
        return ((box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2);
    }

    private static Box ShapeBox(XElement node)
    {
        var shape = node.Elements().Single(e => Class(e) == "bp-gate");
        return shape.Name.LocalName == "circle"
            ? new Box(Number(shape, "cx") - Number(shape, "r"), Number(shape, "cy") - Number(shape, "r"), Number(shape, "cx") + Number(shape, "r"), Number(shape, "cy") + Number(shape, "r"))
            : new Box(Number(shape, "x"), Number(shape, "y"), Number(shape, "x") + Number(shape, "width"), Number(shape, "y") + Number(shape, "height"));
    }

    /// <summary>The shape and its numbers, each digit as wide as Arial draws it.</summary>
    private static Box WholeBox(XElement node)
    {
        var box = ShapeBox(node);
        foreach (var text in node.Elements().Where(e => Class(e) is "bp-value" or "bp-gradient"))
        {
            var (x, y) = (Number(text, "x"), Number(text, "y"));
            box = new Box(box.Left, Math.Min(box.Top, y - 9), Math.Max(box.Right, x + (text.Value.Length * 6.6)), Math.Max(box.Bottom, y + 1));
        }

        return box;
    }

    private static void AssertWellDrawn(XDocument svg, string what)
    {
        var boxes = Nodes(svg).Select(WholeBox).ToArray();
        Assert.NotEmpty(boxes);
        for (var i = 0; i < boxes.Length; i++)
        {
            for (var j = i + 1; j < boxes.Length; j++)
            {
                Assert.False(boxes[i].Overlaps(boxes[j]), $"{what}: nodes {i} and {j} overlap");
            }

            Assert.True(boxes[i].Left >= 0 && boxes[i].Top >= 0 && boxes[i].Right <= Number(svg.Root!, "width") && boxes[i].Bottom <= Number(svg.Root!, "height"), $"{what}: node {i} leaves the page");
        }

        AssertEdgesRunForwards(svg);
    }

    private static void AssertEdgesRunForwards(XDocument svg)
    {
        Assert.NotEmpty(Edges(svg));
        foreach (var edge in Edges(svg))
        {
            var xs = Coordinates(edge).Select(point => point.X).ToArray();
            Assert.True(xs.Length >= 2, edge.ToString());
            Assert.True(xs.Zip(xs.Skip(1)).All(pair => pair.First <= pair.Second + 0.11), $"{edge.Attribute("d")!.Value} runs backwards");
        }
    }

    private static List<(double X, double Y)> Coordinates(XElement edge)
    {
        var points = new List<(double X, double Y)>();
        foreach (Match match in PathStep().Matches(edge.Attribute("d")!.Value))
        {
            var numbers = match.Groups[2].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            points.Add(match.Groups[1].Value == "H" ? (numbers[0], points[^1].Y) : (numbers[^2], numbers[^1]));
        }

        return points;
    }

    [GeneratedRegex("([MHC])([^MHC]*)")]
    private static partial Regex PathStep();

    [GeneratedRegex("""^  n\d+ \[label="([^"\\]|\\["\\n])*", shape=[a-z]+(, (style|peripheries)=[a-z0-9]+)?, tooltip="([^"\\]|\\["\\])*"\];$""")]
    private static partial Regex DotNode();

    [GeneratedRegex("""^  n\d+(\[|\(\(\(?|\(\[)"([\p{L}\p{N} .,=−…]|#\d+;|<br/>)*"(\]|\)\)\)?|\]\))$""")]
    private static partial Regex MermaidNode();

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
