using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Randomness;
using Backprop.Domain.Tensors;

namespace Backprop.CheckStudy;

/// <summary>
/// A random computation of smooth and kinked operators, scalars or small tensors, with operands kept in the operators' domains. The same for
/// the same seed on every machine.
/// </summary>
internal static class StudyGraph
{
    private static readonly string[] Bounded = ["sin", "cos", "tanh", "sigmoid", "atan", "softsign", "erf"];

    private static readonly string[] Unary =
    [
        .. Bounded, "neg", "identity", "exp", "square", "softplus", "sinh", "cosh", "gelu", "silu", "mish",
        "relu", "abs", "leakyRelu", "elu", "selu", "hardSigmoid", "clip", "log", "sqrt", "reciprocal", "tan", "asin", "acos",
        "floor", "ceil", "round", "sign",
    ];

    private static readonly string[] Binary = ["add", "add", "sub", "mul", "mul", "div", "pow", "max", "min", "greater", "less"];

    private static readonly string[] Reductions =
        ["reduceSum", "reduceMean", "reduceMax", "reduceMin", "reduceProd", "reduceSumSquare", "reduceL1", "reduceL2", "reduceLogSumExp"];

    private static readonly string[] Losses =
        ["sumSquaredError", "halfSquaredError", "meanSquaredError", "meanAbsoluteError", "huber", "binaryCrossEntropyWithLogits"];

    public static Graph Make(long seed)
    {
        var random = new SeededRandom(seed);
        var draft = new Draft(ref random, tensors: random.NextInt(3) == 0);
        var size = 3 + random.NextInt(28);
        while (draft.Count < size)
        {
            draft.Grow(ref random);
        }

        var spec = new GraphSpec(draft.Nodes, draft.Finish(), new GraphLocator());
        var result = GraphBuilder.Build(spec, draft.Inputs, null, GraphLimits.Default);
        return result.Graph ?? throw new InvalidOperationException(string.Join(" ", result.Issues.Select(i => i.Detail)));
    }

    private sealed class Draft
    {
        private readonly List<(string Id, Shape Shape)> _known = [];
        private readonly bool _tensors;

        public Draft(ref SeededRandom random, bool tensors)
        {
            _tensors = tensors;
            var inputs = 1 + random.NextInt(tensors ? 3 : 5);
            for (var i = 0; i < inputs; i++)
            {
                var shape = tensors ? (i == 0 ? 2 : random.NextInt(3)) switch { 0 => Shape.Scalar, 1 => Shape.Of(3), _ => Shape.Of(2, 3) } : Shape.Scalar;
                var data = new double[shape.Count];
                for (var element = 0; element < data.Length; element++)
                {
                    data[element] = Number(ref random);
                }

                var id = string.Create(CultureInfo.InvariantCulture, $"x{i}");
                Nodes.Add(new NodeSpec(id, "input", []));
                Inputs.Add(id, new Tensor(shape, data));
                _known.Add((id, shape));
            }
        }

        public List<NodeSpec> Nodes { get; } = [];

        public Dictionary<string, Tensor> Inputs { get; } = [];

        public int Count => Nodes.Count;

        public void Grow(ref SeededRandom random)
        {
            var a = Any(ref random);
            if (_tensors && random.NextInt(4) == 0)
            {
                GrowTensor(ref random, a);
            }
            else if (random.NextInt(2) == 0)
            {
                GrowUnary(ref random, a);
            }
            else
            {
                GrowBinary(ref random, a, Any(ref random));
            }
        }

        /// <summary>Adds up what nothing uses yet, so that most of the graph matters.</summary>
        public string Finish()
        {
            var used = Nodes.SelectMany(n => n.Inputs).ToHashSet(StringComparer.Ordinal);
            var ends = _known.Where(n => !used.Contains(n.Id)).ToList();
            return ends.Count == 1 ? ends[0].Id : Add("add", ends[0].Shape, null, [.. ends.Select(e => e.Id)]).Id;
        }

        private static double Number(ref SeededRandom random) => random.NextInt(10) switch
        {
            0 => random.NextInt(5) - 2,
            1 => random.NextDouble(-2, 2) * Math.Pow(10, random.NextInt(6) - 3),
            2 or 3 => Math.Round(random.NextDouble(-3, 3), 1),
            _ => random.NextDouble(-2, 2),
        };

        private (string Id, Shape Shape) Any(ref SeededRandom random) =>
            _known[random.NextInt(3) == 0 ? random.NextInt(_known.Count) : _known.Count - 1 - random.NextInt(Math.Min(_known.Count, 6))];

        private void GrowUnary(ref SeededRandom random, (string Id, Shape Shape) x)
        {
            var op = Unary[random.NextInt(Unary.Length)];

            // Jumps leave no gradient behind them: fewer of them.
            op = op is "floor" or "ceil" or "round" or "sign" && random.NextInt(3) > 0 ? "sin" : op;
            switch (op)
            {
                case "log" or "sqrt" or "reciprocal":
                    x = Add("softplus", x.Shape, null, x.Id);
                    break;
                case "asin" or "acos" or "tan":
                    x = Add("sin", x.Shape, null, x.Id);
                    x = Add("mul", x.Shape, null, x.Id, Constant(0.9));
                    break;
                case "exp" or "sinh" or "cosh" or "square" when random.NextInt(2) == 0:
                    x = Add(Bounded[random.NextInt(Bounded.Length)], x.Shape, null, x.Id);
                    break;
                default:
                    break;
            }

            Dictionary<string, AttributeValue>? attributes = op == "clip"
                ? new() { ["min"] = new AttributeValue.Number(-0.7), ["max"] = new AttributeValue.Number(1.1) }
                : null;
            Add(op, x.Shape, attributes, x.Id);
        }

        private void GrowBinary(ref SeededRandom random, (string Id, Shape Shape) a, (string Id, Shape Shape) b)
        {
            var op = Binary[random.NextInt(Binary.Length)];
            var shape = Shape.Broadcast(a.Shape, b.Shape);
            if (shape is null)
            {
                return;
            }

            switch (op)
            {
                case "div":
                    b = Add("softplus", b.Shape, null, b.Id);
                    break;
                case "pow":
                    a = Add("softplus", a.Shape, null, a.Id);
                    b = Add("tanh", b.Shape, null, b.Id);
                    break;
                case "greater" or "less":
                    var condition = Add(op, shape, null, a.Id, b.Id);
                    Add("where", shape, null, condition.Id, b.Id, a.Id);
                    return;
                default:
                    break;
            }

            Add(op, shape, null, a.Id, b.Id);
            if (op == "mul" && random.NextInt(2) == 0)
            {
                Add("tanh", shape, null, _known[^1].Id);
            }
        }

        private void GrowTensor(ref SeededRandom random, (string Id, Shape Shape) x)
        {
            if (x.Shape.IsScalar)
            {
                return;
            }

            var last = x.Shape[x.Shape.Rank - 1];
            switch (random.NextInt(4))
            {
                case 0:
                    var op = random.NextInt(3) switch { 0 => "softmax", 1 => "logSoftmax", _ => "cumSum" };
                    Add(op, x.Shape, Axis(op == "cumSum" ? x.Shape.Rank - 1 : -1), x.Id);
                    break;
                case 1:
                    var reduction = Reductions[random.NextInt(Reductions.Length)];
                    Add(reduction, Shape.Scalar, null, x.Id);
                    break;
                case 2:
                    var partial = Reductions[random.NextInt(Reductions.Length)];
                    var kept = Shape.Of([.. x.Shape.Dimensions[..^1], 1]);
                    Add(
                        partial,
                        kept,
                        new() { ["axes"] = new AttributeValue.Numbers([-1]), ["keepDims"] = new AttributeValue.Flag(true) },
                        x.Id);
                    break;
                default:
                    if (x.Shape.Rank == 2 && last == 3)
                    {
                        var vector = _known.FindLast(n => n.Shape.Rank == 1 && n.Shape[0] == 3);
                        if (vector.Id is not null)
                        {
                            var product = Add("matMul", Shape.Of(2), null, x.Id, vector.Id);

                            // Its shape fits no other: only its sum is known to what follows.
                            _known.RemoveAt(_known.Count - 1);
                            Add("reduceSum", Shape.Scalar, null, product.Id);
                        }
                    }

                    var other = _known.FindLast(n => n.Shape.Equals(x.Shape) && n.Id != x.Id);
                    if (other.Id is not null)
                    {
                        var loss = Losses[random.NextInt(Losses.Length)];
                        Add(loss, Shape.Scalar, null, x.Id, loss == "binaryCrossEntropyWithLogits" ? Add("sigmoid", x.Shape, null, other.Id).Id : other.Id);
                    }

                    break;
            }
        }

        private static Dictionary<string, AttributeValue> Axis(int axis) => new() { ["axis"] = new AttributeValue.Number(axis) };

        private string Constant(double value)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"c{Nodes.Count}");
            Nodes.Add(new NodeSpec(id, "constant", [], Value: Tensor.Scalar(value)));
            return id;
        }

        private (string Id, Shape Shape) Add(string op, Shape shape, Dictionary<string, AttributeValue>? attributes, params string[] operands)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"n{Nodes.Count}");
            Nodes.Add(new NodeSpec(id, op, operands, attributes));
            _known.Add((id, shape));
            return _known[^1];
        }
    }
}
