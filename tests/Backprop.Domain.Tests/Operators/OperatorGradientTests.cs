using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;
using ElementwiseFormula = Backprop.Domain.Explaining.ElementwiseFormula;
using LatexSymbol = Backprop.Domain.Explaining.LatexSymbol;

namespace Backprop.Domain.Tests.Operators;

/// <summary>Every operator of the catalogue, at every sample that it declares, against numeric differentiation.</summary>
public sealed class OperatorGradientTests
{
    private const double Step = 1.0 / 128;

    private static IEnumerable<Operator> Operators => OperatorCatalog.All.Where(o => !o.IsLeaf);

    public static TheoryData<string, int> Samples
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var operation in Operators)
            {
                for (var sample = 0; sample < operation.Samples.Count; sample++)
                {
                    data.Add(operation.Name, sample);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, int> ElementwiseSamples
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var row in Samples.Select(r => r.Data).Where(r => OperatorCatalog.Find(r.Item1)!.IsElementwise))
            {
                data.Add(row.Item1, row.Item2);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Contribution_ofEveryOperandElement_equalsTheNumericDerivative(string op, int sample)
    {
        var run = SampleRun.AwayFromKinks(OperatorCatalog.Find(op)!, sample, Step);
        var graph = run.Tape.Graph;
        Assert.Contains(Enumerable.Range(0, run.Operands.Count), position => graph.IsActive(graph.Output, position));
        for (var position = 0; position < run.Operands.Count; position++)
        {
            if (!graph.IsActive(graph.Output, position))
            {
                continue;
            }

            var analytic = run.Tape.Contribution(graph.Output, position).ToArray();
            for (var element = 0; element < analytic.Length; element++)
            {
                var numeric = run.NumericDerivative(position, element, Step);
                Assert.True(
                    Math.Abs(analytic[element] - numeric) <= 1e-8 * (1 + Math.Abs(numeric)),
                    string.Create(CultureInfo.InvariantCulture, $"operand {position}, element {element}: numeric {numeric:R}, analytic {analytic[element]:R}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(ElementwiseSamples))]
    public void Contribution_ofAnElementwiseOperand_isUpstreamTimesLocalSummedToItsShape(string op, int sample)
    {
        var run = SampleRun.AwayFromKinks(OperatorCatalog.Find(op)!, sample, Step);
        var graph = run.Tape.Graph;
        var node = graph.OutputNode;
        Assert.True(node.Kernel!.IsElementwise);
        for (var position = 0; position < run.Operands.Count; position++)
        {
            if (!graph.IsActive(graph.Output, position))
            {
                continue;
            }

            var operand = graph[graph.Operands(graph.Output)[position]].Shape;
            var local = new double[node.Shape.Count];
            node.Kernel.Local(run.Tape.Frame(graph.Output), position, local);
            var expected = new double[operand.Count];
            for (var element = 0; element < local.Length; element++)
            {
                expected[Broadcasting.SourceOf(element, node.Shape, operand)] += run.Upstream[element] * local[element];
            }

            Numbers.AssertNear(expected, run.Tape.Contribution(graph.Output, position).ToArray(), 1e-14, 1e-14);
        }
    }

    [Theory]
    [MemberData(nameof(ElementwiseSamples))]
    public void ElementwiseOperator_onTensors_givesWhatItGivesOnNumbers(string op, int sample)
    {
        var operation = OperatorCatalog.Find(op)!;
        var run = SampleRun.AwayFromKinks(operation, sample, Step);
        var graph = run.Tape.Graph;
        var shape = graph.OutputNode.Shape;
        for (var element = 0; element < shape.Count; element++)
        {
            var numbers = run.Operands.Select(o => Tensor.Scalar(o.Data[Broadcasting.SourceOf(element, shape, o.Shape)])).ToArray();
            var scalar = SampleRun.At(operation, operation.Samples[sample].Attributes, numbers);
            AssertUlps(scalar.Tape.Value(scalar.Tape.Graph.Output)[0], run.Tape.Value(graph.Output)[element]);
            for (var position = 0; position < numbers.Length; position++)
            {
                if (graph.IsActive(graph.Output, position))
                {
                    var local = new double[shape.Count];
                    graph.OutputNode.Kernel!.Local(run.Tape.Frame(graph.Output), position, local);
                    AssertUlps(scalar.Tape.Contribution(scalar.Tape.Graph.Output, position)[0] / scalar.Upstream[0], local[element]);
                }
            }
        }
    }

    [Fact]
    public void Operators_all_areSampledAtTwoShapesAndWithTheirAttributes()
    {
        foreach (var operation in Operators)
        {
            Assert.True(operation.Samples.Select(s => string.Join(' ', s.Operands.Select(o => o.Shape))).Distinct().Count() >= 2, $"{operation.Name} needs samples of two different shapes");
            foreach (var attribute in operation.Attributes)
            {
                Assert.True(operation.Samples.Any(s => s.Attributes?.ContainsKey(attribute.Name) == true), $"{operation.Name} needs a sample with {attribute.Name}");
            }
        }
    }

    [Fact]
    public void Formulas_ofEveryOperator_areWellFormedForSymbolsWithScripts()
    {
        foreach (var operation in Operators)
        {
            foreach (var scripted in new[] { "z^{1}", "x_{1}", "x'" })
            {
                var count = Math.Max(operation.MinimumArity, Math.Min(operation.MaximumArity, 3));
                var elementwise = operation.IsElementwise ? new ElementwiseFormula(operation, [.. Enumerable.Repeat(new LatexSymbol(scripted), count)], new LatexSymbol(scripted), null, 6) : null;
                var terms = new LatexTerms([.. Enumerable.Repeat(scripted, count)], scripted, @"\bar{y}");
                var formulas = Enumerable.Range(0, count)
                    .Select(position => elementwise is null ? operation.Derivative(terms, position) : elementwise.Local(position))
                    .Append(elementwise is null ? operation.Formula(terms) : elementwise.Value)
                    .OfType<string>();
                Assert.All(formulas, formula => Assert.True(Latex.IsBalanced(formula), $"{operation.Name}: {formula}"));
            }
        }
    }

    // Vectorised exponentials and logarithms differ from those of the C library in the last digits.
    private static void AssertUlps(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 8 * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)), $"expected {expected:R}, got {actual:R}");
}
