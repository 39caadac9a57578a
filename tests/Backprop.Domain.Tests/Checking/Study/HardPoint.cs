using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.CheckStudy;

/// <summary>
/// A computation whose point is placed on purpose where difference quotients are hard: beside poles, cliffs, edges of domains and kinks, among fast
/// oscillations, at large x, under cancellation and over many orders of magnitude; a third of them in batches. Written as a tree of its own, which is evaluated
/// in <see cref="BigFloat"/> without the product's graphs, operators and kernels.
/// </summary>
internal sealed class HardPoint
{
    private readonly List<Step> _steps = [];
    private readonly List<double[]> _inputs = [];
    private readonly Random _random;
    private readonly int _rows;
    private int _output;

    private HardPoint(long seed)
    {
        _random = new Random((int)(seed ^ 0x5DEECE66) & int.MaxValue);
        _rows = _random.Next(3) == 0 ? 2 + _random.Next(4) : 1;
    }

    private sealed record Step(string Op, int[] Operands, double[] Numbers);

    /// <summary>The graph, with the inputs in place.</summary>
    public Graph Graph { get; private set; } = null!;

    /// <summary>The nodes that are inputs.</summary>
    public List<int> Inputs { get; } = [];

    /// <summary>The kinds of places that were chosen.</summary>
    public string Family { get; private set; } = "";

    /// <summary>The kinds of places, and every step.</summary>
    public override string ToString() => Family + string.Join("; ", _steps.Select((s, i) => string.Create(
        CultureInfo.InvariantCulture, $"s{i} = {s.Op}({string.Join(", ", s.Operands.Select(o => $"s{o}").Concat(s.Numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture))))})")));

    public static HardPoint Make(long seed)
    {
        var point = new HardPoint(seed);
        var terms = 1 + (point._random.Next(4) == 0 ? 1 : 0);
        var made = Enumerable.Range(0, terms).Select(_ => point.Term()).ToList();
        point._output = made.Count == 1 ? point.Dress(made[0]) : point.Dress(point.Add(point.Chance(4) ? "add" : "mul", made[0], made[1]));
        if (point._rows > 1 && point.Chance(4))
        {
            point._output = point.Add("reduceSum", point._output);
        }

        point.Build();
        return point;
    }

    /// <summary>The derivatives of upstream · output with respect to an input's element, by differences over 2⁻¹⁰⁰ of x in 120 digits.</summary>
    public ReferenceDerivative Differentiate(int input, int element, double[] upstream)
    {
        var x = _inputs[input][element];
        var h = Math.ScaleB(x == 0 ? 1 : Math.Abs(x), -100);
        var (left, right, size) = Slopes(input, element, upstream, h);
        var (finerLeft, finerRight, _) = Slopes(input, element, upstream, Math.ScaleB(h, -20));
        var central = (finerLeft + finerRight) * 0.5;
        var bend = Math.Abs((double)(finerRight - finerLeft));

        // A smooth function's slopes come together with the step: by 2²⁰.
        var corner = bend > 0.5 * Math.Abs((double)(right - left)) && bend > Math.ScaleB(Math.Max(size / h, Math.Abs((double)central)), -240);
        var settled = corner || Math.Abs((double)(((left + right) * 0.5) - central)) <= (1e-15 * Math.Abs((double)central)) + Math.ScaleB(size / h, -240);
        return new ReferenceDerivative((double)finerLeft, (double)finerRight, Math.Abs((double)central) <= Math.ScaleB(size / h, -240) ? 0 : (double)central)
        {
            IsCorner = corner,
            IsKnown = settled && double.IsFinite((double)central) && (!corner || Math.Abs((double)(finerRight - right)) <= 1e-12 * Math.Abs((double)right) + 1e-300),
        };
    }

    /// <summary>The derivative where the element is moved to another number.</summary>
    public double SlopeAt(int input, int element, double[] upstream, double x)
    {
        var h = Math.ScaleB(x == 0 ? 1 : Math.Abs(x), -120);
        var (above, below) = (Evaluate(input, element, (BigFloat)x + h), Evaluate(input, element, (BigFloat)x - h));
        return (double)(above.Zip(below, (a, b) => a - b).Zip(upstream, (change, weight) => change * weight).Aggregate((a, b) => a + b) / (2 * h));
    }

    private (BigFloat Left, BigFloat Right, double Size) Slopes(int input, int element, double[] upstream, double h)
    {
        var x = _inputs[input][element];
        var here = Evaluate(input, element, x);
        var below = Evaluate(input, element, (BigFloat)x - h);
        var above = Evaluate(input, element, (BigFloat)x + h);
        var (left, right) = ((BigFloat)0, (BigFloat)0);
        var size = 0.0;
        for (var i = 0; i < here.Length; i++)
        {
            left += (here[i] - below[i]) * upstream[i];
            right += (above[i] - here[i]) * upstream[i];
            size += (above[i] - below[i]).Sign == 0 ? 0 : Math.Abs((double)here[i] * upstream[i]);
        }

        return (left / h, right / h, size);
    }

    private BigFloat[] Evaluate(int input, int element, BigFloat moved)
    {
        var values = new BigFloat[_steps.Count][];
        for (var (i, next) = (0, 0); i < _steps.Count; i++)
        {
            var step = _steps[i];
            var of = step.Operands.Select(o => values[o]).ToArray();
            values[i] = step.Op switch
            {
                "input" => [.. step.Numbers.Select((v, e) => next == input && e == element ? moved : (BigFloat)v)],
                "constant" => [step.Numbers[0]],
                "reduceSum" => [of[0].Aggregate((a, b) => a + b)],
                _ => [.. Enumerable.Range(0, of.Max(v => v.Length)).Select(e => Apply(step.Op, of[0][e % of[0].Length], of[^1][e % of[^1].Length]))],
            };
            next += step.Op == "input" ? 1 : 0;
        }

        return values[_output];
    }

    private static BigFloat Apply(string op, BigFloat a, BigFloat b) => op switch
    {
        "add" => a + b,
        "sub" => a - b,
        "mul" => a * b,
        "div" => a / b,
        "reciprocal" => 1 / a,
        "square" => a * a,
        "exp" => BigFloat.Exp(a),
        "log" => BigFloat.Log(a),
        "sqrt" => BigFloat.Sqrt(a),
        "sin" => BigFloat.SinCos(a).Sin,
        "cos" => BigFloat.SinCos(a).Cos,
        "tan" => BigFloat.SinCos(a).Sin / BigFloat.SinCos(a).Cos,
        "atan" => BigFloat.Atan(a),
        "asin" => BigFloat.Asin(a),
        "acos" => BigFloat.Acos(a),
        "tanh" => BigFloat.Tanh(a),
        "sigmoid" => BigFloat.Sigmoid(a),
        "softplus" => BigFloat.Softplus(a),
        "abs" => BigFloat.Abs(a),
        "relu" => BigFloat.Max(a, 0),
        "max" => BigFloat.Max(a, b),
        "min" => BigFloat.Min(a, b),
        _ => throw new NotSupportedException(op),
    };

    // One place that is hard, or a plain one.
    private int Term() => _random.Next(12) switch
    {
        0 => Pole(),
        1 => Oscillation(),
        2 => Cliff(),
        3 => Edge(),
        4 => LargeArgument(),
        5 => LineWithStructure(),
        6 => Cancellation(),
        7 => Kink(),
        8 => Scale(),
        9 => HeldValue(),
        _ => Plain(),
    };

    private int Pole()
    {
        Family += "pole ";
        var kind = _random.Next(4);
        var at = kind == 3 ? Math.PI / 2 : kind == 2 ? 0 : Round(Uniform(-3, 3));
        var x = Input(() => at + Signed(Power(-12, -1)));
        return kind switch
        {
            0 => Add("reciprocal", Minus(x, at)),
            1 => Add("reciprocal", Add("square", Minus(x, at))),
            2 => Add("reciprocal", x),
            _ => Add("tan", x),
        };
    }

    private int Oscillation()
    {
        Family += "oscillation ";
        var x = Input(() => Uniform(-2, 2));
        return Chance(3) ? Add("cos", Times(Add("sin", Times(x, Power(0, 4))), Power(0, 3))) : Add("sin", Times(x, Power(0, 9)));
    }

    private int Cliff()
    {
        Family += "cliff ";
        var (steep, at) = (Power(0, 11), Round(Uniform(-2, 2)));
        var x = Input(() => at + (Uniform(-4, 4) / steep));
        return Add(Chance(2) ? "tanh" : Chance(2) ? "sigmoid" : "atan", Times(Minus(x, at), steep));
    }

    private int Edge()
    {
        Family += "edge ";
        return _random.Next(5) switch
        {
            0 => Add("log", Input(() => Power(-14, 0))),
            1 => Add("sqrt", Input(() => Power(-14, 0))),
            2 => Add("acos", Input(() => 1 - Power(-12, -1))),
            3 => Add("asin", Input(() => Power(-12, -1) - 1)),
            _ => Add("log", Minus(Input(() => 1 + Power(-12, -1)), 1)),
        };
    }

    private int LargeArgument()
    {
        Family += "large ";
        return Chance(2)
            ? Add(Chance(2) ? "sin" : "cos", Input(() => Signed(Power(2, 12))))
            : Add("tan", Times(Input(() => Signed(Power(2, 8))), Power(-6, 0)));
    }

    private int LineWithStructure()
    {
        Family += "line ";
        var x = Input(() => Signed(Power(-1, 5)));
        return Add("add", Times(x, Power(-1, 6)), Add("sin", x));
    }

    private int Cancellation()
    {
        Family += "cancellation ";
        var x = Input(() => Uniform(-2, 2));
        var constant = Round(Power(0, 5));
        return _random.Next(3) switch
        {
            0 => Minus(Add("add", Add("sin", x), Constant(constant)), constant),
            1 => Add("sub", Add("exp", x), Add("add", x, Constant(1))),
            _ => Add("sub", Add("square", Add("add", x, Constant(1))), Add("add", Add("square", x), Constant(1))),
        };
    }

    private int Kink()
    {
        Family += "kink ";
        var at = Round(Uniform(-2, 2));
        var x = Input(() => Chance(8) ? at : at + Signed(Power(-10, 0)));
        return _random.Next(5) switch
        {
            0 => Add("abs", Minus(x, at)),
            1 => Add("sqrt", Add("square", Minus(x, at))),
            2 => Add("relu", Minus(x, at)),
            3 => Add("max", Times(Minus(x, at), 2), Add("sin", x)),
            _ => Add("sqrt", Add("add", Add("square", Minus(x, at)), Constant(Power(-16, -2)))),
        };
    }

    private int Scale()
    {
        Family += "scale ";
        var x = Input(() => Uniform(0.2, 2));
        return _random.Next(4) switch
        {
            0 => Add("exp", Times(x, Uniform(-50, 50))),
            1 => Times(Add("sin", x), Power(-9, 9)),
            2 => Add("exp", Add("mul", Constant(Uniform(-60, 60)), Add("log", x))),
            _ => Add("log", Add("exp", Times(x, Uniform(-50, 50)))),
        };
    }

    // A factor that the entry does not move, and that has lost digits.
    private int HeldValue()
    {
        Family += "held ";
        var x = Input(() => Uniform(-2, 2));
        var y = Input(() => Uniform(0.5, 2));
        var held = _random.Next(3) switch
        {
            0 => Minus(Add("add", y, Constant(Round(Power(0, 5)))), 1),
            1 => Add("sin", Times(y, Power(0, 6))),
            _ => Add("sub", Add("exp", y), Add("mul", y, Constant(Math.E))),
        };
        return Add("mul", x, held);
    }

    private int Plain()
    {
        Family += "plain ";
        var x = Input(() => Uniform(-2, 2));
        var other = Input(() => Uniform(-2, 2));
        string[] smooth = ["sin", "cos", "tanh", "sigmoid", "exp", "atan", "softplus", "square"];
        var a = x;
        for (var i = _random.Next(4); i >= 0; i--)
        {
            a = Add(smooth[_random.Next(smooth.Length)], a);
            a = Chance(2) ? Add(Chance(2) ? "mul" : "add", a, other) : a;
        }

        return a;
    }

    private int Dress(int term) => _random.Next(6) switch
    {
        0 => Add("tanh", Times(term, 0.1)),
        1 => Add("mul", term, Constant(Round(Uniform(-3, 3)) + 0.5)),
        2 => Add("add", term, Constant(Round(Uniform(-3, 3)))),
        _ => term,
    };

    private int Input(Func<double> place)
    {
        var numbers = Enumerable.Range(0, _rows).Select(_ => place()).ToArray();
        _inputs.Add(numbers);
        return Add(new Step("input", [], numbers));
    }

    private int Constant(double value) => Add(new Step("constant", [], [value]));

    private int Minus(int a, double b) => Add("sub", a, Constant(b));

    private int Times(int a, double b) => Add("mul", a, Constant(b));

    private int Add(string op, params int[] operands) => Add(new Step(op, operands, []));

    private int Add(Step step)
    {
        _steps.Add(step);
        return _steps.Count - 1;
    }

    private bool Chance(int of) => _random.Next(of) == 0;

    private double Uniform(double low, double high) => low + ((high - low) * _random.NextDouble());

    private double Power(double low, double high) => Math.Pow(10, Uniform(low, high));

    private double Signed(double size) => Chance(2) ? size : -size;

    private double Round(double x) => Chance(2) ? Math.Round(x) : x;

    private void Build()
    {
        string Id(int step) => string.Create(CultureInfo.InvariantCulture, $"s{step}");
        var inputs = new Dictionary<string, Tensor>();
        var nodes = new List<NodeSpec>();
        for (var i = 0; i < _steps.Count; i++)
        {
            var (op, operands, numbers) = _steps[i];
            var tensor = numbers.Length == 1 ? Tensor.Scalar(numbers[0]) : Tensor.Vector(numbers);
            nodes.Add(new NodeSpec(Id(i), op, [.. operands.Select(Id)], Value: op == "constant" ? tensor : null));
            if (op == "input")
            {
                inputs.Add(Id(i), tensor);
            }
        }

        var result = GraphBuilder.Build(new GraphSpec(nodes, Id(_output), new GraphLocator()), inputs, null, GraphLimits.Default);
        Graph = result.Graph ?? throw new InvalidOperationException(string.Join(" ", result.Issues.Select(i => i.Detail)));
        Inputs.AddRange(inputs.Keys.Select(id => Graph.TryFind(id, out var node) ? node : -1));
    }
}
