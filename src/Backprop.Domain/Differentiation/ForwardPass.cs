using System.Runtime.CompilerServices;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators.Kernels;

namespace Backprop.Domain.Differentiation;

/// <summary>Computes values from operands to results.</summary>
public static class ForwardPass
{
    private const int NodesBetweenPolls = 4096;

    /// <summary>Computes every node's value.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Run(Tape tape, CancellationToken cancellationToken)
    {
        var steps = tape.Graph.Steps;
        tape.Cancellation = cancellationToken;
        for (var start = 0; start < steps.Length; start += NodesBetweenPolls)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = Math.Min(start + NodesBetweenPolls, steps.Length);
            for (var node = start; node < end; node++)
            {
                Step(tape, steps, node, cancellationToken);
            }
        }
    }

    /// <summary>Computes the values of these nodes, given in topological order; every other node keeps its value.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Run(Tape tape, ReadOnlySpan<int> nodes, CancellationToken cancellationToken)
    {
        var steps = tape.Graph.Steps;
        tape.Cancellation = cancellationToken;
        foreach (var node in nodes)
        {
            Step(tape, steps, node, cancellationToken);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(Tape tape, Step[] steps, int node, CancellationToken cancellationToken)
    {
        ref readonly var step = ref steps[node];
        var values = tape.Values;
        switch (step.Kind)
        {
            case StepKind.ScalarUnary:
                values[step.Offset] = Unsafe.As<UnaryKernel>(step.Kernel!).Forward(values[step.OperandA]);
                break;
            case StepKind.ScalarBinary:
                values[step.Offset] = Unsafe.As<BinaryKernel>(step.Kernel!).Forward(values[step.OperandA], values[step.OperandB]);
                break;
            case StepKind.Tensor:
                cancellationToken.ThrowIfCancellationRequested();
                step.Kernel!.Forward(tape.Frame(node));
                break;
        }
    }
}
