using Backprop.Domain.Differentiation;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Exercises;

/// <summary>
/// |J|ᵀ·|g| of an edge: the size of the terms that its contribution sums, which rounding is in proportion to where the sum cancels.
/// A contribution is linear in the upstream gradient, so |J| can be computed from unit upstream gradients, whatever the operator.
/// </summary>
internal static class Magnitudes
{
    // Up to this many elements |J| is taken column by column; above it the contribution's own magnitude stands in.
    private const int MostColumns = 64;

    /// <summary>How often a node's rule runs backward for the magnitudes of one of its edges.</summary>
    public static long BackwardCalls(Node node) => node.Kernel is null or { IsElementwise: true } || node.Shape.Count > MostColumns ? 1 : node.Shape.Count;

    /// <summary>Adds the edge's magnitudes to <paramref name="scale"/>, in the operand's shape.</summary>
    public static void Add(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> scale)
    {
        var kernel = tape.Graph[node].Kernel!;
        if (kernel.IsElementwise)
        {
            AddElementwise(tape, node, position, upstream, scale);
            return;
        }

        var contribution = new double[scale.Length];
        if (upstream.Length > MostColumns)
        {
            kernel.Backward(tape.Frame(node), position, upstream, contribution);
            AddAbsolute(contribution, 1, scale);
            return;
        }

        var unit = new double[upstream.Length];
        for (var column = 0; column < upstream.Length; column++)
        {
            if (upstream[column] == 0)
            {
                continue;
            }

            tape.Cancellation.ThrowIfCancellationRequested();
            unit[column] = 1;
            kernel.Backward(tape.Frame(node), position, unit, contribution);
            unit[column] = 0;
            AddAbsolute(contribution, Math.Abs(upstream[column]), scale);
        }
    }

    private static void AddElementwise(Tape tape, int node, int position, ReadOnlySpan<double> upstream, Span<double> scale)
    {
        var local = upstream.Length <= 64 ? stackalloc double[upstream.Length] : new double[upstream.Length];
        tape.Graph[node].Kernel!.Local(tape.Frame(node), position, local);
        tape.Graph[node].Kernel!.Contribute(position, upstream, local);
        TensorPrimitives.Abs(local, local);
        AddReduced(local, tape.Graph[node].Shape, tape.Graph[tape.Graph.Operands(node)[position]].Shape, scale);
    }

    /// <summary>Adds an array of the node's shape to one of the operand's, summing over what was broadcast.</summary>
    public static void AddReduced(ReadOnlySpan<double> source, Shape node, Shape operand, Span<double> target)
    {
        if (source.Length == target.Length)
        {
            TensorPrimitives.Add(target, source, target);
            return;
        }

        StridedView.Broadcast(operand, node).AddRightToLeft(source, target);
    }

    /// <summary>Adds the magnitudes of some numbers, times a factor, to others.</summary>
    public static void AddAbsolute(ReadOnlySpan<double> source, double factor, Span<double> target)
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] += factor * Math.Abs(source[i]);
        }
    }
}
