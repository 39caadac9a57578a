using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Operators.Families;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Networks;

/// <content>The loss and its penalty.</content>
public sealed partial class NetworkExpansion
{
    private void AddLoss(string? prediction)
    {
        if (_spec.L2 > 0 && prediction is not null && !Parameters.Exists(p => p.Definition.IsWeight))
        {
            Report(Root["l2"], "penalty-without-weights", "l2 penalises weights, but no layer of the network has any. Leave l2 out.");
            return;
        }

        if (_spec.Loss is null)
        {
            if (_spec.L2 > 0)
            {
                Report(Root["l2"], "penalty-without-loss", "l2 adds a penalty to the loss, but the network has none. Name a loss.");
            }

            return;
        }

        var lossPlace = Root["loss"];
        var loss = NetworkChoices.FindLoss(_spec.Loss, lossPlace, _issues);
        if (!_inputs.Remove(Targets, out var targets))
        {
            Report(Place.Inputs[Targets], "missing-input", "The input 'y' has no value. The loss needs the targets under inputs.");
            return;
        }

        if (!IsUsable(targets, Targets) || loss is null || prediction is null)
        {
            return;
        }

        var fitted = NetworkLoss.Fit(loss, targets, _shapes[prediction], out var mistake);
        if (fitted is null)
        {
            Report(Place.Inputs[Targets], "shape-mismatch", mistake!);
            return;
        }

        if (loss.Loss!.TakesClasses && _shapes[prediction].Rank > 2)
        {
            var shape = _shapes[prediction];
            Add(new NodeSpec("scores", Shaping.Reshape.Name, [prediction], new Dictionary<string, AttributeValue> { ["shape"] = new AttributeValue.Numbers([-1, shape[shape.Rank - 1]]) }), new NodeOrigin(lossPlace));
            prediction = "scores";
        }

        var leaf = Use == NetworkUse.Computation ? Leaves.Input : Leaves.Constant;
        Add(new NodeSpec(Targets, leaf.Name, [], Value: fitted), new NodeOrigin(Place.Inputs[Targets], ValuePlace: Place.Inputs[Targets]));
        var dataLoss = _spec.L2 > 0 ? "dataLoss" : LossNode;
        if (Add(new NodeSpec(dataLoss, loss.Name, [prediction, Targets], _spec.Loss.Attributes), new NodeOrigin(lossPlace, _spec.Loss.Attributes, lossPlace)) && _spec.L2 > 0)
        {
            AddPenalty();
        }
    }

    /// <summary>penalty = ½·λ·Σ‖W‖²: the squares of each weight matrix, their sum, times λ/2.</summary>
    private void AddPenalty()
    {
        var origin = new NodeOrigin(Root["l2"]);
        // docs/decisions/0082-penalty-from-plain-operators.md
        var squares = new List<string>();
        foreach (var weight in Parameters.Where(p => p.Definition.IsWeight))
        {
            squares.Add($"squares{weight.Id}");
            Add(new NodeSpec(squares[^1], Reductions.ReduceSumSquare.Name, [weight.Id]), origin);
        }

        var sum = squares[0];
        if (squares.Count > 1)
        {
            sum = "squares";
            Add(new NodeSpec(sum, Arithmetic.Add.Name, squares), origin);
        }

        Add(new NodeSpec("halfL2", Leaves.Constant.Name, [], Value: Tensor.Scalar(_spec.L2 / 2)), origin);
        Add(new NodeSpec("penalty", Arithmetic.Mul.Name, ["halfL2", sum]), origin);
        Add(new NodeSpec(LossNode, Arithmetic.Add.Name, ["dataLoss", "penalty"]), origin);
    }
}
