using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators.Kernels;

namespace Backprop.Domain.Differentiation;

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
    public static void Run(Tape tape, ReadOnlySpan<double> upstream, CancellationToken cancellationToken)
    {
        Array.Clear(tape.Gradients);
        upstream.CopyTo(tape.Gradient(tape.Graph.Output));
        Propagate(tape, default(ChainRule), cancellationToken);
    }

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

    private static void Propagate<TRule>(Tape tape, TRule changed, int start, int end, CancellationToken cancellationToken)
        where TRule : struct, IBackwardRule
    {
        var steps = tape.Graph.Steps;
        var values = tape.Values;
        var gradients = tape.Gradients;
        var record = tape.Contributions is not null;
        for (var node = end - 1; node >= start; node--)
        {
            ref readonly var step = ref steps[node];
            if (!step.LeadsToOutput)
            {
                continue;
            }

            if (typeof(TRule) != typeof(ChainRule))
            {
                changed.Complete(tape, node, tape.Gradient(node));
            }

            switch (step.Kind)
            {
                case StepKind.ScalarUnary:
                    if (step.ActiveA)
                    {
                        var contribution = gradients[step.Offset] * Unsafe.As<UnaryKernel>(step.Kernel!).Rule.Derivative(values[step.OperandA], values[step.Offset]);
                        if (typeof(TRule) != typeof(ChainRule))
                        {
                            changed.Contribute(tape, node, 0, tape.Gradient(node), new Span<double>(ref contribution));
                        }

                        gradients[step.OperandA] += contribution;
                        if (record)
                        {
                            tape.ContributionSlot(tape.Graph.Edge(node, 0))[0] = contribution;
                        }
                    }

                    break;
                case StepKind.ScalarBinary:
                    var rule = Unsafe.As<BinaryKernel>(step.Kernel!).Rule;
                    var upstream = gradients[step.Offset];
                    var a = values[step.OperandA];
                    var b = values[step.OperandB];
                    var y = values[step.Offset];
                    if (step.ActiveA)
                    {
                        var contribution = upstream * rule.DerivativeA(a, b, y);
                        if (typeof(TRule) != typeof(ChainRule))
                        {
                            changed.Contribute(tape, node, 0, tape.Gradient(node), new Span<double>(ref contribution));
                        }

                        gradients[step.OperandA] += contribution;
                        if (record)
                        {
                            tape.ContributionSlot(tape.Graph.Edge(node, 0))[0] = contribution;
                        }
                    }

                    if (step.ActiveB)
                    {
                        var contribution = upstream * rule.DerivativeB(a, b, y);
                        if (typeof(TRule) != typeof(ChainRule))
                        {
                            changed.Contribute(tape, node, 1, tape.Gradient(node), new Span<double>(ref contribution));
                        }

                        gradients[step.OperandB] += contribution;
                        if (record)
                        {
                            tape.ContributionSlot(tape.Graph.Edge(node, 1))[0] = contribution;
                        }
                    }

                    break;
                case StepKind.Tensor:
                    PropagateTensor(tape, changed, node, record, cancellationToken);
                    break;
            }
        }
    }

    private static void PropagateTensor<TRule>(Tape tape, TRule changed, int node, bool record, CancellationToken cancellationToken)
        where TRule : struct, IBackwardRule
    {
        var graph = tape.Graph;
        var operands = graph.Operands(node);
        var kernel = graph[node].Kernel!;
        var frame = tape.Frame(node);
        var upstream = tape.Gradient(node);
        for (var position = 0; position < operands.Length; position++)
        {
            if (!graph.IsActive(node, position))
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var edge = graph.Edge(node, position);
            var gradient = tape.Gradient(operands[position]);
            var first = graph.IsFirst(edge);
            var contribution = record ? tape.ContributionSlot(edge) : first ? gradient : tape.Spare(gradient.Length);
            kernel.Backward(frame, position, upstream, contribution);
            if (typeof(TRule) != typeof(ChainRule))
            {
                changed.Contribute(tape, node, position, upstream, contribution);
            }

            if (!first)
            {
                TensorPrimitives.Add(gradient, contribution, gradient);
            }
            else if (record)
            {
                contribution.CopyTo(gradient);
            }
        }
    }
}
