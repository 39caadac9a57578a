using Backprop.Domain.Exercises;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Grading.Misconceptions;

/// <summary>Mistakes with the chain rule itself, at any operator.</summary>
internal static class GeneralMisconceptions
{
    public static readonly Misconception UpstreamDropped = new()
    {
        Id = "upstream-dropped",
        Title = "Upstream gradient forgotten",
        Explanation = "The local derivative was given for the gradient. The chain rule multiplies it by the gradient that arrives from above.",
        Message = "This is only the local derivative of {consumer}: it still has to be multiplied by the upstream gradient.",
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            var ones = edge.Upstream.Length <= 64 ? stackalloc double[edge.Upstream.Length] : new double[edge.Upstream.Length];
            ones.Fill(1);
            edge.Backward(ones, changed);
            return true;
        })],
    };

    public static readonly Misconception PathOverwritten = new()
    {
        Id = "path-overwritten",
        Title = "Overwritten instead of accumulated",
        Explanation = "A node that is used several times gets a contribution from every use. Assigning each one keeps only the last (or the first) and loses the others.",
        Message = "{node} is used more than once: the contributions of all uses are added, none replaces another.",
        Rules = [KeepOne(last: true), KeepOne(last: false)],
    };

    public static readonly Misconception PathForgotten = new()
    {
        Id = "path-forgotten",
        Title = "One path left out",
        Explanation = "The gradient of a node is the sum over every path to the output. One of them is missing.",
        Message = "A path from {node} to the output is missing: every node that uses {node} contributes.",
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            var others = false;
            foreach (var path in edge.Place.Paths)
            {
                others |= path.Consumer != edge.Place.Consumer;
            }

            changed.Clear();
            return others;
        })],
    };

    public static readonly Misconception LocalSkipped = new()
    {
        Id = "local-skipped",
        Title = "Local derivative skipped",
        Explanation = "The upstream gradient was passed through unchanged, as if the node's local derivative were 1.",
        Message = "The upstream gradient was passed through {consumer} unchanged: multiply it by the local derivative of {operator}.",
        Refines = ["neighbour-gradient"],
        Rules = [Rules.Edge((in EdgeView edge, Span<double> changed) =>
        {
            if (edge.Consumer.Kernel!.IsElementwise)
            {
                edge.Reduce(edge.Upstream, changed);
                return true;
            }

            return edge.Upstream.Length == changed.Length && edge.Upstream.TryCopyTo(changed);
        })],
    };

    public static readonly Misconception AddedNotMultiplied = new()
    {
        Id = "added-not-multiplied",
        Title = "Added where the chain rule multiplies",
        Explanation = "Local derivative and upstream gradient were added. Along a path they are multiplied; only different paths are added.",
        Message = "Along a path, local derivative and upstream gradient are multiplied, not added.",
        Rules = [Rules.Element(e => e.Local + e.Upstream)],
    };

    public static readonly Misconception WrongSeed = new()
    {
        Id = "wrong-seed",
        Title = "Wrong start of the backward pass",
        Explanation = "The backward pass starts from the derivative of the output with respect to itself, not from the output's value, 0 or a negative start.",
        Message = "The backward pass starts from the derivative of the output with respect to itself, not from its value or any other number.",
        Refines = ["value-for-gradient"],
        Rules = [Seed((_, output) => output), Seed((_, _) => 0), Seed((seed, _) => -seed)],
    };

    public static readonly Misconception ValueForGradient = new()
    {
        Id = "value-for-gradient",
        Title = "Value given for gradient",
        Explanation = "The node's forward value was given where its gradient was asked.",
        Message = "This is the value of {node}; its gradient is asked.",
        Rules = [Rules.Node((in NodeView node, Span<double> changed) => node.Value.TryCopyTo(changed))],
    };

    public static readonly Misconception SignFlipped = new()
    {
        Id = "sign-flipped",
        Title = "Sign flipped",
        Explanation = "The contribution has the wrong sign: a minus was lost, or target minus output was differentiated as output minus target.",
        Message = "The sign is flipped: look at the sign of the local derivative of {operator}.",
        Rules = [Rules.Times(_ => -1)],
    };

    public static readonly Misconception NeighbourGradient = new()
    {
        Id = "neighbour-gradient",
        Title = "Gradient of the neighbouring node",
        Explanation = "The gradient of the node next to it was given: of the pre-activation where the activation was asked, or the reverse.",
        Message = "This is the gradient of the node next to {node}, one step further or one step short.",
        Rules = [
            Rules.Node((in NodeView node, Span<double> changed) => NeighbourOf(node, below: true) is var neighbour and >= 0 && node.KeyGradient(neighbour).TryCopyTo(changed)),
            Rules.Node((in NodeView node, Span<double> changed) => NeighbourOf(node, below: false) is var neighbour and >= 0 && node.KeyGradient(neighbour).TryCopyTo(changed)),
        ],
    };

    public static readonly Misconception AnswersSwapped = new()
    {
        Id = "answers-swapped",
        Title = "Two answers exchanged",
        Explanation = "Two parts hold each other's numbers.",
        Message = "The answers for {node} and another node are exchanged.",
        Rules = [new ChangedRule.OfAnswer(AnswerRelation.Swapped)],
    };

    public static readonly Misconception ConstantFactor = new()
    {
        Id = "constant-factor",
        Title = "Right up to one factor",
        Explanation = "All wrong entries are the right ones times one and the same factor: a constant was lost or counted twice before all of them.",
        Message = "The wrong entries are all off by one and the same factor.",
        Rules = [new ChangedRule.OfAnswer(AnswerRelation.ConstantFactor)],
    };

    public static readonly Misconception DecimalPoint = new()
    {
        Id = "decimal-point",
        Title = "Decimal point misplaced",
        Explanation = "The digits are right and the decimal point is not.",
        Message = "The digits are right; look at the decimal point.",
        Rules = [new ChangedRule.OfAnswer(AnswerRelation.PowerOfTen)],
    };

    /// <summary>−η·gradient and w − η·gradient in place of the gradient of a leaf, one rule for each of the exercise's learning rates in turn.</summary>
    public static readonly Misconception StepForGradient = new()
    {
        Id = "step-for-gradient",
        Title = "Update given for gradient",
        Explanation = "The step of gradient descent, or the updated parameter, was given where the gradient was asked.",
        Message = "The gradient itself is asked, not the step of gradient descent or the updated value.",
        Rules = [.. Enumerable.Range(0, GradingPolicy.MaximumLearningRates).SelectMany(rate => new[] { Step(rate, updated: false), Step(rate, updated: true) })],
    };

    private static ChangedRule Step(int index, bool updated) => Rules.Node((in NodeView node, Span<double> changed) =>
    {
        var rates = node.Exercise.Policy.LearningRates;
        if (!node.Node.IsVariable || index >= rates.Count)
        {
            return false;
        }

        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] = (updated ? node.Value[i] : 0) - (rates[index] * node.Gradient[i]);
        }

        return true;
    });

    private static ChangedRule Seed(Func<double, double, double> start) => Rules.Node((in NodeView node, Span<double> changed) =>
    {
        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] = start(node.Gradient[i], node.Value[i]);
        }

        return node.Index == node.Graph.Output;
    });

    private static ChangedRule KeepOne(bool last) => Rules.Edges((in EdgeView edge, Span<double> changed) =>
    {
        var paths = edge.Place.Paths;
        if (paths.Length < 2)
        {
            return false;
        }

        // The backward pass visits consumers from the last to the first.
        var kept = last ? paths[0] : paths[^1];
        if (kept.Consumer == edge.Place.Consumer && kept.Position == edge.Place.Position)
        {
            edge.Contribution.CopyTo(changed);
        }
        else
        {
            changed.Clear();
        }

        return true;
    });

    /// <summary>The one operand or the one consumer of a node where they are joined by a function of one operand, else −1.</summary>
    private static int NeighbourOf(in NodeView node, bool below)
    {
        if (below)
        {
            var operands = node.Graph.Operands(node.Index);
            return operands.Length == 1 && SameShape(node.Graph, operands[0], node.Index) && !node.Graph[operands[0]].IsConstant ? operands[0] : -1;
        }

        var paths = node.Exercise.Paths(node.Index);
        return paths.Length == 1 && node.Graph.Operands(paths[0].Consumer).Length == 1 && SameShape(node.Graph, paths[0].Consumer, node.Index) ? paths[0].Consumer : -1;
    }

    private static bool SameShape(Graph graph, int first, int second) => graph[first].Shape.Equals(graph[second].Shape);
}
