using System.Numerics;
using System.Text.RegularExpressions;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Explaining;
using Backprop.Domain.Expressions;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Explaining;

public sealed partial class DerivationTests
{
    private const string Apples = "y = price * count; z = y * discount";
    private const string Chain = "A = X + 1; B = A^2; C = ln(B); D = sqrt(C); E = D - 1";

    [Fact]
    public void Derive_apples_writesTheChainFromTheOutput()
    {
        var step = Backward(Computations.Run(Apples, ("price", 5), ("count", 2), ("discount", 0.9)), "price");

        Assert.Equal(
            @"\frac{\partial z}{\partial \mathit{price}} = \frac{\partial z}{\partial z} \cdot \frac{\partial z}{\partial y} \cdot \frac{\partial y}{\partial \mathit{price}} = 1 \cdot \mathit{discount} \cdot \mathit{count}",
            step.Latex);
        Assert.Equal(@"\frac{\partial z}{\partial \mathit{price}} = 1 \cdot 0.9 \cdot 2 = 1.8", step.LatexNumbers);
        Assert.Equal("price flows into y only: the upstream gradient 0.9 times the local derivative 2 gives 1.8.", step.Text);
    }

    [Fact]
    public void Derive_apples_listsStepsForwardThenBackward()
    {
        var steps = Derive(Computations.Run(Apples, ("price", 5), ("count", 2), ("discount", 0.9))).Steps;

        Assert.Equal(["price", "count", "y", "discount", "z", "z", "discount", "y", "count", "price"], steps.Select(s => s.Node));
        Assert.Equal(5, steps.TakeWhile(s => s.Phase == DerivationPhase.Forward).Count());
        Assert.All(steps.Skip(5), step => Assert.Equal(DerivationPhase.Backward, step.Phase));
    }

    [Fact]
    public void Derive_circuit_putsNegativeFactorsInParentheses()
    {
        var tape = Computations.Run("q = x + y; f = q * z", ("x", -2), ("y", 5), ("z", -4));

        Assert.Equal(@"q = \left(-2\right) + 5 = 3", Forward(tape, "q").LatexNumbers);
        Assert.Equal(@"\frac{\partial f}{\partial x} = 1 \cdot \left(-4\right) \cdot 1 = -4", Backward(tape, "x").LatexNumbers);
        Assert.Equal(@"\frac{\partial f}{\partial z} = \frac{\partial f}{\partial f} \cdot \frac{\partial f}{\partial z} = 1 \cdot q", Backward(tape, "z").Latex);
    }

    [Fact]
    public void Derive_chain_multipliesAllItsLinks()
    {
        var step = Backward(Computations.Run(Chain, ("X", 2)), "X");

        Assert.Contains(
            @"\frac{\partial E}{\partial E} \cdot \frac{\partial E}{\partial D} \cdot \frac{\partial D}{\partial C} \cdot \frac{\partial C}{\partial B} \cdot \frac{\partial B}{\partial A} \cdot \frac{\partial A}{\partial X}",
            step.Latex,
            StringComparison.Ordinal);
        Assert.EndsWith(@"= 1 \cdot 1 \cdot \frac{1}{2 \cdot D} \cdot \frac{1}{B} \cdot 2 \cdot A \cdot 1", step.Latex, StringComparison.Ordinal);
        Assert.EndsWith(@"= 1 \cdot 1 \cdot 0.337313 \cdot 0.111111 \cdot 6 \cdot 1 = 0.224875", step.LatexNumbers, StringComparison.Ordinal);
    }

    [Fact]
    public void Derive_throughABranchNotTaken_neverMultipliesInfinityByZero()
    {
        var step = Backward(Computations.Run("r = relu(x); f = sqrt(r)", ("x", -1)), "x");

        Assert.Equal(@"\frac{\partial f}{\partial x} = 0", step.LatexNumbers);
        Assert.Equal("x flows into r only, which does not depend on it here: nothing is sent back, whatever the upstream gradient ∞, and 0 is left.", step.Text);
    }

    [Fact]
    public void Derive_forkOverABranchNotTaken_addsNothingForIt()
    {
        var step = Backward(Computations.Run("r = relu(x); s = sqrt(r); t = 3 * x; f = s + t", ("x", -1)), "x");

        Assert.Equal(@"\frac{\partial f}{\partial x} = 0 + 1 \cdot 1 \cdot 3 = 3", step.LatexNumbers);
        Assert.Equal("x is used 2 times, so the contributions of all its uses are added: nothing from r (which does not depend on it here) and 1 · 3 from t; the sum is 3.", step.Text);
    }

    [Fact]
    public void Derive_fork_sumsOverThePaths()
    {
        var step = Backward(Computations.Run("a = 2 * x; b = x^3; f = a + b", ("x", 2)), "x");

        Assert.Equal(@"\frac{\partial f}{\partial x} = 1 \cdot 1 \cdot 2 + 1 \cdot 1 \cdot 12 = 14", step.LatexNumbers);
        Assert.Equal("x is used 2 times, so the contributions of all its uses are added: 1 · 2 from a and 1 · 12 from b; the sum is 14.", step.Text);
    }

    [Fact]
    public void Derive_operandUsedTwice_tellsThePositionsApart()
    {
        var step = Backward(Computations.Run("y = x * x", ("x", 3)), "x");

        Assert.Contains(@"\left.\frac{\partial y}{\partial x}\right|_{1}", step.Latex, StringComparison.Ordinal);
        Assert.Contains(@"\left.\frac{\partial y}{\partial x}\right|_{2}", step.Latex, StringComparison.Ordinal);
        Assert.EndsWith(@"= 1 \cdot 3 + 1 \cdot 3 = 6", step.LatexNumbers, StringComparison.Ordinal);
    }

    [Fact]
    public void Derive_network_writesTheRecursionOfErrorsInMatrixForm()
    {
        var tape = SigmoidNetwork.Run();

        Assert.Equal(@"{z}^{2} = {W}^{2} \, {a}^{1} + {b}^{2}", Forward(tape, "z2").Latex);
        Assert.Equal(@"\delta^{3} = \frac{\partial \mathit{loss}}{\partial {z}^{3}} = \frac{\partial \mathit{loss}}{\partial {a}^{3}} \odot \sigma'\left({z}^{3}\right)", Backward(tape, "z3").Latex);
        Assert.Equal(@"\delta^{2} = \frac{\partial \mathit{loss}}{\partial {z}^{2}} = \left({{W}^{3}}^{\top} \delta^{3}\right) \odot \sigma'\left({z}^{2}\right)", Backward(tape, "z2").Latex);
        Assert.Equal(@"\frac{\partial \mathit{loss}}{\partial {W}^{2}} = \delta^{2} \, {{a}^{1}}^{\top}", Backward(tape, "W2").Latex);
        Assert.Equal(@"\frac{\partial \mathit{loss}}{\partial {b}^{2}} = \delta^{2}", Backward(tape, "b2").Latex);
        Assert.Equal(
            @"\frac{\partial \mathit{loss}}{\partial {a}^{2}} = \begin{bmatrix} 3 & -1 \\ -1 & 4 \end{bmatrix}^{\top} \begin{bmatrix} -0.180555 \\ 0.234936 \end{bmatrix} = \begin{bmatrix} -0.7766 \\ 1.1203 \end{bmatrix}",
            Backward(tape, "a2").LatexNumbers);
    }

    [Fact]
    public void Derive_batch_writesOneColumnAnExampleAndSumsTheBiasOverThem()
    {
        var tape = SigmoidNetwork.Run([1, -1, 0, 0, 0.5, 2], [1, 0, 0, 1, 0.3, 0.3]);

        Assert.Equal(@"x = \begin{bmatrix} 1 & 0 & 0.5 \\ -1 & 0 & 2 \end{bmatrix}", Forward(tape, "x").LatexNumbers);
        Assert.Equal(@"\frac{\partial \mathit{loss}}{\partial {b}^{3}} = \delta^{3} \, \mathbf{1}", Backward(tape, "b3").Latex);
    }

    [Fact]
    public void Derive_networkByElements_writesEachWeight()
    {
        var tape = SigmoidNetwork.Run();
        var steps = Derive(tape, new DerivationOptions(DerivationDetail.Elements)).Steps;

        var weight = steps.Single(s => s is { Node: "W3", Phase: DerivationPhase.Backward, Index: [0, 1] });
        Assert.Equal(@"\frac{\partial \mathit{loss}}{\partial {{W}^{3}}_{12}} = {\delta^{3}}_{1} \cdot {{a}^{2}}_{2}", weight.Latex);
        Assert.Equal(@"\frac{\partial \mathit{loss}}{\partial {{W}^{3}}_{12}} = \left(-0.180555\right) \cdot 0.110737 = -0.0199942", weight.LatexNumbers);
        var sum = steps.Single(s => s is { Node: "z1", Phase: DerivationPhase.Forward, Index: [0, 1] });
        Assert.Equal(@"{{z}^{1}}_{2} = {{W}^{1}}_{21} \cdot {x}_{1} + {{W}^{1}}_{22} \cdot {x}_{2} + {{b}^{1}}_{2}", sum.Latex);
    }

    [Theory]
    [InlineData(DerivationDetail.Nodes)]
    [InlineData(DerivationDetail.Elements)]
    public void Derive_everyStep_endsWithTheNumberThatThePassesGave(DerivationDetail detail)
    {
        RandomGraph.ForAll(100, random =>
        {
            var tape = GraphSpecs.Differentiate(GraphSpecs.Graph(random.Spec, random.Inputs));
            foreach (var step in Derive(tape, new DerivationOptions(detail, 15)).Steps)
            {
                var expected = step.Phase == DerivationPhase.Forward ? tape.ValueOf(step.Node)[0] : tape.GradientOf(step.Node)[0];
                AssertClose(expected, LastNumber(step.LatexNumbers), step.LatexNumbers);
            }
        });
    }

    [Fact]
    public void Derive_elementsOfANetwork_endWithTheNumbersThatThePassesGave()
    {
        var tape = SigmoidNetwork.Run([1, -1, 0, 0, 0.5, 2], [1, 0, 0, 1, 0.3, 0.3]);
        AssertStepsEndWithNumbers(tape, new DerivationOptions(DerivationDetail.Elements, 15));
    }

    public static TheoryData<string> Operators() => [.. OperatorCatalog.All.Where(operation => !operation.IsLeaf).Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Derive_everyOperatorOfTheCatalogueElementByElement_endsWithTheNumbersThatThePassesGave(string name)
    {
        var operation = OperatorCatalog.Find(name)!;
        var random = new Random(11);
        foreach (var sample in operation.Samples)
        {
            var ids = sample.Operands.Select((_, position) => $"x{position}").ToArray();
            var inputs = ids.Zip(sample.Operands).ToDictionary(pair => pair.First, pair => Draw(random, pair.Second));
            var graph = GraphSpecs.Graph(GraphSpecs.Spec([.. ids.Select(id => GraphSpecs.Node(id, "input")), new NodeSpec("y", name, ids, sample.Attributes)]), inputs);
            var tape = GraphSpecs.Differentiate(graph);
            if (ElementCount(graph) > DerivationOptions.MaxSteps)
            {
                continue;
            }

            AssertStepsEndWithNumbers(tape, new DerivationOptions(DerivationDetail.Elements, 15));
            Assert.Equal(2 * graph.Count, Derive(tape).Steps.Count);
        }
    }

    [Fact]
    public void Derive_productsOfAllPaths_sumToTheGradient()
    {
        RandomGraph.ForAll(100, random =>
        {
            var tape = GraphSpecs.Differentiate(GraphSpecs.Graph(random.Spec, random.Inputs));
            foreach (var paths in Derive(tape, new DerivationOptions(Paths: true, MaxPaths: 2000)).Paths.Where(p => p.Count <= 2000))
            {
                Assert.Equal(paths.Count, paths.Paths.Count);
                AssertClose(tape.GradientOf(paths.Node)[0], paths.Paths.Sum(p => p.Product!.Value), paths.Node);
                Assert.All(paths.Paths, path => Assert.Equal((paths.Node, tape.Graph.OutputNode.Id), (path.Nodes[0], path.Nodes[^1])));
            }
        });
    }

    [Fact]
    public void Derive_paths_areCountedExactlyHoweverManyThereAre()
    {
        var tape = Computations.Run("a0 = x + 0; " + string.Join("; ", Enumerable.Range(1, 200).Select(i => $"a{i} = a{i - 1} + a{i - 1}")), ("x", 1));
        var paths = Assert.Single(Derive(tape, new DerivationOptions(Paths: true, MaxPaths: 5)).Paths);

        Assert.Equal(BigInteger.Pow(2, 200), paths.Count);
        Assert.Equal(5, paths.Paths.Count);
    }

    [Theory]
    [InlineData("ij,jk->ik", @"\left(\sum_{j} {A}_{ij} \, {B}_{jk}\right)_{ik}", @"\left(\sum_{k} {g}_{ik} \, {B}_{jk}\right)_{ij}", @"\left(\sum_{i} {g}_{ik} \, {A}_{ij}\right)_{jk}")]
    [InlineData("ij,ij->", @"\sum_{ij} {A}_{ij} \, {B}_{ij}", @"\left(g \, {B}_{ij}\right)_{ij}", @"\left(g \, {A}_{ij}\right)_{ij}")]
    [InlineData("ij,kl", @"\left({A}_{ij} \, {B}_{kl}\right)_{ijkl}", @"\left(\sum_{kl} {g}_{ijkl} \, {B}_{kl}\right)_{ij}", @"\left(\sum_{ij} {g}_{ijkl} \, {A}_{ij}\right)_{kl}")]
    public void Formula_einsum_sumsOverTheLettersThatItsPlaceLacks(string equation, string value, string first, string second)
    {
        var attributes = new NodeAttributes(new Dictionary<string, AttributeValue> { ["equation"] = new AttributeValue.Text(equation) });
        var terms = new LatexTerms(["A", "B"], "y", "g") { Attributes = attributes };

        Assert.Equal(value, LinearAlgebra.Einsum.Formula(terms));
        Assert.Equal(first, LinearAlgebra.Einsum.Derivative(terms, 0));
        Assert.Equal(second, LinearAlgebra.Einsum.Derivative(terms, 1));
    }

    [Fact]
    public void Derive_whatDoesNotLeadToTheOutput_hasGradientZero()
    {
        var parsed = ExpressionParser.Parse("y = 2 * x; w = u * 3; y2 = y + 1", [], ExpressionLimits.Default).Spec!;
        var tape = GraphSpecs.Differentiate(GraphSpecs.Graph(parsed, GraphSpecs.Inputs(("x", 1), ("u", 2)), "y2"));

        Assert.EndsWith("= 0", Backward(tape, "u").LatexNumbers, StringComparison.Ordinal);
        Assert.Equal("No differentiable path leads from u to y2, so its gradient is zero.", Backward(tape, "u").Text);
    }

    [Fact]
    public void Derive_outputThatIsNoNumber_isWeightedToOne()
    {
        var inputs = new Dictionary<string, Tensor> { ["a"] = new(Shape.Of(2, 2), [1, 2, 3, 4]), ["v"] = Tensor.Vector(5, 6) };
        var tape = Computations.Run("y = a @ v", inputs, [1, 10]);

        Assert.Equal(@"\frac{\partial \mathcal{L}}{\partial y} = \begin{bmatrix} 1 & 10 \end{bmatrix}", Backward(tape, "y").LatexNumbers);
        Assert.Equal(@"\frac{\partial \mathcal{L}}{\partial v} = {a}^{\top} \, \frac{\partial \mathcal{L}}{\partial y}", Backward(tape, "v").Latex);
    }

    [Fact]
    public void Derive_numbersThatAreNotFinite_areWrittenAsSymbols()
    {
        var tape = Computations.Run("y = sqrt(x); z = log(w); f = y + z", ("x", 0), ("w", 0));

        Assert.EndsWith(@"= -\infty", Forward(tape, "z").LatexNumbers, StringComparison.Ordinal);
        Assert.EndsWith(@"= \infty", Backward(tape, "x").LatexNumbers, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", string.Join(' ', Derive(tape).Steps.Select(s => s.LatexNumbers + s.Text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", "x")]
    [InlineData("x1", "{x_{1}}")]
    [InlineData("x_1", "{x_{1}}")]
    [InlineData("x'", "{x'}")]
    [InlineData("price", @"\mathit{price}")]
    [InlineData("alpha", @"\alpha")]
    [InlineData("θ", @"\theta")]
    [InlineData("Ω2", @"{\Omega_{2}}")]
    [InlineData("w_max", @"{w_{\text{max}}}")]
    [InlineData(@"\href{javascript:alert(1)}{x}", @"\text{\textbackslash{}href\{javascript:alert(1)\}\{x\}}")]
    [InlineData("a$b#c%d&e^f~g", @"\text{a\$b\#c\%d\&e\textasciicircum{}f\textasciitilde{}g}")]
    [InlineData("größe", @"\text{größe}")]
    [InlineData("עץ", @"\text{[U+05E2][U+05E5]}")]
    [InlineData("価格", @"\text{価格}")]
    [InlineData("😀", @"\text{[U+1F600]}")]
    public void Derive_name_becomesASymbolThatHoldsNoCommandOfTheUser(string id, string symbol)
    {
        var graph = GraphSpecs.Graph(GraphSpecs.Spec(GraphSpecs.Node(id, "input"), GraphSpecs.Node("out", "sin", id)), GraphSpecs.Inputs((id, 1)));

        Assert.Equal($"{symbol} = 1", Forward(GraphSpecs.Differentiate(graph), id).LatexNumbers);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1.8, "1.8")]
    [InlineData(100000, "100000")]
    [InlineData(1234567, @"1.23457 \times 10^{6}")]
    [InlineData(0.00012345678, "0.000123457")]
    [InlineData(-0.000012, @"-1.2 \times 10^{-5}")]
    [InlineData(999999.7, @"1 \times 10^{6}")]
    [InlineData(1e-300, @"1 \times 10^{-300}")]
    public void Derive_numbers_haveSixSignificantDigits(double value, string written)
    {
        Assert.Equal($"x = {written}", Forward(Computations.Run("y = x + 0", ("x", value)), "x").LatexNumbers);
    }

    [Fact]
    public void Derive_graphOfTooManyNodes_isRefused()
    {
        var tape = Computations.Run("a0 = x + 1; " + string.Join("; ", Enumerable.Range(1, 2000).Select(i => $"a{i} = sin(a{i - 1})")), ("x", 1));

        Assert.Equal("derivation-too-large", Explanation.Check(tape.Graph, new DerivationOptions())?.Code);
    }

    [Fact]
    public void Derive_tooManyElements_isRefused()
    {
        var tape = Computations.Run("y = x * x", new Dictionary<string, Tensor> { ["x"] = Tensor.Filled(Shape.Of(100, 100), 1) }, new double[10_000]);

        Assert.Equal("derivation-too-large", Explanation.Check(tape.Graph, new DerivationOptions(DerivationDetail.Elements))?.Code);
    }

    [Theory]
    [InlineData("max")]
    [InlineData("mul")]
    [InlineData("add")]
    public void Derive_nodeOfVeryManyOperands_doesNotGrowWithTheirSquare(string operation)
    {
        var ids = Enumerable.Range(0, 1500).Select(i => $"a{i}").ToArray();
        var chain = ids.Skip(1).Select((id, i) => GraphSpecs.Node(id, "sin", ids[i]));
        var tape = GraphSpecs.Differentiate(GraphSpecs.Graph(GraphSpecs.Spec([GraphSpecs.Node("a0", "input"), .. chain, GraphSpecs.Node("y", operation, ids)]), GraphSpecs.Inputs(("a0", 1))));

        Assert.InRange(Derive(tape).Latex.Length, 1, 1_000_000);
    }

    [Fact]
    public void Derive_block_holdsOneRowAStep()
    {
        var derivation = Derive(Computations.Run(Chain, ("X", 2)));

        Assert.StartsWith(@"\begin{aligned} X &= 2 \\", derivation.Latex, StringComparison.Ordinal);
        Assert.EndsWith(@"\end{aligned}", derivation.Latex, StringComparison.Ordinal);
        Assert.Equal(derivation.Steps.Count, derivation.Latex.Split(@" \\ ").Length);
    }

    private static DerivationStep Forward(Tape tape, string node) => Derive(tape).Steps.Single(s => s.Node == node && s.Phase == DerivationPhase.Forward);

    private static DerivationStep Backward(Tape tape, string node) => Derive(tape).Steps.Single(s => s.Node == node && s.Phase == DerivationPhase.Backward);

    private static Derivation Derive(Tape tape, DerivationOptions? options = null)
    {
        options ??= new DerivationOptions();
        Assert.Null(Explanation.Check(tape.Graph, options));
        return Explanation.Derive(tape, options, TestContext.Current.CancellationToken);
    }

    private static void AssertStepsEndWithNumbers(Tape tape, DerivationOptions options)
    {
        foreach (var step in Derive(tape, options).Steps)
        {
            Assert.True(tape.Graph.TryFind(step.Node, out var node));
            var values = step.Phase == DerivationPhase.Forward ? tape.Value(node) : tape.Gradient(node);
            var strides = tape.Graph[node].Shape.Strides();
            var element = (step.Index ?? []).Select((index, axis) => index * strides[axis]).Sum();
            AssertClose(values[element], LastNumber(step.LatexNumbers), step.LatexNumbers);
        }
    }

    private static long ElementCount(Graph graph)
    {
        var count = 0L;
        foreach (var node in graph.Nodes)
        {
            count += 2 * node.Shape.Count;
        }

        return count;
    }

    private static Tensor Draw(Random random, OperandSample operand) => new(operand.Shape, [.. Enumerable.Range(0, (int)operand.Shape.Count).Select(_ =>
        operand.Domain.Whole ? random.Next((int)operand.Domain.Low, (int)operand.Domain.High + 1) : operand.Domain.Low + (random.NextDouble() * (operand.Domain.High - operand.Domain.Low)))]);

    private static double LastNumber(string latex)
    {
        var match = TrailingNumber().Match(latex);
        Assert.True(match.Success, latex);
        var exponent = match.Groups[2].Success ? match.Groups[2].Value : "0";
        return double.Parse($"{match.Groups[1].Value}e{exponent}", CultureInfo.InvariantCulture);
    }

    private static void AssertClose(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-12 * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");

    [GeneratedRegex(@"= (-?[0-9.]+)(?: \\times 10\^\{(-?[0-9]+)\})?$")]
    private static partial Regex TrailingNumber();
}
