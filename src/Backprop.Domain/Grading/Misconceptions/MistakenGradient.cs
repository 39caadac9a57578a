using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Grading.Misconceptions;

// docs/decisions/0311-a-survey-goes-edge-by-edge.md
/// <summary>
/// The gradient of one node in the pass of somebody who makes one mistake there: what <see cref="MistakenRun"/> gives at that node, without the
/// rest of the pass. The gradients that come to the node are the key's, for the mistake is made after them.
/// </summary>
internal sealed class MistakenGradient(Exercise exercise)
{
    private readonly Tape _tape = exercise.Passes.WithOwnGradients();
    private readonly List<(PathEdge Path, double[] Contribution)> _edges = [];
    private int _node = -1;

    /// <summary>The gradient at a place's node; null where the mistake turns out not to be possible there.</summary>
    public double[]? At(MistakePlace place)
    {
        if (_node != place.Node)
        {
            Load(place.Node);
        }

        var gradient = new double[exercise.Slice(exercise.Gradients, place.Node).Length];
        var changed = new double[gradient.Length];
        var made = false;
        if (place.Node == exercise.Graph.Output)
        {
            exercise.Upstream.CopyTo(gradient, 0);
        }

        for (var i = 0; i < _edges.Count; i++)
        {
            var (path, contribution) = _edges[i];
            if (place.Rule is ChangedRule.OfEdge edge && (place.Consumer is null || (place.Consumer == path.Consumer && place.Position == path.Position)))
            {
                Array.Clear(changed);
                if (edge.Rule(new EdgeView(exercise, _tape, path.Consumer, path.Position, exercise.Slice(exercise.Gradients, path.Consumer), contribution), changed))
                {
                    contribution = changed;
                    made = true;
                }
            }

            if (i == 0)
            {
                contribution.CopyTo(gradient, 0);
            }
            else
            {
                TensorPrimitives.Add(gradient, contribution, gradient);
            }
        }

        if (place.Rule is ChangedRule.OfNode node)
        {
            Array.Clear(changed);
            made = node.Rule(new NodeView(exercise, _tape, place.Node, gradient), changed);
            gradient = made ? changed : gradient;
        }

        return made ? gradient : null;
    }

    /// <summary>What every edge to a node contributes in the key, in the order in which a backward pass adds it.</summary>
    private void Load(int node)
    {
        _node = node;
        _edges.Clear();
        foreach (var path in exercise.Paths(node).OrderByDescending(path => path.Consumer).ThenBy(path => path.Position))
        {
            var contribution = new double[exercise.Slice(exercise.Gradients, node).Length];
            exercise.Graph[path.Consumer].Kernel!.Backward(_tape.Frame(path.Consumer), path.Position, exercise.Slice(exercise.Gradients, path.Consumer), contribution);
            _edges.Add((path, contribution));
        }
    }
}
