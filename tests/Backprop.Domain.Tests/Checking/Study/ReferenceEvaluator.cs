using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.CheckStudy;

/// <summary>A derivative from the left, from the right and from both sides.</summary>
/// <param name="Left">From the left.</param>
/// <param name="Right">From the right.</param>
/// <param name="Central">From both sides; 0 where it is too small to be told from 0 in 32 digits.</param>
internal sealed record ReferenceDerivative(double Left, double Right, double Central)
{
    /// <summary>Whether left and right differ. A jump is none: its one-sided difference quotients settle nowhere.</summary>
    public bool IsCorner { get; init; }

    /// <summary>Whether two steps agree, and float64 takes the same branches: tanh(152) is 1 there, and less than 1 in truth.</summary>
    public bool IsKnown { get; init; }
}

/// <summary>
/// Evaluates a graph in <see cref="DoubleDouble"/> from the operators' published definitions, and differentiates it by differences whose own error
/// is far below float64: no derivative rule and no kernel of the product takes part.
/// </summary>
internal sealed class ReferenceEvaluator
{
    private readonly Graph _graph;
    private readonly double[] _upstream;
    private readonly DoubleDouble[][] _values;
    private readonly double _output;
    private readonly double _outputSize;

    /// <param name="tape">A tape after the forward pass; only its output is read, to leave out graphs whose float64 output is on another branch.</param>
    /// <param name="upstream">The gradient of the output.</param>
    public ReferenceEvaluator(Tape tape, double[] upstream)
    {
        _graph = tape.Graph;
        _upstream = upstream;
        _values = new DoubleDouble[_graph.Count][];
        for (var i = 0; i < upstream.Length; i++)
        {
            _output += upstream[i] * tape.Value(_graph.Output)[i];
            _outputSize += Math.Abs(upstream[i] * tape.Value(_graph.Output)[i]);
        }
    }

    /// <summary>The derivative of upstream · output with respect to one element.</summary>
    public ReferenceDerivative Differentiate(int leaf, int element)
    {
        // Small enough for nearby kinks to be out of reach, large enough for 32 digits: truncation 1e-36, rounding 1e-22.
        var x = _graph[leaf].Value!.Data[element];
        var scale = Math.Max(Math.Abs(x), 0.01);
        var coarse = Differentiate(leaf, element, Math.ScaleB(scale, -30));
        var fine = Differentiate(leaf, element, Math.ScaleB(scale, -33));
        var size = Math.Max(Math.Abs((double)Output(leaf, element, x)) / scale, Math.Abs(fine.Central));
        var corner = Math.Abs(fine.Left - fine.Right) > (1e-7 * Math.Max(Math.Abs(fine.Left), Math.Abs(fine.Right))) + (1e-14 * size);
        var known = corner
            ? Close(coarse.Left, fine.Left, 1e-6) && Close(coarse.Right, fine.Right, 1e-6)
            : Close(coarse.Central, fine.Central, 1e-11);
        known &= Math.Abs((double)Output(leaf, element, x) - _output) <= 1e-6 * _outputSize;
        return fine with { Central = Math.Abs(fine.Central) < 1e-20 * size ? 0 : fine.Central, IsCorner = corner, IsKnown = known };

        bool Close(double a, double b, double relative) => Math.Abs(a - b) <= (relative * Math.Abs(b)) + (1e-21 * size);
    }

    private ReferenceDerivative Differentiate(int leaf, int element, double h)
    {
        var x = _graph[leaf].Value!.Data[element];
        DoubleDouble At(int steps) => Output(leaf, element, (DoubleDouble)x + (h * steps));
        var here = At(0);
        var (left1, left2) = (At(-1), At(-2));
        var (right1, right2) = (At(1), At(2));
        var left = ((here * 3) - (left1 * 4) + left2) / (2 * h);
        var right = ((right1 * 4) - (here * 3) - right2) / (2 * h);
        var central = (((right1 - left1) * 8) - (right2 - left2)) / (12 * h);
        return new ReferenceDerivative((double)left, (double)right, (double)central);
    }

    private DoubleDouble Output(int leaf, int element, DoubleDouble x)
    {
        foreach (var node in _graph.Nodes)
        {
            if (node.Index > _graph.Output)
            {
                break;
            }

            _values[node.Index] = node.Kernel is null ? [.. node.Value!.Data.Select(v => (DoubleDouble)v)] : Evaluate(node);
            if (node.Index == leaf)
            {
                _values[leaf][element] = x;
            }
        }

        var sum = DoubleDouble.Zero;
        for (var i = 0; i < _upstream.Length; i++)
        {
            sum += _values[_graph.Output][i] * _upstream[i];
        }

        return sum;
    }

    private DoubleDouble[] Evaluate(Node node)
    {
        var operands = _graph.Operands(node.Index).ToArray();
        var x = _values[operands[0]];
        var shape = _graph[operands[0]].Shape;
        if (node.Operator.IsElementwise)
        {
            var broadcast = operands.Select(o => Broadcast(_values[o], _graph[o].Shape, node.Shape)).ToArray();
            return [.. Enumerable.Range(0, (int)node.Shape.Count).Select(i => Elementwise(node, [.. broadcast.Select(b => b[i])]))];
        }

        switch (node.Operator.Name)
        {
            case "softmax":
                return PerRow(x, Last(shape), row => Shares(row));
            case "logSoftmax":
                return PerRow(x, Last(shape), row => [.. row.Select(v => v - LogSumExp(row))]);
            case "cumSum":
                return PerRow(x, Last(shape), row => [.. row.Select((_, i) => Sum(row[..(i + 1)]))]);
            case "matMul":
                return MatMul(x, _values[operands[1]], shape, _graph[operands[1]].Shape);
            case var name when name.StartsWith("reduce", StringComparison.Ordinal):
                // The study reduces the last axis or everything.
                var length = node.Shape.IsScalar ? (int)shape.Count : Last(shape);
                return PerRow(x, length, row => [Reduce(name, row)]);
            default:
                return [Loss(node, x, _values[operands[1]])];
        }
    }

    private static DoubleDouble Elementwise(Node node, DoubleDouble[] x)
    {
        var a = x[0];
        var b = x[^1];
        double Attribute(string name) => node.Attributes.Number(name);
        return node.Operator.Name switch
        {
            "add" => Sum(x),
            "sub" => a - b,
            "mul" => x.Aggregate(DoubleDouble.One, (p, v) => p * v),
            "div" => a / b,
            "pow" => DoubleDouble.Exp(b * DoubleDouble.Log(a)),
            "max" => x.Aggregate(DoubleDouble.Max),
            "min" => x.Aggregate(DoubleDouble.Min),
            "neg" => -a,
            "abs" => DoubleDouble.Abs(a),
            "sign" => a > 0 ? 1 : a < 0 ? -1 : 0,
            "reciprocal" => 1 / a,
            "square" => a * a,
            "identity" => a,
            "exp" => DoubleDouble.Exp(a),
            "log" => DoubleDouble.Log(a),
            "sqrt" => DoubleDouble.Sqrt(a),
            "softplus" => DoubleDouble.Softplus(a),
            "erf" => DoubleDouble.Erf(a),
            "sin" => DoubleDouble.SinCos(a).Sin,
            "cos" => DoubleDouble.SinCos(a).Cos,
            "tan" => DoubleDouble.SinCos(a).Sin / DoubleDouble.SinCos(a).Cos,
            "asin" => DoubleDouble.Asin(a),
            "acos" => (DoubleDouble.Pi * 0.5) - DoubleDouble.Asin(a),
            "atan" => DoubleDouble.Atan(a),
            "sinh" => (DoubleDouble.Exp(a) - DoubleDouble.Exp(-a)) * 0.5,
            "cosh" => (DoubleDouble.Exp(a) + DoubleDouble.Exp(-a)) * 0.5,
            "tanh" => DoubleDouble.Tanh(a),
            "sigmoid" => DoubleDouble.Sigmoid(a),
            "relu" => DoubleDouble.Max(a, 0),
            "leakyRelu" => a > 0 ? a : a * Attribute("alpha"),
            "elu" => a > 0 ? a : (DoubleDouble.Exp(a) - 1) * Attribute("alpha"),
            "selu" => (a > 0 ? a : (DoubleDouble.Exp(a) - 1) * 1.6732632423543772848) * 1.0507009873554804934,
            "gelu" => a * 0.5 * (1 + DoubleDouble.Erf(a / DoubleDouble.Sqrt(2))),
            "softsign" => a / (1 + DoubleDouble.Abs(a)),
            "silu" => a * DoubleDouble.Sigmoid(a),
            "mish" => a * DoubleDouble.Tanh(DoubleDouble.Softplus(a)),
            "hardSigmoid" => DoubleDouble.Max(0, DoubleDouble.Min(1, (a * Attribute("alpha")) + Attribute("beta"))),
            "floor" => DoubleDouble.Floor(a),
            "ceil" => -DoubleDouble.Floor(-a),
            "round" => DoubleDouble.Round(a),
            "clip" => DoubleDouble.Max(Attribute("min"), DoubleDouble.Min(Attribute("max"), a)),
            "greater" => a > b ? 1 : 0,
            "less" => a < b ? 1 : 0,
            "where" => a == 0 ? b : x[1],
            var name => throw new NotSupportedException(name),
        };
    }

    private static DoubleDouble Reduce(string name, DoubleDouble[] row) => name switch
    {
        "reduceSum" => Sum(row),
        "reduceMean" => Sum(row) / row.Length,
        "reduceMax" => row.Aggregate(DoubleDouble.Max),
        "reduceMin" => row.Aggregate(DoubleDouble.Min),
        "reduceProd" => row.Aggregate((p, v) => p * v),
        "reduceSumSquare" => Sum([.. row.Select(v => v * v)]),
        "reduceL1" => Sum([.. row.Select(DoubleDouble.Abs)]),
        "reduceL2" => DoubleDouble.Sqrt(Sum([.. row.Select(v => v * v)])),
        "reduceLogSumExp" => LogSumExp(row),
        _ => throw new NotSupportedException(name),
    };

    private static DoubleDouble Loss(Node node, DoubleDouble[] p, DoubleDouble[] t)
    {
        DoubleDouble Mean(Func<DoubleDouble, DoubleDouble, DoubleDouble> term) => Sum([.. p.Zip(t, term)]) / p.Length;
        return node.Operator.Name switch
        {
            "sumSquaredError" => Mean((a, b) => (a - b) * (a - b)) * p.Length,
            "halfSquaredError" => Mean((a, b) => (a - b) * (a - b)) * (0.5 * p.Length),
            "meanSquaredError" => Mean((a, b) => (a - b) * (a - b)),
            "meanAbsoluteError" => Mean((a, b) => DoubleDouble.Abs(a - b)),
            "huber" => Mean((a, b) =>
            {
                var delta = node.Attributes.Number("delta");
                var e = DoubleDouble.Abs(a - b);
                return e <= delta ? e * e * 0.5 : (e - (0.5 * delta)) * delta;
            }),
            "binaryCrossEntropyWithLogits" => Mean((z, b) => DoubleDouble.Softplus(z) - (z * b)),
            var name => throw new NotSupportedException(name),
        };
    }

    private static DoubleDouble[] MatMul(DoubleDouble[] a, DoubleDouble[] b, Shape left, Shape right)
    {
        var inner = Last(left);
        var rows = a.Length / inner;
        var columns = right.Rank == 1 ? 1 : Last(right);
        var product = new DoubleDouble[rows * columns];
        for (var i = 0; i < product.Length; i++)
        {
            for (var k = 0; k < inner; k++)
            {
                product[i] += a[(i / columns * inner) + k] * b[(k * columns) + (i % columns)];
            }
        }

        return product;
    }

    private static int Last(Shape shape) => shape[shape.Rank - 1];

    private static DoubleDouble[] PerRow(DoubleDouble[] x, int length, Func<DoubleDouble[], DoubleDouble[]> row) => [.. x.Chunk(length).SelectMany(row)];

    private static DoubleDouble Sum(DoubleDouble[] x) => x.Aggregate((a, b) => a + b);

    private static DoubleDouble LogSumExp(DoubleDouble[] row)
    {
        var largest = row.Aggregate(DoubleDouble.Max);
        return largest + DoubleDouble.Log(Sum([.. row.Select(v => DoubleDouble.Exp(v - largest))]));
    }

    private static DoubleDouble[] Shares(DoubleDouble[] row)
    {
        var total = LogSumExp(row);
        return [.. row.Select(v => DoubleDouble.Exp(v - total))];
    }

    private static DoubleDouble[] Broadcast(DoubleDouble[] x, Shape shape, Shape target)
    {
        var strides = shape.BroadcastStrides(target);
        return [.. Enumerable.Range(0, (int)target.Count).Select(i => x[target.IndexOf(i).Zip(strides, (index, stride) => index * stride).Sum()])];
    }
}
