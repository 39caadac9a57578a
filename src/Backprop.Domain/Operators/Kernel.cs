using System.Numerics;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators;

/// <summary>
/// An operator bound to one node's attributes and operand shapes: what the passes run. Stateless and shared between threads;
/// everything that a run needs to remember is in the frame.
/// </summary>
public abstract class Kernel(Shape shape)
{
    /// <summary>The node's shape.</summary>
    public Shape Shape { get; } = shape;

    // docs/decisions/0313-a-unit-of-work-is-time.md
    /// <summary>
    /// What one forward evaluation takes at most, in quarters of a nanosecond of one core, beside what the passes do at any node; an evaluation with
    /// its backward pass takes at most three times as much. Fitted to measurements (the study <c>work</c>); saturates.
    /// </summary>
    public abstract long Work { get; }

    /// <summary>Doubles of scratch space that a forward or backward call may use; not kept between calls.</summary>
    public virtual long ScratchLength => 0;

    /// <summary>Doubles that the forward call leaves for the backward call (winners, masks, statistics).</summary>
    public virtual long SavedLength => 0;

    /// <summary>Whether ∂node/∂operand is defined for this operand position; false for indices and conditions.</summary>
    public virtual bool Differentiates(int position) => true;

    /// <summary>Whether the node is elementwise in this operand, so that <see cref="Local"/> is of the node's shape.</summary>
    public virtual bool IsElementwise => false;

    // docs/decisions/0352-a-branch-not-taken-passes-nothing.md
    /// <summary>
    /// Whether an element of this operand has no influence where the local derivative is 0, for it is on a branch that is not taken: then
    /// nothing is contributed to it, whatever the upstream gradient is. Only where <see cref="IsElementwise"/>.
    /// </summary>
    public virtual bool IsUnusedWhereFlat(int position) => false;

    /// <summary>What an element contributes to an operand that is unused where it is flat.</summary>
    internal static double ToUsed(double upstream, double local)
    {
        var contribution = upstream * local;
        return double.IsNaN(contribution) && local == 0 ? 0 : contribution;
    }

    /// <summary>Turns local derivatives into what elements contribute. Only where <see cref="IsElementwise"/>.</summary>
    public void Contribute(int position, ReadOnlySpan<double> upstream, Span<double> local)
    {
        if (!IsUnusedWhereFlat(position))
        {
            TensorPrimitives.Multiply(upstream, local, local);
            return;
        }

        var i = 0;
        for (; i <= local.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var slope = new Vector<double>(local[i..]);
            var product = new Vector<double>(upstream[i..]) * slope;
            var isLost = Vector.AndNot(Vector.Equals(slope, Vector<double>.Zero), Vector.Equals(product, product));
            Vector.AndNot(product, Vector.AsVectorDouble(isLost)).CopyTo(local[i..]);
        }

        for (; i < local.Length; i++)
        {
            local[i] = ToUsed(upstream[i], local[i]);
        }
    }

    /// <summary>Computes the node's value from its operands' values.</summary>
    public abstract void Forward(in KernelFrame frame);

    /// <summary>
    /// Writes (not adds) what the edge to this operand contributes to the operand's gradient: the upstream gradient times the local
    /// derivative, in the operand's shape. Called after <see cref="Forward"/>, for positions that the kernel differentiates.
    /// </summary>
    public abstract void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution);

    /// <summary>Writes ∂node/∂operand, of the node's shape. Only where <see cref="IsElementwise"/>.</summary>
    public virtual void Local(in KernelFrame frame, int position, Span<double> local) => throw new InvalidOperationException("Only elementwise kernels have a local derivative of the node's shape.");

    /// <summary>Records which branch each element took (sign of a relu's argument, winner of a max, integer of a rounding) and whether it sits on a kink.</summary>
    public virtual void Branches(in KernelFrame frame, BranchRecorder recorder)
    {
    }

    /// <summary>Whether <see cref="Branches"/> records anything.</summary>
    public virtual bool HasBranches => false;

    /// <summary>
    /// First-order rounding of this node as seen at the output, in units of 2⁻⁵³: Σ K·|v̄|·|v| over the elements, where K counts the
    /// roundings in one element and sums are taken over the magnitudes of their terms.
    /// </summary>
    public virtual double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream) => SumOfMagnitudes(frame.Value, upstream);

    // docs/decisions/0034-faults-are-found-not-thrown.md
    /// <summary>Finds an operand element that the kernel cannot use (an index out of range), or null. Called after the forward pass at a client's own point.</summary>
    public virtual OperandFault? FindFault(in KernelFrame frame) => null;

    /// <summary>Σ|a·b|, where b = 0 silences an infinite a.</summary>
    protected static double SumOfMagnitudes(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += b[i] == 0 ? 0 : Math.Abs(a[i] * b[i]);
        }

        return sum;
    }

    /// <summary>A number of units, or <see cref="long.MaxValue"/> where that does not fit.</summary>
    protected static long Units(double work) => long.CreateSaturating(work);

    /// <summary>a·b, or <see cref="long.MaxValue"/> where that does not fit.</summary>
    protected static long Saturate(long a, long b) => b != 0 && a > long.MaxValue / b ? long.MaxValue : a * b;
}

/// <summary>An operand element that a kernel cannot use.</summary>
/// <param name="Position">The operand's position.</param>
/// <param name="Element">The element's flat index.</param>
/// <param name="Detail">What is wrong and what would be right.</param>
public sealed record OperandFault(int Position, int Element, string Detail);

/// <summary>Where one element of a node stands among an operator's branches.</summary>
/// <param name="Region">A number that differs between branches.</param>
/// <param name="AtKink">Whether the element sits exactly between two branches whose derivatives differ.</param>
public readonly record struct Branch(long Region, bool AtKink)
{
    /// <summary>Branches on either side of zero, with a kink at zero.</summary>
    public static Branch Sign(double x) => new(Math.Sign(double.IsNaN(x) ? 0 : x), x == 0);

    /// <summary>Branches below, between and above two bounds, with a kink at each.</summary>
    public static Branch Between(double x, double low, double high) =>
        new(x < low ? 0 : x == low ? 1 : x < high ? 2 : x == high ? 3 : 4, x == low || x == high);
}

/// <summary>Collects the branch signature of a run and, on request, the elements that sit on a kink. Reused between runs by <see cref="Reset"/>.</summary>
/// <param name="kinks">Takes the flat index of each element on a kink, once however many branches it took; null where nobody asks for them.</param>
public sealed class BranchRecorder(List<int>? kinks = null)
{
    /// <summary>A hash of every branch taken since the last reset, in order.</summary>
    public ulong Signature { get; private set; }

    /// <summary>Starts a new signature.</summary>
    public void Reset() => Signature = 0;

    /// <summary>Adds one element's branch.</summary>
    public void Add(Branch branch, int element)
    {
        // The finaliser of splitmix64 over a running sum: order matters, neighbouring regions do not collide.
        var z = unchecked(Signature + 0x9E3779B97F4A7C15UL + (ulong)branch.Region);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        Signature = z ^ (z >> 31);
        if (branch.AtKink && kinks?.LastOrDefault(-1) != element)
        {
            kinks?.Add(element);
        }
    }
}
