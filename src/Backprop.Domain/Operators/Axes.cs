using System.Globalization;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators;

/// <summary>Axis attributes: negative ones count from the end.</summary>
internal static class Axes
{
    /// <summary>The axes an attribute names, counted from the front in the order given, or null with a report of every one that is out of range or named twice.</summary>
    public static int[]? Resolve(Binding binding, string attribute, IReadOnlyList<int> axes, Shape shape)
    {
        var resolved = new int[axes.Count];
        var sound = true;
        for (var i = 0; i < axes.Count; i++)
        {
            resolved[i] = axes[i] < 0 ? axes[i] + shape.Rank : axes[i];
            if (resolved[i] < 0 || resolved[i] >= shape.Rank)
            {
                binding.FailAttribute(attribute, OutOfRange(axes[i], shape));
                sound = false;
            }
            else if (Array.IndexOf(resolved, resolved[i], 0, i) >= 0)
            {
                binding.FailAttribute(attribute, string.Create(CultureInfo.InvariantCulture, $"axis {axes[i]} is named twice. Name each axis once."));
                sound = false;
            }
        }

        return sound ? resolved : null;
    }

    /// <summary>The axis an attribute names, counted from the front, or null with a report.</summary>
    public static int? Resolve(Binding binding, string attribute, int axis, Shape shape) => Resolve(binding, attribute, [axis], shape)?[0];

    private static string OutOfRange(int axis, Shape shape) => shape.IsScalar
        ? string.Create(CultureInfo.InvariantCulture, $"axis {axis} is out of range: the operand is a number, which has no axes.")
        : string.Create(CultureInfo.InvariantCulture, $"axis {axis} is out of range: an operand of shape {shape} has the axes {-shape.Rank} to {shape.Rank - 1}.");
}
