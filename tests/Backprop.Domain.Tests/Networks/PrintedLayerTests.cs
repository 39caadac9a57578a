using Backprop.Domain.Differentiation;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;
using Backprop.Domain.Tests.Support;
using static Backprop.Domain.Tests.Networks.NetworkCases;

namespace Backprop.Domain.Tests.Networks;

/// <summary>
/// The printed formula of every layer says what the layer computes: it is read back and computed on random numbers, by a reader that knows
/// notation and nothing else. Means and variances, which formulas only name, are computed here as the layer's summary defines them; vec is read row
/// by row, as the layers' tensors are laid out.
/// </summary>
public sealed class PrintedLayerTests
{
    private const int Batch = 4;

    public static TheoryData<string> Names => [.. LayerCatalog.ByName.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Formula_ofALayer_computesToItsResult(string name)
    {
        var formula = LayerCatalog.ByName.Find(name)!.Formula;
        Assert.True(name switch
        {
            "dense" => RowByRow(formula, new Layer("dense", [Batch, 3], ("weights", [2, 3]), ("biases", [2]))),
            "activation" => RowByRow(formula, new Layer("activation", [Batch, 3]) { Activation = "identity" }),
            "flatten" => RowByRow(formula, new Layer("flatten", [Batch, 2, 3])),
            "residual" => Residual(formula),
            "dropout" => Dropout(formula),
            "batchNorm" => Normalised(formula, new Layer("batchNorm", [Batch, 3, 2], ("gamma", [3]), ("beta", [3])), (n, c, p) => c),
            "groupNorm" => Normalised(formula, new Layer("groupNorm", [Batch, 4, 3], ("gamma", [4]), ("beta", [4])) { Attributes = { ["numGroups"] = 2 } }, (n, c, p) => (n * 2) + (c / 2)),
            "layerNorm" => Normalised(formula, new Layer("layerNorm", [Batch, 5, 1], ("gamma", [5, 1]), ("beta", [5, 1])) { Attributes = { ["axis"] = 1 } }, (n, c, p) => n),
            "rnn" => OverTime(formula, new Layer("rnn", [Batch, 3, 2], ("weights", [3, 2]), ("recurrentWeights", [3, 3]), ("biases", [3])), 1),
            "lstm" => OverTime(formula, new Layer("lstm", [Batch, 3, 2], ("weights", [12, 2]), ("recurrentWeights", [12, 3]), ("biases", [12])), 4),
            "embedding" => ByIndices(formula, new Layer("embedding", [Batch, 3], ("weights", [5, 2])) { WholeBelow = 5 }),
            "globalAveragePool" => ByIndices(formula, new Layer("globalAveragePool", [Batch, 3, 5]), [("p", 5)], ("P", 5)),
            "maxPool" => ByIndices(formula, new Layer("maxPool", [1, 1, 9]) { Lists = { ["kernelShape"] = [3], ["strides"] = [2] } }, [("k", 3)], ("s", 2), ("p", 0)),
            "averagePool" => ByIndices(formula, new Layer("averagePool", [1, 1, 9]) { Lists = { ["kernelShape"] = [3], ["strides"] = [2] } }, [("k", 3)], ("s", 2), ("p", 0), ("K", 3)),
            "conv1d" => ByIndices(
                formula,
                new Layer("conv1d", [2, 3, 9], ("weights", [2, 3, 2]), ("biases", [2])) { Lists = { ["strides"] = [2], ["dilations"] = [3], ["pads"] = [1, 1] } },
                [("c", 3), ("k", 2)],
                ("s", 2),
                ("d", 3),
                ("p", 1)),
            "conv2d" => ByIndices(
                formula,
                new Layer("conv2d", [2, 3, 6, 5], ("weights", [2, 3, 2, 3]), ("biases", [2])) { Lists = { ["strides"] = [2, 2], ["dilations"] = [1, 1], ["pads"] = [1, 1, 1, 1] } },
                [("c", 3), ("k", 2), ("l", 3)],
                ("s", 2),
                ("d", 1),
                ("p", 1)),
            _ => throw new Xunit.Sdk.XunitException($"Say here how the formula of {name} is to be read."),
        });
    }

    // Formulas of whole examples: x is one, as a row where it has one axis.
    private static bool RowByRow(string formula, Layer layer)
    {
        var z = layer.Run();
        for (var n = 0; n < Batch; n++)
        {
            var symbols = layer.Symbols();
            symbols["x"] = Example(layer.Input, n);
            symbols["x_n"] = symbols["x"];
            AssertComputes(formula, symbols, Example(z, n));
        }

        return true;
    }

    private static bool Residual(string formula)
    {
        var layer = new Layer("dense", [Batch, 3], ("weights", [3, 3]), ("biases", [3]));
        var tape = layer.Tape(new LayerSpec("residual", Attributes: new Dictionary<string, AttributeValue> { ["from"] = new AttributeValue.Text("x") }));
        for (var n = 0; n < Batch; n++)
        {
            AssertComputes(formula, new() { ["x"] = Example(Layer.Result(tape, "z1"), n), ["a"] = Example(layer.Input, n) }, Example(Layer.Result(tape, "z2"), n));
        }

        return true;
    }

    private static bool Dropout(string formula)
    {
        const double Ratio = 0.3;
        var parts = formula.Split(@", \quad ");
        var layer = new Layer("dropout", [Batch, 2500]) { Attributes = { ["ratio"] = Ratio } };
        var z = layer.Run();
        double[] mask = [.. z.Data.Select(value => value == 0 ? 0.0 : 1.0)];
        AssertComputes(parts[0], new() { ["x"] = Row(layer.Input.Data), ["m"] = Row(mask), ["r"] = PrintedArray.Scalar(Ratio) }, Row(z.Data));
        Assert.StartsWith("P(m_i = 1) = ", parts[1], StringComparison.Ordinal);

        // Four standard deviations of the mean of so many draws.
        var probability = PrintedMath.Compute(parts[1]["P(m_i = 1) = ".Length..], null, new Dictionary<string, PrintedArray> { ["r"] = PrintedArray.Scalar(Ratio) }).Value.Data[0];
        Assert.Equal(probability, mask.Average(), 4 * Math.Sqrt(Ratio * (1 - Ratio) / mask.Length));
        return true;
    }

    /// <summary>Formulas of one number, which is normalised over all that share its group.</summary>
    private static bool Normalised(string formula, Layer layer, Func<int, int, int, int> group)
    {
        var z = layer.Run();
        int[][] indices = [.. Enumerable.Range(0, z.Data.Length).Select(z.Shape.IndexOf)];
        for (var i = 0; i < z.Data.Length; i++)
        {
            var own = group(indices[i][0], indices[i][1], indices[i][2]);
            double[] shared = [.. layer.Input.Data.Where((_, other) => group(indices[other][0], indices[other][1], indices[other][2]) == own)];
            var mean = shared.Average();
            var channel = indices[i][1];
            var symbols = new Dictionary<string, double>
            {
                ["x"] = layer.Input.Data[i],
                [@"\mu"] = mean,
                [@"\sigma^2"] = shared.Average(value => (value - mean) * (value - mean)),
                [@"\gamma"] = layer.Parameters["gamma"].Data[channel],
                [@"\beta"] = layer.Parameters["beta"].Data[channel],
                [@"\epsilon"] = layer.Attributes["epsilon"],
            };
            AssertComputes(formula, symbols.ToDictionary(s => s.Key, s => PrintedArray.Scalar(s.Value)), PrintedArray.Scalar(z.Data[i]));
        }

        return true;
    }

    /// <summary>Formulas of one time step, in the order in which they are printed; the first may name the parts into which its row is divided.</summary>
    private static bool OverTime(string formula, Layer layer, int gates)
    {
        var z = layer.Run();
        var (time, units) = (z.Shape[1], z.Shape[2]);
        for (var n = 0; n < Batch; n++)
        {
            var symbols = layer.Symbols();
            symbols["h_{t-1}"] = symbols["c_{t-1}"] = Row(new double[units]);
            for (var t = 0; t < time; t++)
            {
                symbols["x_t"] = new PrintedArray(1, layer.Input.Shape[2], Rows(layer.Input, (n * time) + t));
                foreach (var line in formula.Split(@", \quad "))
                {
                    var sides = PrintedLines.Sides(line);
                    var value = PrintedMath.Compute(sides[1], null, symbols).Value;
                    var names = sides[0].Trim('(', ')').Split(", ");
                    Assert.Contains(names.Length, new[] { 1, gates });
                    for (var part = 0; part < names.Length; part++)
                    {
                        symbols[names[part]] = Row(value.Data[(part * units)..((part + 1) * units)]);
                    }
                }

                Numbers.AssertNear(Rows(z, (n * time) + t), symbols["h_t"].Data, 1e-13, 1e-12, $"h at time {t}");
                symbols["h_{t-1}"] = symbols["h_t"];
                symbols["c_{t-1}"] = symbols.GetValueOrDefault("c_t", symbols["h_t"]);
            }
        }

        return true;
    }

    /// <summary>Formulas of the element whose indices stand on the left, or of the row where the last one is left out.</summary>
    private static bool ByIndices(string formula, Layer layer, (string Name, int Extent)[]? sums = null, params (string Name, double Value)[] numbers)
    {
        var z = layer.Run();
        var (left, right) = (PrintedLines.Sides(formula)[0], PrintedLines.Sides(formula)[1]);
        var letters = left.Replace("z_", "", StringComparison.Ordinal).Trim('{', '}');
        Tensor Fit(Tensor tensor) => layer.Input.Shape[0] > 1 ? tensor : new Tensor(Shape.Of(tensor.Shape.Dimensions[^letters.Length..]), tensor.Data);
        var tensors = layer.Parameters.ToDictionary(p => layer.Symbol(p.Key), p => p.Value);
        tensors["x"] = Fit(layer.Input);
        var result = Fit(z);
        var rows = Shape.Of(result.Shape.Dimensions[..letters.Length]);
        var length = (int)(result.Shape.Count / rows.Count);
        for (var position = 0; position < rows.Count; position++)
        {
            var symbols = numbers.ToDictionary(n => n.Name, n => PrintedArray.Scalar(n.Value));
            foreach (var (letter, value) in letters.Zip(rows.IndexOf(position)))
            {
                symbols[letter.ToString()] = PrintedArray.Scalar(value);
            }

            var indices = new PrintedIndices(tensors, (sums ?? []).ToDictionary(s => s.Name, s => s.Extent));
            var computed = PrintedMath.Compute(right, null, symbols, null, indices).Value;
            Numbers.AssertNear(result.Data[(position * length)..((position + 1) * length)], computed.Data, 1e-13, 1e-12, $"{formula} at {string.Join(", ", rows.IndexOf(position))}");
        }

        return true;
    }

    private static void AssertComputes(string formula, Dictionary<string, PrintedArray> symbols, PrintedArray expected)
    {
        var sides = PrintedLines.Sides(formula);
        Assert.Equal(2, sides.Count);
        Assert.Contains(sides[0], new[] { "z", "z_n" });
        Numbers.AssertNear(expected.Data, PrintedMath.Compute(sides[1], expected, symbols).Value.Data, 1e-13, 1e-12, formula);
    }

    private static PrintedArray Example(Tensor tensor, int n) =>
        tensor.Shape.Rank == 2 ? Row(Rows(tensor, n)) : new PrintedArray(tensor.Shape[1], tensor.Shape[2], tensor.Data[(n * tensor.Shape[1] * tensor.Shape[2])..((n + 1) * tensor.Shape[1] * tensor.Shape[2])]);

    private static double[] Rows(Tensor tensor, int row)
    {
        var length = tensor.Shape[tensor.Shape.Rank - 1];
        return tensor.Data[(row * length)..((row + 1) * length)];
    }

    private static PrintedArray Row(double[] data) => new(1, data.Length, data);

    /// <summary>A layer with random numbers as its parameters and as what comes in.</summary>
    private sealed class Layer
    {
        private readonly Random _random = new(11);
        private readonly string _type;
        private readonly int[] _input;

        public Layer(string type, int[] input, params (string Name, int[] Shape)[] parameters)
        {
            _type = type;
            _input = input;
            Parameters = parameters.ToDictionary(p => p.Name, p => Draw(p.Shape, null));
            if (LayerCatalog.ByName.Find(type)!.Attributes.Any(a => a.Name == "epsilon"))
            {
                Attributes["epsilon"] = 0.2;
            }
        }

        public Dictionary<string, double> Attributes { get; } = [];

        public Dictionary<string, double[]> Lists { get; } = [];

        public string? Activation { get; init; }

        public int? WholeBelow { get; init; }

        public Dictionary<string, Tensor> Parameters { get; }

        public Tensor Input => field ??= Draw(_input, WholeBelow);

        /// <summary>What a parameter is called in formulas: a letter, or the name of one.</summary>
        public string Symbol(string parameter) => LayerCatalog.ByName.Find(_type)!.Parameters.Single(p => p.Name == parameter).Symbol;

        public Dictionary<string, PrintedArray> Symbols() => Parameters.ToDictionary(
            p => Symbol(p.Key),
            p => p.Value.Shape.Rank == 1 ? Row(p.Value.Data) : new PrintedArray(p.Value.Shape[0], p.Value.Shape[1], p.Value.Data));

        public Tape Tape(params LayerSpec[] following)
        {
            var attributes = Attributes.Select(a => (a.Key, Value: (AttributeValue)new AttributeValue.Number(a.Value))).Concat(Lists.Select(a => (a.Key, Value: (AttributeValue)new AttributeValue.Numbers(a.Value))));
            var layer = new LayerSpec(_type, Attributes: attributes.ToDictionary(a => a.Key, a => a.Value), Parameters: Parameters, Activation: Activation is null ? null : new NamedChoice(Activation));
            return GraphSpecs.Differentiate(Graph(new NetworkSpec([layer, .. following]), new Dictionary<string, Tensor> { ["x"] = Input }));
        }

        public Tensor Run()
        {
            var tape = Tape();
            return Result(tape, tape.Graph.OutputNode.Id);
        }

        public static Tensor Result(Tape tape, string id)
        {
            Assert.True(tape.Graph.TryFind(id, out var node));
            return new Tensor(tape.Graph[node].Shape, tape.ValueOf(id));
        }

        private Tensor Draw(int[] shape, int? wholeBelow)
        {
            var extents = Shape.Of(shape);
            return new Tensor(extents, [.. Enumerable.Range(0, (int)extents.Count).Select(_ => wholeBelow is { } bound ? _random.Next(bound) : (2 * _random.NextDouble()) - 1)]);
        }
    }
}
