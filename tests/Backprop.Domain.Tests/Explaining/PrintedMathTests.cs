using System.Text.RegularExpressions;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Explaining;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Explaining;

/// <summary>Derivations say the truth: what is printed is read back and computed, by a reader that knows notation and nothing else.</summary>
public sealed partial class PrintedMathTests
{
    /// <summary>Expressions in which a local derivative and a total one of the same pair are two numbers.</summary>
    private static readonly string[] Forks =
    [
        "b = a^2; f = a * b", "b = a^2; c = a * b; f = sin(c) + b", "b = a * a; f = b * a", "b = sin(a); c = b * a; f = c * a * b", "y = a / (a + 1)", "f = max(a, a * a) + a",
        "u = a * w; v = u + a; f = u * v", "x1 = a + 1; x_1 = x1 * a; f = x1 * x_1", "f = a^a", "b = exp(a); f = where(greater(a, 0), b * a, b)",
    ];

    public static TheoryData<string> Operators() => [.. OperatorCatalog.All.Where(operation => !operation.IsLeaf).Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Derive_everyOperator_printsNumbersThatComputeToWhatTheyAreSaidToBe(string name)
    {
        var operation = OperatorCatalog.Find(name)!;
        for (var sample = 0; sample < operation.Samples.Count; sample++)
        {
            var tape = SampleRun.AwayFromKinks(operation, sample, 1e-4).Tape;
            AssertNumbersHold(tape, DerivationDetail.Nodes);
            AssertNumbersHold(tape, DerivationDetail.Elements);
        }
    }

    [Fact]
    public void Derive_randomGraphs_printsNumbersThatComputeToWhatTheyAreSaidToBe()
    {
        var computed = 0;
        RandomGraph.ForAll(200, random =>
        {
            computed += AssertNumbersHold(GraphSpecs.Differentiate(GraphSpecs.Graph(random.Spec, random.Inputs)), DerivationDetail.Nodes);
        });

        Assert.True(computed > 3000, $"only {computed} sides were computed");
    }

    [Theory]
    [InlineData(DerivationDetail.Nodes)]
    [InlineData(DerivationDetail.Elements)]
    public void Derive_network_printsNumbersThatComputeToWhatTheyAreSaidToBe(DerivationDetail detail)
    {
        Assert.True(AssertNumbersHold(SigmoidNetwork.Run(), detail) > 15);
        Assert.True(AssertNumbersHold(SigmoidNetwork.Run([1, -1, 0, 0, 0.5, 2], [1, 0, 0, 1, 0.3, 0.3]), detail) > 15);
    }

    [Fact]
    public void Derive_networkWithOneColumnAnExample_givesTheRowsAndColumnsThatItShows()
    {
        var leaves = Derive(SigmoidNetwork.Run([1, -1, 0, 0, 0.5, 2], [1, 0, 0, 1, 0.3, 0.3]))
            .Select(step => (Space: Space().Match(step.Latex), step.LatexNumbers))
            .Where(step => step.Space.Success)
            .ToList();

        Assert.Contains(leaves, leaf => leaf.Space.Value == @"x \in \mathbb{R}^{2 \times 3}");
        Assert.All(leaves, leaf =>
        {
            var (shown, _) = PrintedMath.Compute(PrintedLines.Sides(leaf.LatexNumbers)[1]);
            Assert.Equal($"{shown.Rows} {shown.Columns}", $"{leaf.Space.Groups[1]} {leaf.Space.Groups[2]}");
        });
    }

    [Theory]
    [InlineData("y = a @ v", "a:2,2", "v:2")]
    [InlineData("y = v @ a", "a:2,2", "v:2")]
    [InlineData("y = v @ w", "v:3", "w:3")]
    [InlineData("y = sigmoid(a @ v + b) * b", "a:2,3", "v:3", "b:2")]
    [InlineData("y = sum(v @ a) * sum(a @ v)", "a:2,2", "v:2")]
    [InlineData("y = sum((a @ b) * c + 2 * c)", "a:2,3", "b:3,2", "c:2")]
    [InlineData("y = gemm(a, b, c, alpha=2, beta=-3, transA=true)", "a:3,2", "b:3,4", "c:4")]
    [InlineData("y = meanSquaredError(a @ b, t)", "a:2,3", "b:3,2", "t:2,2")]
    [InlineData("y = reduceL2(a * a - 1)", "a:2,3")]
    public void Derive_matricesAndVectors_printsProductsThatCanBeMultipliedOut(string expression, params string[] inputs)
    {
        var random = new Random(5);
        var values = inputs.Select(input => input.Split(':')).ToDictionary(
            input => input[0],
            input =>
            {
                var shape = Shape.Of([.. input[1].Split(',').Select(extent => int.Parse(extent, CultureInfo.InvariantCulture))]);
                return new Tensor(shape, [.. Enumerable.Range(0, (int)shape.Count).Select(_ => Math.Round((4 * random.NextDouble()) - 2, 3))]);
            });
        var run = Computations.Run(expression, values);

        Assert.True(AssertNumbersHold(run, DerivationDetail.Nodes) > inputs.Length);
        AssertNumbersHold(run, DerivationDetail.Elements);
    }

    [Fact]
    public void Derive_graphsWithForks_printsNoLineWhoseSidesDiffer()
    {
        foreach (var expression in Forks)
        {
            AssertSymbolsHold(Computations.Run(expression, [.. (expression.Contains('w', StringComparison.Ordinal) ? new[] { ("a", 3.0), ("w", 0.5) } : [("a", 3.0)])]));
        }

        RandomGraph.ForAll(150, random =>
        {
            AssertSymbolsHold(GraphSpecs.Differentiate(GraphSpecs.Graph(random.Spec, random.Inputs)));
        });
    }

    [Fact]
    public void Derive_forkWithADirectEdge_writesWhatIsHeldFixedBehindABar()
    {
        var step = Derive(Computations.Run("b = a^2; f = a * b", ("a", 3))).Single(s => s is { Node: "a", Phase: DerivationPhase.Backward });

        Assert.Equal(
            @"\frac{\partial f}{\partial a} = \frac{\partial f}{\partial f} \cdot \frac{\partial f}{\partial b} \cdot \frac{\partial b}{\partial a} + \frac{\partial f}{\partial f} \cdot \left.\frac{\partial f}{\partial a}\right|_{b} = 1 \cdot a \cdot 2 \cdot a + 1 \cdot b",
            step.Latex);
        Assert.Equal(@"\frac{\partial f}{\partial a} = 1 \cdot 3 \cdot 6 + 1 \cdot 9 = 27", step.LatexNumbers);
    }

    [Fact]
    public void Derive_graphWithOnePathBetweenEachPair_writesNoBar()
    {
        var steps = Derive(Computations.Run("A = X + 1; B = A^2; C = ln(B); D = sqrt(C); E = D - 1", ("X", 2)));

        Assert.DoesNotContain(steps, step => step.Latex.Contains(@"\right|", StringComparison.Ordinal));
    }

    [Fact]
    public void Derive_randomGraphs_saysSentencesWhoseProductsAndSumsAreRight()
    {
        var said = 0;
        RandomGraph.ForAll(100, random =>
        {
            foreach (var step in Derive(GraphSpecs.Differentiate(GraphSpecs.Graph(random.Spec, random.Inputs))).Where(step => step.Phase == DerivationPhase.Backward))
            {
                if (OneProduct().Match(step.Text) is { Success: true } one)
                {
                    said++;
                    AssertClose(Number(one.Groups[3].Value), Number(one.Groups[1].Value) * Number(one.Groups[2].Value), step.Text);
                }
                else if (Total().Match(step.Text) is { Success: true } total)
                {
                    said++;
                    AssertClose(Number(total.Groups[1].Value), PartOfSum().Matches(step.Text).Sum(part => Number(part.Groups[1].Value) * Number(part.Groups[2].Value)), step.Text);
                }
            }
        });

        Assert.True(said > 300, $"only {said} sentences were checked");
    }

    [Fact]
    public void Derive_constantNamedLikeAGeneratedOne_keepsItsLineAndItsName()
    {
        var spec = GraphSpecs.Spec(GraphSpecs.Node("x", "input"), GraphSpecs.Constant("c1", 2), GraphSpecs.Node("y", "mul", "x", "c1"));
        var steps = Derive(GraphSpecs.Differentiate(GraphSpecs.Graph(spec, GraphSpecs.Inputs(("x", 3)))));

        Assert.Contains(steps, step => step is { Node: "c1", LatexNumbers: "{c_{1}} = 2" });
        Assert.Equal(@"y = x \cdot {c_{1}}", steps.Single(step => step is { Node: "y", Phase: DerivationPhase.Forward }).Latex);
    }

    [Fact]
    public void Derive_numberInAnExpression_hasNoLineAndIsWrittenAsItself()
    {
        var steps = Derive(Computations.Run("y = x * 2", ("x", 3)));

        Assert.DoesNotContain(steps, step => step.Node == "c1");
        Assert.Equal(@"y = x \cdot 2", steps.Single(step => step is { Node: "y", Phase: DerivationPhase.Forward }).Latex);
    }

    private static int AssertNumbersHold(Tape tape, DerivationDetail detail)
    {
        if (Explanation.Check(tape.Graph, new DerivationOptions(detail)) is not null)
        {
            return 0;
        }

        var derivation = Explanation.Derive(tape, new DerivationOptions(detail, 15, Paths: true), TestContext.Current.CancellationToken);
        return derivation.Steps.Sum(step => PrintedLines.AssertNumbersHold(step.LatexNumbers)) +
            derivation.Paths.SelectMany(paths => paths.Paths).Sum(path => path.LatexNumbers is { } line ? PrintedLines.AssertNumbersHold($"p = {line}") : 0);
    }

    private static void AssertSymbolsHold(Tape tape)
    {
        var graph = tape.Graph;
        var steps = Derive(tape);
        var nodes = new Dictionary<string, int>();
        foreach (var step in steps.Where(step => step.Phase == DerivationPhase.Forward))
        {
            Assert.True(graph.TryFind(step.Node, out var node));
            Assert.True(nodes.TryAdd(Regex.Split(step.Latex, @" = | \\in ")[0], node), $"two nodes are called alike: {step.Latex}");
        }

        var symbols = nodes.ToDictionary(pair => pair.Key, pair => PrintedArray.Scalar(tape.Value(pair.Value)[0]));
        foreach (var line in steps.Select(step => step.Latex).Where(line => !line.Contains(@"\in ", StringComparison.Ordinal)))
        {
            var sides = PrintedLines.Sides(line).Select(side => PrintedMath.Compute(side, null, symbols, Partial)).ToList();
            Assert.True(sides.Count > 1, line);
            Assert.All(sides, side => PrintedLines.AssertEqual(sides[0].Value, side.Value, Math.Max(side.Scale, sides[0].Scale) * 10, line));
        }

        // ∂a/∂b without a bar is the total derivative. Behind a bar, the positions that are meant, and what is held fixed: all else moves along.
        double Partial(string above, string below, IReadOnlyList<string> conditions)
        {
            var (node, operand) = (nodes[above], nodes[below]);
            if (conditions.Count == 0)
            {
                return Total(node, operand);
            }

            var operands = graph.Operands(node);
            var sum = 0.0;
            for (var position = 0; position < operands.Length; position++)
            {
                var isFixed = conditions.Any(condition => nodes.TryGetValue(condition, out var other) && other == graph.Operands(node)[position]);
                var isOtherPosition = operands[position] == operand && conditions.Any(condition => int.TryParse(condition, CultureInfo.InvariantCulture, out var meant) && meant != position + 1);
                if (!isFixed && !isOtherPosition && graph.IsActive(node, position))
                {
                    Span<double> local = [0];
                    graph[node].Kernel!.Local(tape.Frame(node), position, local);
                    sum += local[0] * Total(operands[position], operand);
                }
            }

            return sum;
        }

        double Total(int node, int operand)
        {
            var part = GraphSpecs.Differentiate(GraphSpecs.Graph(graph.Spec, graph.Nodes.ToArray().Where(n => n.IsVariable).ToDictionary(n => n.Id, n => Tensor.Scalar(tape.Value(n.Index)[0])), graph[node].Id));
            return part.GradientOf(graph[operand].Id)[0];
        }
    }

    private static IReadOnlyList<DerivationStep> Derive(Tape tape) => Explanation.Derive(tape, new DerivationOptions(Digits: 15), TestContext.Current.CancellationToken).Steps;

    private static double Number(string plain)
    {
        var parts = plain.Replace('−', '-').Split("×10");
        var exponent = parts.Length == 1 ? "0" : string.Concat(parts[1].Select(c => c == '⁻' ? '-' : (char)('0' + "⁰¹²³⁴⁵⁶⁷⁸⁹".IndexOf(c, StringComparison.Ordinal))));
        return double.Parse($"{parts[0]}e{exponent}", CultureInfo.InvariantCulture);
    }

    private static void AssertClose(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-12 * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");

    [GeneratedRegex(@"upstream gradient ([−0-9.×⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+) times the local derivative ([−0-9.×⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+) gives ([−0-9.×⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)\.$")]
    private static partial Regex OneProduct();

    [GeneratedRegex(@"added: (?!.* and \d+ more;).*?; the sum is ([−0-9.×⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)\.$")]
    private static partial Regex Total();

    [GeneratedRegex(@"([−0-9.×⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+) · ([−0-9.×⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+) from")]
    private static partial Regex PartOfSum();

    [GeneratedRegex(@"^\S+ \\in \\mathbb\{R\}\^\{(\d+) \\times (\d+)\}$")]
    private static partial Regex Space();
}
