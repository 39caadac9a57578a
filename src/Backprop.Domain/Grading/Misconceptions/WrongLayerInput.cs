namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Weight gradient with the wrong layer's numbers.</summary>
internal static class WrongLayerInput
{
    public static readonly Misconception Declaration = new()
    {
        Id = "wrong-layer-input",
        Title = "Weight gradient with the wrong layer's numbers",
        Explanation = "The gradient of a layer's weights uses what enters the layer, not its pre-activation and not what leaves it.",
        Message = "The gradient of {node} uses the numbers that enter its layer, not a pre-activation and not what leaves it.",
        Operators = Transposed.Declaration.Operators,
        Rules = [FromOperand(PreactivationOfInput), FromOperand(place => place.Consumer), FromOperand(ActivationOfOutput)],
    };

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
            if (paths.Count != 1)
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
}
