using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.CheckStudy;

/// <summary>A derivative from the left, from the right and from both sides.</summary>
/// <param name="Left">From the left.</param>
/// <param name="Right">From the right.</param>
/// <param name="Central">From both sides; 0 where it is too small to be told from 0 in 120 digits.</param>
internal sealed record ReferenceDerivative(double Left, double Right, double Central)
{
    /// <summary>Whether left and right differ. A jump is none: its one-sided difference quotients settle nowhere.</summary>
    public bool IsCorner { get; init; }

    /// <summary>Whether two steps agree, and float64 takes the same branches: tanh(152) is 1 there, and less than 1 in truth.</summary>
    public bool IsKnown { get; init; }
}

/// <summary>
/// Evaluates a graph in <see cref="BigFloat"/> from the operators' published definitions, and differentiates it by differences whose own error
/// is far below float64: no derivative rule and no kernel of the product takes part.
/// </summary>
internal sealed class ReferenceEvaluator
{
    private readonly Graph _graph;
    private readonly double[] _upstream;
    private readonly BigFloat[][] _values;
    private readonly BigFloat[] _here;
    private readonly double _output;
    private readonly double _outputSize;

    /// <param name="tape">A tape after the forward pass; only its output is read, to leave out graphs whose float64 output is on another branch.</param>
    /// <param name="upstream">The gradient of the output.</param>
    public ReferenceEvaluator(Tape tape, double[] upstream)
    {
        _graph = tape.Graph;
        _upstream = upstream;
        _values = new BigFloat[_graph.Count][];
        for (var i = 0; i < upstream.Length; i++)
        {
            _output += upstream[i] * tape.Value(_graph.Output)[i];
            _outputSize += Math.Abs(upstream[i] * tape.Value(_graph.Output)[i]);
        }

        for (var node = 0; node <= _graph.Output; node++)
        {
            _values[node] = _graph[node].Kernel is null ? [.. _graph[node].Value!.Data.Select(v => (BigFloat)v)] : Evaluate(_values, _graph[node]);
        }

        _here = _values[_graph.Output];
    }

    /// <summary>The derivative of upstream · output with respect to one element.</summary>
    public ReferenceDerivative Differentiate(int leaf, int element)
    {
        // Small enough for anything that float64 could tell apart to be out of reach, large enough for 120 digits.
        var x = _graph[leaf].Value!.Data[element];
        var scale = Math.Max(Math.Abs(x), 0.01);
        var (left, right, moved) = Slopes(leaf, element, Math.ScaleB(scale, -100));
        var (finerLeft, finerRight, _) = Slopes(leaf, element, Math.ScaleB(scale, -110));
        var central = (double)((finerLeft + finerRight) * 0.5);
        var rounding = 1e-45 * moved / scale;
        var bend = Math.Abs((double)(finerRight - finerLeft));

        // A smooth function's slopes come together with the step: by 2¹⁰.
        var corner = bend > rounding + (1e-12 * Math.Abs(central)) && bend > 0.5 * Math.Abs((double)(right - left));
        var isZero = Math.Abs(central) <= rounding;
        var known = corner
            ? Math.Abs((double)(finerLeft - left)) <= (1e-12 * Math.Abs((double)left)) + rounding && Math.Abs((double)(finerRight - right)) <= (1e-12 * Math.Abs((double)right)) + rounding
            : isZero ? rounding < 1e-25 : Math.Abs((double)((left + right) * 0.5) - central) <= 1e-15 * Math.Abs(central);
        known &= Math.Abs((double)Sum([.. _here.Zip(_upstream, (value, weight) => value * weight)]) - _output) <= 1e-6 * _outputSize;
        return new ReferenceDerivative((double)finerLeft, (double)finerRight, isZero ? 0 : central) { IsCorner = corner, IsKnown = known };
    }

    /// <summary>The derivative where the element is moved to another number.</summary>
    public double SlopeAt(int leaf, int element, double x)
    {
        var h = Math.ScaleB(Math.Max(Math.Abs(x), 0.01), -110);
        var slope = (BigFloat)0;
        foreach (var ((above, below), weight) in Output(leaf, element, (BigFloat)x + h).Zip(Output(leaf, element, (BigFloat)x - h)).Zip(_upstream))
        {
            slope += (above - below) * weight;
        }

        return (double)(slope / (2 * h));
    }

    // Element by element: what the entry does not move cancels exactly, however large it is. With it, the size of the elements that move.
    private (BigFloat Left, BigFloat Right, double Moved) Slopes(int leaf, int element, double h)
    {
        var x = _graph[leaf].Value!.Data[element];
        var below = Output(leaf, element, (BigFloat)x - h);
        var above = Output(leaf, element, (BigFloat)x + h);
        var (left, right) = ((BigFloat)0, (BigFloat)0);
        var moved = 0.0;
        for (var i = 0; i < _here.Length; i++)
        {
            left += (_here[i] - below[i]) * _upstream[i];
            right += (above[i] - _here[i]) * _upstream[i];
            moved += (above[i] - below[i]).Sign == 0 ? 0 : Math.Abs((double)_here[i] * _upstream[i]);
        }

        return (left / h, right / h, moved);
    }

    // Only what depends on the leaf is evaluated again.
    private BigFloat[] Output(int leaf, int element, BigFloat x)
    {
        var values = (BigFloat[][])_values.Clone();
        var moves = new bool[_graph.Count];
        moves[leaf] = true;
        values[leaf] = [.. _values[leaf]];
        values[leaf][element] = x;
        for (var node = leaf + 1; node <= _graph.Output; node++)
        {
            foreach (var operand in _graph.Operands(node))
            {
                moves[node] |= moves[operand];
            }

            values[node] = moves[node] ? Evaluate(values, _graph[node]) : values[node];
        }

        return values[_graph.Output];
    }

    private BigFloat[] Evaluate(BigFloat[][] values, Node node)
    {
        var operands = _graph.Operands(node.Index).ToArray();
        var x = values[operands[0]];
        var shape = _graph[operands[0]].Shape;
        if (node.Operator.IsElementwise)
        {
            var broadcast = operands.Select(o => Broadcast(values[o], _graph[o].Shape, node.Shape)).ToArray();
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
                return MatMul(x, values[operands[1]], shape, _graph[operands[1]].Shape);
            case var name when name.StartsWith("reduce", StringComparison.Ordinal):
                // The study reduces the last axis or everything.
                var length = node.Shape.IsScalar ? (int)shape.Count : Last(shape);
                return PerRow(x, length, row => [Reduce(name, row)]);
            default:
                return [Loss(node, x, values[operands[1]])];
        }
    }

    private static BigFloat Elementwise(Node node, BigFloat[] x)
    {
        var a = x[0];
        var b = x[^1];
        double Attribute(string name) => node.Attributes.Number(name);
        return node.Operator.Name switch
        {
            "add" => Sum(x),
            "sub" => a - b,
            "mul" => x.Aggregate((BigFloat)1, (p, v) => p * v),
            "div" => a / b,
            "pow" => BigFloat.Exp(b * BigFloat.Log(a)),
            "max" => x.Aggregate(BigFloat.Max),
            "min" => x.Aggregate(BigFloat.Min),
            "neg" => -a,
            "abs" => BigFloat.Abs(a),
            "sign" => a > 0 ? 1 : a < 0 ? -1 : 0,
            "reciprocal" => 1 / a,
            "square" => a * a,
            "identity" => a,
            "exp" => BigFloat.Exp(a),
            "log" => BigFloat.Log(a),
            "sqrt" => BigFloat.Sqrt(a),
            "softplus" => BigFloat.Softplus(a),
            "erf" => BigFloat.Erf(a),
            "sin" => BigFloat.SinCos(a).Sin,
            "cos" => BigFloat.SinCos(a).Cos,
            "tan" => BigFloat.SinCos(a).Sin / BigFloat.SinCos(a).Cos,
            "asin" => BigFloat.Asin(a),
            "acos" => BigFloat.Acos(a),
            "atan" => BigFloat.Atan(a),
            "sinh" => (BigFloat.Exp(a) - BigFloat.Exp(-a)) * 0.5,
            "cosh" => (BigFloat.Exp(a) + BigFloat.Exp(-a)) * 0.5,
            "tanh" => BigFloat.Tanh(a),
            "sigmoid" => BigFloat.Sigmoid(a),
            "relu" => BigFloat.Max(a, 0),
            "leakyRelu" => a > 0 ? a : a * Attribute("alpha"),
            "elu" => a > 0 ? a : (BigFloat.Exp(a) - 1) * Attribute("alpha"),
            "selu" => (a > 0 ? a : (BigFloat.Exp(a) - 1) * 1.6732632423543772848) * 1.0507009873554804934,
            "gelu" => a * 0.5 * (1 + BigFloat.Erf(a / BigFloat.Sqrt(2))),
            "softsign" => a / (1 + BigFloat.Abs(a)),
            "silu" => a * BigFloat.Sigmoid(a),
            "mish" => a * BigFloat.Tanh(BigFloat.Softplus(a)),
            "hardSigmoid" => BigFloat.Max(0, BigFloat.Min(1, (a * Attribute("alpha")) + Attribute("beta"))),
            "floor" => BigFloat.Floor(a),
            "ceil" => -BigFloat.Floor(-a),
            "round" => BigFloat.Round(a),
            "clip" => BigFloat.Max(Attribute("min"), BigFloat.Min(Attribute("max"), a)),
            "greater" => a > b ? 1 : 0,
            "less" => a < b ? 1 : 0,
            "where" => a.Sign == 0 ? b : x[1],
            var name => throw new NotSupportedException(name),
        };
    }

    private static BigFloat Reduce(string name, BigFloat[] row) => name switch
    {
        "reduceSum" => Sum(row),
        "reduceMean" => Sum(row) / row.Length,
        "reduceMax" => row.Aggregate(BigFloat.Max),
        "reduceMin" => row.Aggregate(BigFloat.Min),
        "reduceProd" => row.Aggregate((p, v) => p * v),
        "reduceSumSquare" => Sum([.. row.Select(v => v * v)]),
        "reduceL1" => Sum([.. row.Select(BigFloat.Abs)]),
        "reduceL2" => BigFloat.Sqrt(Sum([.. row.Select(v => v * v)])),
        "reduceLogSumExp" => LogSumExp(row),
        _ => throw new NotSupportedException(name),
    };

    private static BigFloat Loss(Node node, BigFloat[] p, BigFloat[] t)
    {
        BigFloat Mean(Func<BigFloat, BigFloat, BigFloat> term) => Sum([.. p.Zip(t, term)]) / p.Length;
        return node.Operator.Name switch
        {
            "sumSquaredError" => Mean((a, b) => (a - b) * (a - b)) * p.Length,
            "halfSquaredError" => Mean((a, b) => (a - b) * (a - b)) * (0.5 * p.Length),
            "meanSquaredError" => Mean((a, b) => (a - b) * (a - b)),
            "meanAbsoluteError" => Mean((a, b) => BigFloat.Abs(a - b)),
            "huber" => Mean((a, b) =>
            {
                var delta = node.Attributes.Number("delta");
                var e = BigFloat.Abs(a - b);
                return e <= delta ? e * e * 0.5 : (e - (0.5 * delta)) * delta;
            }),
            "binaryCrossEntropyWithLogits" => Mean((z, b) => BigFloat.Softplus(z) - (z * b)),
            var name => throw new NotSupportedException(name),
        };
    }

    private static BigFloat[] MatMul(BigFloat[] a, BigFloat[] b, Shape left, Shape right)
    {
        var inner = Last(left);
        var rows = a.Length / inner;
        var columns = right.Rank == 1 ? 1 : Last(right);
        var product = new BigFloat[rows * columns];
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

    private static BigFloat[] PerRow(BigFloat[] x, int length, Func<BigFloat[], BigFloat[]> row) => [.. x.Chunk(length).SelectMany(row)];

    private static BigFloat Sum(BigFloat[] x) => x.Aggregate((a, b) => a + b);

    private static BigFloat LogSumExp(BigFloat[] row)
    {
        var largest = row.Aggregate(BigFloat.Max);
        return largest + BigFloat.Log(Sum([.. row.Select(v => BigFloat.Exp(v - largest))]));
    }

    private static BigFloat[] Shares(BigFloat[] row)
    {
        var total = LogSumExp(row);
        return [.. row.Select(v => BigFloat.Exp(v - total))];
    }

    private static BigFloat[] Broadcast(BigFloat[] x, Shape shape, Shape target)
    {
        var strides = shape.BroadcastStrides(target);
        return [.. Enumerable.Range(0, (int)target.Count).Select(i => x[target.IndexOf(i).Zip(strides, (index, stride) => index * stride).Sum()])];
    }
}
