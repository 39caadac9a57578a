using Backprop.Domain.Differentiation;
using Backprop.Domain.Exercises;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>One place in an exercise where one form of a misconception can happen.</summary>
/// <param name="Misconception">Which.</param>
/// <param name="Rule">What is computed instead.</param>
/// <param name="Node">The node whose gradient comes out wrong.</param>
/// <param name="Consumer">The node that the gradient comes from; null where the mistake is about no single edge.</param>
/// <param name="Position">The position of <paramref name="Node"/> among the consumer's operands.</param>
public sealed record MistakePlace(Misconception Misconception, ChangedRule Rule, int Node, int? Consumer = null, int? Position = null);

/// <summary>The backward pass of somebody who makes one mistake and goes on from it rightly.</summary>
public sealed class MistakenRun(Exercise exercise)
{
    private readonly Tape _tape = exercise.Passes.WithOwnGradients();

    /// <summary>Every place where a misconception can happen, whether or not it shows there.</summary>
    public static IEnumerable<MistakePlace> Places(Exercise exercise)
    {
        for (var node = exercise.Graph.Count - 1; node >= 0; node--)
        {
            if (!exercise.Graph.LeadsToOutput(node) || exercise.Graph[node].IsConstant)
            {
                continue;
            }

            var paths = exercise.Paths(node);
            var together = new HashSet<ChangedRule>();
            foreach (var path in paths)
            {
                foreach (var form in MisconceptionCatalog.AtEdges(exercise.Graph[path.Consumer].Operator))
                {
                    if (!form.Changed.Together)
                    {
                        yield return new MistakePlace(form.Misconception, form.Changed, node, path.Consumer, path.Position);
                    }
                    else if (paths.Count > 1 && together.Add(form.Changed))
                    {
                        yield return new MistakePlace(form.Misconception, form.Changed, node);
                    }
                }
            }

            foreach (var form in MisconceptionCatalog.AtNodes)
            {
                yield return new MistakePlace(form.Misconception, form.Changed, node);
            }
        }
    }

    /// <summary>
    /// All gradients, each at its node's place in the arena, of somebody who makes a mistake at a place; null where the mistake turns out
    /// not to be possible there.
    /// </summary>
    public double[]? Gradients(MistakePlace place, CancellationToken cancellationToken)
    {
        var made = new bool[1];
        BackwardPass.Run(_tape, exercise.Upstream, new Mistake(exercise, place, made), cancellationToken);
        return made[0] ? _tape.Gradients.AsSpan().ToArray() : null;
    }

    private readonly struct Mistake(Exercise exercise, MistakePlace place, bool[] made) : IBackwardRule
    {
        public void Complete(Tape tape, int node, Span<double> gradient)
        {
            if (node != place.Node || place.Rule is not ChangedRule.OfNode rule)
            {
                return;
            }

            var changed = new double[gradient.Length];
            made[0] |= rule.Rule(new NodeView(exercise, tape, node, gradient), changed) && changed.AsSpan().TryCopyTo(gradient);
        }

        public void Contribute(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
        {
            if (place.Rule is not ChangedRule.OfEdge rule || tape.Graph.Operands(node)[position] != place.Node
                || (place.Consumer is { } consumer && (consumer != node || place.Position != position)))
            {
                return;
            }

            var changed = new double[contribution.Length];
            made[0] |= rule.Rule(new EdgeView(exercise, tape, node, position, upstream, contribution), changed) && changed.AsSpan().TryCopyTo(contribution);
        }
    }
}
