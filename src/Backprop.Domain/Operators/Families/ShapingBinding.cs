using Backprop.Domain.Operators.Kernels;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Families;

/// <summary>The shape rules of <see cref="Shaping"/>: each makes the node's kernel, or reports why there is none.</summary>
internal static class ShapingBinding
{
    private static ViewKernel Copy(Shape operand, Shape shape) => new(shape, new StridedView([(int)operand.Count], [1], [1]), rearranges: true);

    public static Kernel? Reshape(Binding binding)
    {
        var operand = binding.Operands[0];
        var extents = binding.Attributes.Integers("shape")!;
        var given = extents.Where(e => e != -1).Aggregate(1L, (count, extent) => extent == 0 || count <= long.MaxValue / extent ? count * extent : long.MaxValue);
        var text = $"[{string.Join(", ", extents)}]";
        switch (extents.Count(e => e == -1))
        {
            case > 1:
                return binding.FailAttribute("shape", $"shape {text} has more than one -1; only one extent can follow from the others.");
            case 1 when given == 0 || operand.Count % given != 0:
                return binding.FailAttribute("shape", string.Create(CultureInfo.InvariantCulture, $"shape {text} does not fit: the {operand.Count} elements of {operand} cannot be divided by {given}."));
            case 1:
                return Copy(operand, Shape.Of([.. extents.Select(e => e == -1 ? (int)(operand.Count / given) : e)]));
            case 0 when given != operand.Count:
                return binding.FailAttribute("shape", string.Create(CultureInfo.InvariantCulture, $"shape {text} has {given} elements, but the operand of shape {operand} has {operand.Count}."));
            default:
                return Copy(operand, Shape.Of(extents));
        }
    }

    public static Kernel? Flatten(Binding binding)
    {
        var operand = binding.Operands[0];
        var axis = binding.Attributes.Integer("axis");
        var split = axis < 0 ? axis + operand.Rank : axis;
        return split < 0 || split > operand.Rank
            ? binding.FailAttribute("axis", string.Create(CultureInfo.InvariantCulture, $"axis {axis} must be from {-operand.Rank} to {operand.Rank} for the shape {operand}."))
            : Copy(operand, Shape.Of((int)Shape.Of(operand.Dimensions[..split]).Count, (int)Shape.Of(operand.Dimensions[split..]).Count));
    }

    public static Kernel? Squeeze(Binding binding)
    {
        var operand = binding.Operands[0];
        var dropped = binding.Attributes.Integers("axes") is { } axes
            ? Axes.Resolve(binding, "axes", axes, operand)
            : [.. Enumerable.Range(0, operand.Rank).Where(axis => operand[axis] == 1)];
        return dropped is null ? null
            : dropped.FirstOrDefault(axis => operand[axis] != 1, -1) is >= 0 and var large
            ? binding.FailAttribute("axes", string.Create(CultureInfo.InvariantCulture, $"axis {large} of {operand} has extent {operand[large]}; only axes of extent 1 can be dropped."))
            : Copy(operand, Shape.Of([.. operand.Dimensions.ToArray().Where((_, axis) => !dropped.Contains(axis))]));
    }

    public static ViewKernel? Unsqueeze(Binding binding)
    {
        var operand = binding.Operands[0];
        var axes = binding.Attributes.Integers("axes")!;
        var rank = operand.Rank + axes.Length;
        if (Axes.Resolve(binding, "axes", axes, rank, string.Create(CultureInfo.InvariantCulture, $"a result of rank {rank}")) is not { } added)
        {
            return null;
        }

        var next = 0;
        return Copy(operand, Shape.Of([.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? 1 : operand[next++])]));
    }

    public static Kernel? Expand(Binding binding)
    {
        var operand = binding.Operands[0];
        var target = Shape.Of(binding.Attributes.Integers("shape")!);
        return Shape.Broadcast(operand, target) is not { } shape
            ? binding.FailAttribute("shape", $"the shape {operand} cannot be expanded to {target}: from the last axis on, extents must be equal or 1.")
            : new ViewKernel(shape, StridedView.Broadcast(operand, shape));
    }

    public static Kernel? Concat(Binding binding)
    {
        var first = binding.Operands[0];
        if (first.IsScalar)
        {
            return binding.FailShape("Numbers have no axis to be joined along; unsqueeze them first.", 0);
        }

        if (Axes.Resolve(binding, "axis", binding.Attributes.Integer("axis"), first) is not { } axis)
        {
            return null;
        }

        var extent = 0L;
        for (var position = 0; position < binding.Operands.Count; position++)
        {
            var operand = binding.Operands[position];
            if (operand.Rank != first.Rank || !operand.Dimensions[..axis].SequenceEqual(first.Dimensions[..axis]) || !operand.Dimensions[(axis + 1)..].SequenceEqual(first.Dimensions[(axis + 1)..]))
            {
                return binding.FailShape(string.Create(CultureInfo.InvariantCulture, $"Shapes {first} and {operand} cannot be joined along axis {axis}: every other axis must be equal."), position);
            }

            extent += operand[axis];
        }

        int[] extents = [.. first.Dimensions];
        extents[axis] = (int)Math.Min(extent, int.MaxValue);
        return new ConcatKernel(Shape.Of(extents), axis, binding.Operands);
    }

    public static Kernel? Slice(Binding binding)
    {
        var operand = binding.Operands[0];
        var starts = binding.Attributes.Integers("starts")!;
        var ends = binding.Attributes.Integers("ends")!;
        var axes = binding.Attributes.Integers("axes") ?? [.. Enumerable.Range(0, starts.Length)];
        var steps = binding.Attributes.Integers("steps") ?? [.. Enumerable.Repeat(1, starts.Length)];
        foreach (var (name, list) in new[] { ("ends", ends), ("axes", axes), ("steps", steps) })
        {
            if (list.Length != starts.Length)
            {
                return binding.FailAttribute(name, string.Create(CultureInfo.InvariantCulture, $"{name} has {list.Length} numbers, but starts has {starts.Length}; each axis needs one of each."));
            }
        }

        if (Axes.Resolve(binding, binding.Attributes.Has("axes") ? "axes" : "starts", axes, operand) is not { } resolved)
        {
            return null;
        }

        int[] extents = [.. operand.Dimensions];
        var strides = operand.Strides();
        var offset = 0;
        for (var i = 0; i < resolved.Length; i++)
        {
            var axis = resolved[i];
            var extent = extents[axis];
            var start = Math.Clamp(starts[i] < 0 ? starts[i] + extent : starts[i], 0, extent);
            var end = Math.Clamp(ends[i] < 0 ? ends[i] + extent : ends[i], 0, extent);
            if (end <= start)
            {
                return binding.FailShape(string.Create(CultureInfo.InvariantCulture, $"The slice {starts[i]}:{ends[i]} of axis {axis} of {operand} is empty; a tensor must have at least one element along every axis."));
            }

            offset += start * strides[axis];
            extents[axis] = (int)(((long)end - start + steps[i] - 1) / steps[i]);
            strides[axis] = extents[axis] == 1 ? 1 : strides[axis] * steps[i];
        }

        var shape = Shape.Of(extents);
        return new ViewKernel(shape, new StridedView(shape.Dimensions, strides, shape.Strides(), leftOffset: offset));
    }

    public static Kernel? Gather(Binding binding)
    {
        var (data, indices) = (binding.Operands[0], binding.Operands[1]);
        if (data.IsScalar)
        {
            return binding.FailShape("A number has no axis to be indexed along.", 0);
        }

        return Axes.Resolve(binding, "axis", binding.Attributes.Integer("axis"), data) is { } axis
            ? new GatherKernel(Shape.Of([.. data.Dimensions[..axis], .. indices.Dimensions, .. data.Dimensions[(axis + 1)..]]), data, indices, axis)
            : null;
    }

    public static Kernel? Pad(Binding binding)
    {
        var operand = binding.Operands[0];
        var pads = binding.Attributes.Integers("pads")!;
        if (pads.Length != 2 * operand.Rank)
        {
            return binding.FailAttribute("pads", string.Create(CultureInfo.InvariantCulture, $"pads needs {2 * operand.Rank} numbers for the shape {operand}: one before each axis, then one after each; it has {pads.Length}."));
        }

        var shape = Shape.Of([.. Enumerable.Range(0, operand.Rank).Select(axis => (int)Math.Min(int.MaxValue, (long)operand[axis] + pads[axis] + pads[axis + operand.Rank]))]);
        var strides = shape.Strides();
        var offset = Enumerable.Range(0, operand.Rank).Aggregate(0, (sum, axis) => unchecked(sum + (pads[axis] * strides[axis])));
        return new ViewKernel(shape, new StridedView(operand.Dimensions, operand.Strides(), strides, rightOffset: offset), fill: binding.Attributes.Number("value"));
    }

    public static ViewKernel Tile(Binding binding)
    {
        var operand = binding.Operands[0];
        var repeats = binding.Attributes.Integers("repeats")!;
        var rank = Math.Max(operand.Rank, repeats.Length);
        var walk = new int[2 * rank];
        var extents = new int[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var own = axis - rank + operand.Rank;
            var repeat = axis - rank + repeats.Length;
            walk[2 * axis] = repeat < 0 ? 1 : repeats[repeat];
            walk[(2 * axis) + 1] = own < 0 ? 1 : operand[own];
            extents[axis] = (int)Math.Min(int.MaxValue, (long)walk[2 * axis] * walk[(2 * axis) + 1]);
        }

        var shape = Shape.Of(extents);
        var ownStrides = operand.Strides();
        var strides = shape.Strides();
        var left = new int[2 * rank];
        var right = new int[2 * rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var own = axis - rank + operand.Rank;
            left[(2 * axis) + 1] = own < 0 ? 0 : ownStrides[own];
            right[2 * axis] = unchecked(strides[axis] * walk[(2 * axis) + 1]);
            right[(2 * axis) + 1] = strides[axis];
        }

        return new ViewKernel(shape, new StridedView(walk, left, right));
    }
}
