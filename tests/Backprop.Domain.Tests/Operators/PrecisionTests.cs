using System.Text.Json;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;

namespace Backprop.Domain.Tests.Operators;

/// <summary>
/// Operators against numbers of 700 digits, each given as the sum of two doubles: ordinary arguments and extreme ones. A value may be off by
/// what its kernel declares as its rounding and no more, because the gradient check takes that for the noise of the function.
/// </summary>
public sealed class PrecisionTests
{
    private const double UnitRoundoff = 1.1102230246251565e-16;

    public static TheoryData<int> Elementwise => Indices("elementwise-precision");

    public static TheoryData<int> Rows => Indices("row-precision");

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void ElementwiseValue_onNumbers_isWithinItsDeclaredRounding(int index)
    {
        var (operation, attributes, points) = Read("elementwise-precision", index);
        foreach (var point in points)
        {
            var run = SampleRun.At(operation, attributes, [.. point.Operands.Select(Tensor.Scalar)]);
            AssertWithinRounding(run, point.Value, 0, point.Operands);
        }
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void ElementwiseValue_onTensors_isWithinItsDeclaredRounding(int index)
    {
        var (operation, attributes, points) = Read("elementwise-precision", index);
        var operands = Enumerable.Range(0, points[0].Operands.Length).Select(position => Tensor.Vector([.. points.Select(p => p.Operands[position])]));
        var run = SampleRun.At(operation, attributes, [.. operands]);
        for (var element = 0; element < points.Count; element++)
        {
            AssertWithinRounding(run, points[element].Value, element, points[element].Operands);
        }
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void ElementwiseDerivative_anyArgument_keepsThirteenDigits(int index)
    {
        var (operation, attributes, points) = Read("elementwise-precision", index);
        var compared = new HashSet<int>();
        foreach (var point in points)
        {
            var run = SampleRun.At(operation, attributes, [.. point.Operands.Select(Tensor.Scalar)]);
            for (var position = 0; position < point.Derivatives.Length; position++)
            {
                if (point.Derivatives[position] is { } expected)
                {
                    compared.Add(position);
                    var actual = run.Tape.Contribution(run.Tape.Graph.Output, position)[0] / run.Upstream[0];
                    Assert.True(Math.Abs(expected - actual) <= 1e-13 * Math.Abs(expected), $"∂/∂operand {position} at {string.Join(", ", point.Operands)}: expected {expected:R}, got {actual:R}");
                }
            }
        }

        var graph = SampleRun.At(operation, attributes, [.. points[0].Operands.Select(Tensor.Scalar)]).Tape.Graph;
        Assert.All(Enumerable.Range(0, points[0].Operands.Length).Where(position => graph.IsActive(graph.Output, position)), position => Assert.Contains(position, compared));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Value_ofARow_isWithinItsDeclaredRounding(int index)
    {
        var (operation, _, points) = Read("row-precision", index);
        foreach (var point in points)
        {
            var attributes = !operation.Attributes.Any(a => a.Name == "axis") ? null : new Dictionary<string, AttributeValue> { ["axis"] = new AttributeValue.Number(0) };
            var run = SampleRun.At(operation, attributes, Tensor.Vector(point.Operands));
            for (var element = 0; element < point.Values.Length; element++)
            {
                AssertWithinRounding(run, point.Values[element], element, point.Operands);
            }
        }
    }

    [Fact]
    public void ElementwiseOperators_all_haveReferenceNumbers()
    {
        using var document = PyTorchCases.Read("elementwise-precision");
        var covered = document.RootElement.EnumerateArray().Select(o => o.GetProperty("op").GetString()!).ToHashSet();
        var missing = OperatorCatalog.All.Where(o => o.IsElementwise && !covered.Contains(o.Name)).Select(o => o.Name);
        Assert.NotEmpty(covered);
        Assert.True(!missing.Any(), $"Make a row with tests/reference/reference.py scalar for {string.Join(", ", missing)}; its README shows how.");
    }

    private static void AssertWithinRounding(SampleRun run, (double High, double Low) expected, int element, double[] operands)
    {
        var output = run.Tape.Graph.Output;
        var value = run.Tape.Value(output);
        var only = new double[value.Length];
        only[element] = 1;
        var bound = (run.Tape.Graph.OutputNode.Kernel!.Rounding(run.Tape.Frame(output), only) * UnitRoundoff) + double.Epsilon;
        var error = Math.Abs(value[element] - expected.High - expected.Low);
        Assert.True(error <= bound, $"at {string.Join(", ", operands)}: {value[element]:R} is off {expected.High:R} by {error:R}, allowed {bound:R}");
    }

    private static TheoryData<int> Indices(string file)
    {
        using var document = PyTorchCases.Read(file);
        return [.. Enumerable.Range(0, document.RootElement.GetArrayLength())];
    }

    private static (Operator Operator, IReadOnlyDictionary<string, AttributeValue> Attributes, List<Point> Points) Read(string file, int index)
    {
        using var document = PyTorchCases.Read(file);
        var item = document.RootElement[index];
        var attributes = item.TryGetProperty("attributes", out var given) ? given.EnumerateObject().ToDictionary(a => a.Name, a => PyTorchCases.ReadAttribute(a.Value)) : [];
        var points = item.GetProperty("points").EnumerateArray().Select(ReadPoint).ToList();
        Assert.NotEmpty(points);
        Assert.All(points, point => Assert.NotEmpty(point.Values));
        return (OperatorCatalog.Find(item.GetProperty("op").GetString()!)!, attributes, points);
    }

    private static Point ReadPoint(JsonElement point) => new(
        [.. point[0].EnumerateArray().Select(x => x.GetDouble())],
        point[1][0].ValueKind == JsonValueKind.Array ? [.. point[1].EnumerateArray().Select(ReadPair)] : [ReadPair(point[1])],
        point.GetArrayLength() > 2 ? [.. point[2].EnumerateArray().Select(d => d.ValueKind == JsonValueKind.Null ? default(double?) : d.GetDouble())] : []);

    private static (double High, double Low) ReadPair(JsonElement pair) => (pair[0].GetDouble(), pair[1].GetDouble());

    private sealed record Point(double[] Operands, (double High, double Low)[] Values, double?[] Derivatives)
    {
        public (double High, double Low) Value => Values[0];
    }
}
