using Backprop.Domain.Explaining;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Symbolics;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Explaining;

public sealed class SymbolicDerivativeTests
{
    public static TheoryData<string, int> ElementwiseSamples()
    {
        var samples = new TheoryData<string, int>();
        foreach (var operation in OperatorCatalog.All)
        {
            for (var sample = 0; sample < operation.Samples.Count && operation.IsElementwise; sample++)
            {
                if (operation.Samples[sample].Operands.All(operand => operand.Shape.IsScalar))
                {
                    samples.Add(operation.Name, sample);
                }
            }
        }

        return samples;
    }

    [Theory]
    [MemberData(nameof(ElementwiseSamples))]
    public void Symbolic_everyElementwiseOperator_agreesWithItsKernel(string name, int index)
    {
        var operation = OperatorCatalog.Find(name)!;
        var sample = operation.Samples[index];
        Assert.NotNull(operation.Symbolic);
        var random = new Random(7);
        for (var draw = 0; draw < 20; draw++)
        {
            var ids = sample.Operands.Select((_, position) => $"x{position}").ToArray();
            var inputs = ids.Zip(sample.Operands).ToDictionary(pair => pair.First, pair => Tensor.Scalar(Draw(random, pair.Second.Domain)));
            var node = new NodeSpec("y", name, ids, sample.Attributes);
            var graph = GraphSpecs.Graph(GraphSpecs.Spec([.. ids.Select(id => GraphSpecs.Node(id, "input")), node]), inputs);
            var tape = GraphSpecs.Differentiate(graph);
            var pool = new TermPool();
            var terms = SymbolicTerms.For(pool, operation, [.. ids.Select(pool.Variable)], graph.OutputNode.Attributes);
            AssertClose(tape.ValueOf("y")[0], Computations.Evaluate(TermWriter.Write(terms.Y, 10_000)!, inputs), $"{name} at {string.Join(", ", inputs.Values.Select(v => v.Data[0]))}");
            if (operation.Symbolic.Definition is { } definition)
            {
                AssertClose(tape.ValueOf("y")[0], Computations.Evaluate(TermWriter.Write(definition(terms), 10_000)!, inputs), $"the definition of {name}");
            }

            for (var position = 0; position < ids.Length; position++)
            {
                if (graph.IsActive(graph.Output, position))
                {
                    var written = TermWriter.Write(operation.Symbolic.Derivative(terms, position)!, 10_000)!;
                    AssertClose(tape.GradientOf(ids[position])[0], Computations.Evaluate(written, inputs), $"∂{name}/∂{position} = {written}");
                }
            }
        }
    }

    [Theory]
    [InlineData("y = price * count; z = y * discount", "price", "count * discount")]
    [InlineData("t = x + y; z = t^2", "x", "2 * (x + y)")]
    [InlineData("q = x + y; f = q * z", "x", "z")]
    [InlineData("q = x + y; f = q * z", "z", "x + y")]
    [InlineData("A = X + 1; B = A^2; C = ln(B); D = sqrt(C); E = D - 1", "X", "1 / ((X + 1) * sqrt(log((X + 1)^2)))")]
    [InlineData("y = x * x", "x", "2 * x")]
    [InlineData("y = x * x * x", "x", "3 * x^2")]
    [InlineData("y = a / b", "b", "-a / b^2")]
    [InlineData("y = a / b", "a", "1 / b")]
    [InlineData("y = -x^2", "x", "-2 * x")]
    [InlineData("y = sigmoid(x)", "x", "sigmoid(x) * (1 - sigmoid(x))")]
    [InlineData("y = leakyRelu(x, alpha=0.2)", "x", "where(greater(x, 0), 1, 0.2)")]
    [InlineData("y = exp(2 * x) - x", "x", "2 * exp(2 * x) - 1")]
    [InlineData("y = x^n", "x", "n * x^(n - 1)")]
    [InlineData("y = x^n", "n", "x^n * log(x)")]
    [InlineData("y = a + 3; z = b * 2", "a", "0")]
    [InlineData("y = (a - b) * (a - b)", "b", "-2 * (a - b)")]
    [InlineData("y = x / 4", "x", "0.25")]
    public void Differentiate_formula_givesTheTextbookDerivative(string expression, string input, string derivative)
    {
        var tape = Computations.Run(expression, [.. ExpressionInputs(expression).Select((id, i) => (id, 0.5 + i))]);
        var derivatives = SymbolicDifferentiation.Differentiate(tape.Graph, 1, 1000, TestContext.Current.CancellationToken);

        Assert.Equal(derivative, derivatives.Single(d => d.Node == input).Expression);
    }

    [Fact]
    public void Differentiate_randomGraphs_agreesWithTheGradients()
    {
        var written = 0;
        RandomGraph.ForAll(300, random =>
        {
            var tape = GraphSpecs.Differentiate(GraphSpecs.Graph(random.Spec, random.Inputs));
            foreach (var derivative in SymbolicDifferentiation.Differentiate(tape.Graph, 1, 20_000, TestContext.Current.CancellationToken))
            {
                if (derivative.Expression is not null)
                {
                    written++;
                    var inputs = random.Inputs.Where(i => derivative.Expression.Contains(i.Key, StringComparison.Ordinal)).ToDictionary();
                    AssertClose(tape.GradientOf(derivative.Node)[0], Computations.Evaluate(derivative.Expression, inputs), $"{derivative.Node}: {derivative.Expression}");
                }
            }
        });

        Assert.True(written > 500, $"only {written} derivatives were short enough");
    }

    [Theory]
    [InlineData("y = x / (x - x)")]
    [InlineData("y = x * 1e200 * 1e200")]
    [InlineData("y = x * 1e-200 * 1e-200")]
    [InlineData("y = x * (0 - 8)^(1 / 3)")]
    [InlineData("y = sigmoid(x) * (1 / 0)")]
    [InlineData("y = sin(x / (x - x))")]
    [InlineData("y = 0 * x / (x - x)")]
    public void Differentiate_formulaThatLeavesTheRangeOfNumbers_givesAReasonAndNoExpression(string expression)
    {
        var derivative = Assert.Single(SymbolicDifferentiation.Differentiate(Computations.Run(expression, ("x", 0.5)).Graph, 1, 1000, TestContext.Current.CancellationToken));

        Assert.Null(derivative.Expression);
        Assert.Contains("no finite value", derivative.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f = x / (y - y) + c1", "1", "x", "y")]
    [InlineData("f = x / (y - y) + c1^2 * b", "2 * c1 * b", "x", "y")]
    [InlineData("f = c1 + (0 - 8)^(1 / 3)", "1")]
    [InlineData("f = sin(c1) + x * 1e200 * 1e200", "cos(c1)", "x")]
    public void Differentiate_formulaOfWhichAPartLeavesTheRange_withholdsOnlyWhatContainsThatPart(string expression, string derivative, params string[] withheld)
    {
        var derivatives = SymbolicDifferentiation.Differentiate(Computations.Run(expression, [.. ExpressionInputs(expression).Select((id, i) => (id, 0.5 + i))]).Graph, 1, 1000, TestContext.Current.CancellationToken);

        Assert.Equal(derivative, derivatives.Single(d => d.Node == "c1").Expression);
        Assert.Equal(withheld, derivatives.Where(d => d.Expression is null).Select(d => d.Node).Order());
        Assert.All(derivatives, d => Assert.Equal(d.Expression is null, d.Reason?.Contains("no finite value", StringComparison.Ordinal) ?? false));
    }

    [Fact]
    public void Differentiate_anyExpression_givesWhatCanBeSentBackAndEvaluatesToTheGradientAtAnyPoint()
    {
        var written = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var expression = $"y = {RandomExpression(random, 4)} + 0 * a * b";
            double[] points = [.. Enumerable.Range(0, 6).Select(_ => Math.Round((3 * random.NextDouble()) + 0.25, 2))];
            var derivatives = SymbolicDifferentiation.Differentiate(Computations.Run(expression, ("a", points[0]), ("b", points[1])).Graph, 1, 20_000, TestContext.Current.CancellationToken);
            for (var point = 0; point < 6; point += 2)
            {
                var tape = Computations.Run(expression, ("a", points[point]), ("b", points[point + 1]));
                foreach (var derivative in derivatives.Where(d => d.Expression is not null))
                {
                    var inputs = GraphSpecs.Inputs(("a", points[point]), ("b", points[point + 1]));
                    var value = Computations.Evaluate($"{derivative.Expression} + 0 * a * b", inputs);
                    var gradient = tape.GradientOf(derivative.Node)[0];
                    if (double.IsFinite(gradient))
                    {
                        written++;
                        AssertClose(gradient, value, $"seed {seed}, ∂/∂{derivative.Node} of {expression} = {derivative.Expression}");
                    }
                }
            }
        }

        Assert.True(written > 5000, $"only {written} derivatives were evaluated");
    }

    [Theory]
    [InlineData("pi")]
    [InlineData("sin")]
    [InlineData("where")]
    [InlineData("true")]
    [InlineData("e")]
    [InlineData("c1")]
    [InlineData("x'")]
    [InlineData("größe")]
    [InlineData("σ")]
    [InlineData("ln")]
    public void Differentiate_inputOfAnyName_givesWhatCanBeSentBack(string name)
    {
        var spec = GraphSpecs.Spec(GraphSpecs.Node(name, "input"), GraphSpecs.Constant("two", 2), GraphSpecs.Node("s", "sin", name), GraphSpecs.Node("y", "mul", name, "s", "two"));
        var inputs = GraphSpecs.Inputs((name, 0.7));
        var tape = GraphSpecs.Differentiate(GraphSpecs.Graph(spec, inputs));
        var derivative = Assert.Single(SymbolicDifferentiation.Differentiate(tape.Graph, 1, 1000, TestContext.Current.CancellationToken));

        AssertClose(tape.GradientOf(name)[0], Computations.Evaluate(derivative.Expression!, inputs), derivative.Expression!);
    }

    // Numbers that fold to 0, 1 and infinity on the way are wanted here.
    private static string RandomExpression(Random random, int depth) => depth == 0 || random.Next(6) == 0
        ? random.Next(5) switch { 0 => "2", 1 => "1", 2 => "0.5", 3 => "a", _ => "b" }
        : random.Next(12) switch
        {
            0 or 1 => $"({RandomExpression(random, depth - 1)} + {RandomExpression(random, depth - 1)})",
            2 or 3 => $"({RandomExpression(random, depth - 1)} - {RandomExpression(random, depth - 1)})",
            4 or 5 => $"({RandomExpression(random, depth - 1)} * {RandomExpression(random, depth - 1)})",
            6 or 7 => $"({RandomExpression(random, depth - 1)} / {RandomExpression(random, depth - 1)})",
            8 => $"({RandomExpression(random, depth - 1)})^{random.Next(4)}",
            9 => $"-{RandomExpression(random, depth - 1)}",
            10 => $"sigmoid({RandomExpression(random, depth - 1)})",
            _ => $"sin({RandomExpression(random, depth - 1)})",
        };

    [Fact]
    public void Differentiate_withAnUpstreamGradient_multipliesByIt()
    {
        var tape = Computations.Run("y = x * z", ("x", 2), ("z", 3));
        Assert.Equal("5 * z", SymbolicDifferentiation.Differentiate(tape.Graph, 5, 100, TestContext.Current.CancellationToken)[0].Expression);
    }

    [Fact]
    public void Differentiate_formulaThatDoublesAtEveryStep_isGivenUpWithAReason()
    {
        var expression = "a0 = x + 1; " + string.Join("; ", Enumerable.Range(1, 60).Select(i => $"a{i} = sin(a{i - 1}) * cos(a{i - 1})"));
        var tape = Computations.Run(expression, ("x", 0.5));
        var derivative = Assert.Single(SymbolicDifferentiation.Differentiate(tape.Graph, 1, 10_000, TestContext.Current.CancellationToken));

        Assert.Null(derivative.Expression);
        Assert.Contains("10000 characters", derivative.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Differentiate_graphOfTensors_saysWhichNodeIsNoNumber()
    {
        var tape = Computations.Run("y = x @ x", new Dictionary<string, Tensor> { ["x"] = Tensor.Vector(1, 2) });
        var derivative = Assert.Single(SymbolicDifferentiation.Differentiate(tape.Graph, 1, 10_000, TestContext.Current.CancellationToken));

        Assert.Null(derivative.Expression);
        Assert.Contains("'x' is of shape [2]", derivative.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Differentiate_inputWhoseIdIsNoName_saysSo()
    {
        var graph = GraphSpecs.Graph(GraphSpecs.Spec(GraphSpecs.Node("my input", "input"), GraphSpecs.Node("y", "sin", "my input")), GraphSpecs.Inputs(("my input", 1)));
        var derivative = Assert.Single(SymbolicDifferentiation.Differentiate(graph, 1, 10_000, TestContext.Current.CancellationToken));

        Assert.Null(derivative.Expression);
        Assert.Contains("'my input' is not a name", derivative.Reason, StringComparison.Ordinal);
    }

    private static IEnumerable<string> ExpressionInputs(string expression) =>
        Backprop.Domain.Expressions.ExpressionParser.Parse(expression, [], Backprop.Domain.Expressions.ExpressionLimits.Default).Spec!.Nodes.Where(n => n.Op == "input").Select(n => n.Id);

    private static double Draw(Random random, SampleDomain domain) =>
        domain.Whole ? random.Next((int)domain.Low, (int)domain.High + 1) : domain.Low + (random.NextDouble() * (domain.High - domain.Low));

    private static void AssertClose(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");
}
