using System.Runtime.CompilerServices;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators.Kernels;

namespace Backprop.Domain.Differentiation;

// docs/decisions/0002-kernels-write-contributions.md
/// <summary>
/// Computes gradients from the output to the leaves: each node's upstream gradient times the local derivative of an edge is that edge's
/// contribution, and contributions are summed over every edge that leaves a node (reverse-mode accumulation).
/// </summary>
public static class BackwardPass
{
    private const int NodesBetweenPolls = 4096;

    /// <summary>Computes every node's gradient after a forward pass, with an upstream gradient of 1 for every element of the output.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Run(Tape tape, CancellationToken cancellationToken)
    {
        Array.Clear(tape.Gradients);
        tape.Gradient(tape.Graph.Output).Fill(1);
        Propagate(tape, default(ChainRule), cancellationToken);
    }

    /// <summary>Computes every node's gradient after a forward pass, with this upstream gradient of the output, in its shape.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Run(Tape tape, ReadOnlySpan<double> upstream, CancellationToken cancellationToken) => Run(tape, upstream, default(ChainRule), cancellationToken);

    /// <summary>Computes every node's gradient after a forward pass as this rule has it, with this upstream gradient of the output, in its shape.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Run<TRule>(Tape tape, ReadOnlySpan<double> upstream, TRule rule, CancellationToken cancellationToken)
        where TRule : struct, IBackwardRule
    {
        Array.Clear(tape.Gradients);
        upstream.CopyTo(tape.Gradient(tape.Graph.Output));
        Propagate(tape, rule, cancellationToken);
    }

    private static void Propagate<TRule>(Tape tape, TRule rule, CancellationToken cancellationToken)
        where TRule : struct, IBackwardRule
    {
        tape.Cancellation = cancellationToken;
        if (tape.Contributions is { } contributions)
        {
            Array.Clear(contributions);
        }

        for (var end = tape.Graph.Output + 1; end > 0; end -= NodesBetweenPolls)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Propagate(tape, rule, Math.Max(0, end - NodesBetweenPolls), end, cancellationToken);
        }
    }

    private static void Propagate<TRule>(Tape tape, TRule rule, int start, int end, CancellationToken cancellationToken)
        where TRule : struct, IBackwardRule
    {
        var steps = tape.Graph.Steps;
        var values = tape.Values;
        var gradients = tape.Gradients;
        for (var node = end - 1; node >= start; node--)
        {
            ref readonly var step = ref steps[node];
            if (!step.LeadsToOutput)
            {
                continue;
            }

            if (typeof(TRule) != typeof(ChainRule))
            {
                rule.Complete(tape, node, tape.Gradient(node));
            }

            switch (step.Kind)
            {
                case StepKind.ScalarUnary:
                    if (step.ActiveA)
                    {
                        var contribution = Unsafe.As<UnaryKernel>(step.Kernel!).Contribution(values[step.OperandA], values[step.Offset], gradients[step.Offset]);
                        Accumulate(tape, rule, node, 0, new Span<double>(ref contribution), new Span<double>(ref gradients[step.OperandA]));
                    }

                    break;
                case StepKind.ScalarBinary:
                    var binary = Unsafe.As<BinaryKernel>(step.Kernel!);
                    var upstream = gradients[step.Offset];
                    var a = values[step.OperandA];
                    var b = values[step.OperandB];
                    var y = values[step.Offset];
                    if (step.ActiveA)
                    {
                        var contribution = binary.ContributionA(a, b, y, upstream);
                        Accumulate(tape, rule, node, 0, new Span<double>(ref contribution), new Span<double>(ref gradients[step.OperandA]));
                    }

                    if (step.ActiveB)
                    {
                        var contribution = binary.ContributionB(a, b, y, upstream);
                        Accumulate(tape, rule, node, 1, new Span<double>(ref contribution), new Span<double>(ref gradients[step.OperandB]));
                    }

                    break;
                case StepKind.Tensor:
                    PropagateTensor(tape, rule, node, cancellationToken);
                    break;
            }
        }
    }

    private static void PropagateTensor<TRule>(Tape tape, TRule rule, int node, CancellationToken cancellationToken)
        where TRule : struct, IBackwardRule
    {
        var graph = tape.Graph;
        var operands = graph.Operands(node);
        var kernel = graph[node].Kernel!;
        var frame = tape.Frame(node);
        var upstream = tape.Gradient(node);
        for (var position = 0; position < operands.Length; position++)
        {
            if (graph.IsActive(node, position))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var gradient = tape.Gradient(operands[position]);
                var contribution = graph.IsFirst(graph.Edge(node, position)) ? gradient : tape.Spare(gradient.Length);
                kernel.Backward(frame, position, upstream, contribution);
                Accumulate(tape, rule, node, position, contribution, gradient);
            }
        }
    }

    /// <summary>Adds what an edge contributes to its operand's gradient, where the first edge to a tensor has written it already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate<TRule>(Tape tape, TRule rule, int node, int position, Span<double> contribution, Span<double> gradient)
        where TRule : struct, IBackwardRule
    {
        if (typeof(TRule) != typeof(ChainRule))
        {
            rule.Contribute(tape, node, position, tape.Gradient(node), contribution);
        }

        if (tape.Contributions is not null)
        {
            contribution.CopyTo(tape.ContributionSlot(tape.Graph.Edge(node, position)));
        }

        if (contribution == gradient)
        {
            return;
        }

        if (gradient.Length == 1)
        {
            gradient[0] += contribution[0];
        }
        else
        {
            TensorPrimitives.Add(gradient, contribution, gradient);
        }
    }
}
