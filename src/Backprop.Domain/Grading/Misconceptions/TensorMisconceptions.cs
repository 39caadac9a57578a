using Backprop.Domain.Tensors;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Mistakes with arrays: sums over the batch, transposed matrices, operands of the wrong layer.</summary>
internal static class TensorMisconceptions
{
    private static readonly string[] Products = ["matMul", "gemm"];

    public static readonly Misconception BiasNotSummed = new()
    {
        Id = "bias-not-summed",
        Title = "Bias gradient not summed over the batch",
        Explanation = "A bias is added to every example; its gradient is the sum over all of them, not their mean and not one row each.",
        Message = "{node} is added to every example: its gradient is summed over the batch, not averaged and not left apart.",
        Operators = ["add", "gemm"],
        Rules = [Rules.Times(place => IsBias(place) ? 1.0 / Repeats(place) : null)],
    };

    public static readonly Misconception Transposed = new()
    {
        Id = "transposed",
        Title = "Matrix transposed",
        Explanation = "The gradient of a matrix product multiplies with the transpose of the other matrix, on the right side; W in place of Wᵀ, or the transpose of the result, fits only square matrices.",
        Message = "A matrix is transposed here, or is not where it should be.",
        Operators = Products,
        Rules =
        [
            Rules.Edge((in EdgeView edge, Span<double> changed) =>
            {
                var other = 1 - edge.Place.Position;
                if (other < 0 || !IsSquare(edge.Graph[edge.Graph.Operands(edge.Place.Consumer)[other]].Shape))
                {
                    return false;
                }

                edge.Backward(other, TransposeSquare(edge.ValueAt(other)), changed);
                return true;
            }),
            Rules.Edge((in EdgeView edge, Span<double> changed) =>
            {
                if (edge.Place.Position > 1 || !IsSquare(edge.Operand.Shape))
                {
                    return false;
                }

                TransposeSquare(edge.Contribution).CopyTo(changed);
                return true;
            }),
        ],
    };

    public static readonly Misconception WrongLayerInput = new()
    {
        Id = "wrong-layer-input",
        Title = "Weight gradient with the wrong layer's numbers",
        Explanation = "The gradient of a layer's weights takes what enters the layer: not its pre-activation, not what leaves it.",
        Message = "The gradient of {node} takes the numbers that enter its layer, not a pre-activation and not what leaves it.",
        Operators = Products,
        Rules = [FromOperand(PreactivationOfInput), FromOperand(place => place.Consumer), FromOperand(ActivationOfOutput)],
    };

    public static readonly Misconception BroadcastNotReduced = new()
    {
        Id = "broadcast-not-reduced",
        Title = "No sum over broadcast axes",
        Explanation = "An operand that was broadcast is used once an element of the result; its gradient is the sum over all of them, not one slice.",
        Message = "{node} is broadcast: its gradient is the sum over everything that it was stretched to, not one slice of it.",
        Rules = [Slice(last: false), Slice(last: true)],
    };

    public static readonly Misconception SoftmaxDiagonal = new()
    {
        Id = "softmax-diagonal",
        Title = "Only the diagonal of the softmax",
        Explanation = "Every output of a softmax depends on every input; s(1 − s) is only the diagonal of its Jacobian.",
        Message = "Every output of the softmax depends on every input: s(1 − s) is only the diagonal.",
        Operators = ["softmax"],
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            for (var i = 0; i < changed.Length; i++)
            {
                changed[i] = edge.Upstream[i] * edge.Output[i] * (1 - edge.Output[i]);
            }

            return true;
        })],
    };

    /// <summary>How often a broadcast operand is used.</summary>
    private static long Repeats(EdgePlace place) => place.Graph[place.Consumer].Shape.Count / place.Graph[place.Operand].Shape.Count;

    /// <summary>Whether the operand is added to every row.</summary>
    private static bool IsBias(EdgePlace place) =>
        (place.Operator.Name == "add" || place.Position == 2) && Repeats(place) > 1;

    private static bool IsSquare(Shape shape) => shape.Rank == 2 && shape[0] == shape[1] && shape[0] > 1;

    private static double[] TransposeSquare(ReadOnlySpan<double> matrix)
    {
        var size = (int)Math.Round(Math.Sqrt(matrix.Length));
        var result = new double[matrix.Length];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                result[(column * size) + row] = matrix[(row * size) + column];
            }
        }

        return result;
    }

    private static ChangedRule FromOperand(Func<EdgePlace, int> instead) => Rules.Edge((in EdgeView edge, Span<double> changed) =>
    {
        var other = 1 - edge.Place.Position;
        if (other < 0 || !edge.Operand.IsVariable || instead(edge.Place) is not (>= 0 and var node))
        {
            return false;
        }

        var right = edge.Graph.Operands(edge.Place.Consumer)[other];
        if (node == right || !edge.Graph[node].Shape.Equals(edge.Graph[right].Shape))
        {
            return false;
        }

        edge.Backward(other, edge.Value(node), changed);
        return true;
    });

    private static int PreactivationOfInput(EdgePlace place)
    {
        if (place.Position > 1)
        {
            return -1;
        }

        var operands = place.Graph.Operands(place.Graph.Operands(place.Consumer)[1 - place.Position]);
        return operands.Length == 1 ? operands[0] : -1;
    }

    private static int ActivationOfOutput(EdgePlace place)
    {
        // A layer's own output is the first function of one operand after its product, with or without a bias between.
        var node = place.Consumer;
        for (var steps = 0; steps < 2; steps++)
        {
            var paths = place.Exercise.Paths(node);
            if (paths.Length != 1)
            {
                return -1;
            }

            node = paths[0].Consumer;
            if (place.Graph.Operands(node).Length == 1)
            {
                return node;
            }
        }

        return -1;
    }

    private static ChangedRule Slice(bool last) => Rules.Edge((in EdgeView edge, Span<double> changed) =>
    {
        var kernel = edge.Consumer.Kernel!;
        var bias = edge.Place.Operator.Name == "gemm" && edge.Place.Position == 2;
        if ((!kernel.IsElementwise && !bias) || edge.Upstream.Length == edge.Length || edge.Upstream.Length % edge.Length != 0)
        {
            return false;
        }

        // Everything but one of the elements that the operand was stretched to is silenced: the sum then is a slice.
        var upstream = new double[edge.Upstream.Length];
        var taken = new double[edge.Length];
        var owner = new double[edge.Upstream.Length];
        var positions = new double[edge.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = i;
        }

        StridedView.Broadcast(edge.Operand.Shape, edge.Consumer.Shape).CopyLeftToRight(positions, owner);
        for (var step = 0; step < upstream.Length; step++)
        {
            var i = last ? upstream.Length - 1 - step : step;
            ref var already = ref taken[(int)owner[i]];
            upstream[i] = already == 0 ? edge.Upstream[i] : 0;
            already = 1;
        }

        edge.Backward(upstream, changed);
        return true;
    });
}
