using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators;

/// <summary>Axis attributes: negative ones count from the end.</summary>
internal static class Axes
{
    /// <summary>The axes an attribute names, counted from the front in the order given, or null with a report of every one that is out of range or named twice.</summary>
    public static int[]? Resolve(Binding binding, string attribute, IReadOnlyList<int> axes, Shape shape) =>
        Resolve(binding, attribute, axes, shape.Rank, shape.IsScalar ? "the operand is a number, which" : $"an operand of shape {shape}");

    /// <summary>The axes an attribute names of something of this rank, counted from the front in the order given, or null with a report of every one that is out of range or named twice.</summary>
    public static int[]? Resolve(Binding binding, string attribute, IReadOnlyList<int> axes, int rank, string what)
    {
        var resolved = new int[axes.Count];
        var named = new bool[rank];
        var sound = true;
        for (var i = 0; i < axes.Count; i++)
        {
            resolved[i] = axes[i] < 0 ? axes[i] + rank : axes[i];
            if (resolved[i] < 0 || resolved[i] >= rank)
            {
                binding.FailAttribute(attribute, OutOfRange(axes[i], rank, what));
                sound = false;
            }
            else if (named[resolved[i]])
            {
                binding.FailAttribute(attribute, string.Create(CultureInfo.InvariantCulture, $"axis {axes[i]} is named twice. Name each axis once."));
                sound = false;
            }
            else
            {
                named[resolved[i]] = true;
            }
        }

        return sound ? resolved : null;
    }

    /// <summary>The axis an attribute names, counted from the front, or null with a report.</summary>
    public static int? Resolve(Binding binding, string attribute, int axis, Shape shape) => Resolve(binding, attribute, [axis], shape)?[0];

    private static string OutOfRange(int axis, int rank, string what) => rank == 0
        ? string.Create(CultureInfo.InvariantCulture, $"axis {axis} is out of range: {what} has no axes.")
        : string.Create(CultureInfo.InvariantCulture, $"axis {axis} is out of range: {what} has the axes {-rank} to {rank - 1}.");
}
