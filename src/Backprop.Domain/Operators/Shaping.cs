using System.Globalization;
using Backprop.Domain.Tensors;
using static Backprop.Domain.Operators.Sampling;

namespace Backprop.Domain.Operators;

/// <summary>The same numbers in another shape, another place, or several places.</summary>
public static class Shaping
{
    private const string Family = "shaping";

    /// <summary>The operand's elements in row-major order in another shape.</summary>
    public static readonly Operator Reshape = new()
    {
        Name = "reshape",
        Family = Family,
        Summary = "The elements in row-major order in another shape with as many.",
        Operands = ["x"],
        MinimumArity = 1,
        MaximumArity = 1,
        Attributes = [new("shape", AttributeKind.Integers, "The shape; one extent may be -1 and follows from the others.", Required: true, Minimum: -1)],
        Formula = t => Call("reshape", t.A),
        Derivative = (t, _) => Call("reshape", t.G),
        Bind = BindReshape,
        Samples =
        [
            Of(Real(2, 3)).With(("shape", Values(3, 2))), Of(Real(2, 3, 4)).With(("shape", Values(4, -1))), Of(Real()).With(("shape", Values(1, 1))), Of(Real(1)).With(("shape", Values())),
        ],
    };

    /// <summary>The operand as a matrix: axes before one make the rows, the others the columns.</summary>
    public static readonly Operator Flatten = new()
    {
        Name = "flatten",
        Family = Family,
        Summary = "The operand as a matrix: the axes before axis make the rows, the others the columns.",
        Operands = ["x"],
        MinimumArity = 1,
        MaximumArity = 1,
        Attributes = [new("axis", AttributeKind.Integer, "The first axis that goes into the columns; negative counts from the end.", new AttributeValue.Number(1))],
        Formula = t => Call("flatten", t.A),
        Derivative = (t, _) => Call("reshape", t.G),
        Bind = BindFlatten,
        Samples = [Of(Real(2, 3)), Of(Real(2, 3, 4)), Of(Real(2, 3, 4)).With(("axis", Value(0))), Of(Real(2, 3, 2, 2)).With(("axis", Value(-1))), Of(Real(3)).With(("axis", Value(1)))],
    };

    /// <summary>The operand without axes of extent 1.</summary>
    public static readonly Operator Squeeze = new()
    {
        Name = "squeeze",
        Family = Family,
        Summary = "The operand without these axes of extent 1, by default all such.",
        Operands = ["x"],
        MinimumArity = 1,
        MaximumArity = 1,
        Attributes = [new("axes", AttributeKind.Integers, "The axes to drop; each must have extent 1; left out: every axis of extent 1. Negative axes count from the end.")],
        Formula = t => Call("squeeze", t.A),
        Derivative = (t, _) => Call("reshape", t.G),
        Bind = BindSqueeze,
        Samples = [Of(Real(1, 3, 1)), Of(Real(1, 1)), Of(Real(2, 3)), Of(Real(1, 3, 1)).With(("axes", Values(-1))), Of(Real(1, 3, 1)).With(("axes", Values(2, 0)))],
    };

    /// <summary>The operand with additional axes of extent 1.</summary>
    public static readonly Operator Unsqueeze = new()
    {
        Name = "unsqueeze",
        Family = Family,
        Summary = "The operand with additional axes of extent 1.",
        Operands = ["x"],
        MinimumArity = 1,
        MaximumArity = 1,
        Attributes = [new("axes", AttributeKind.Integers, "Which axes of the result are new; negative axes count from its end.", Required: true)],
        Formula = t => Call("unsqueeze", t.A),
        Derivative = (t, _) => Call("reshape", t.G),
        Bind = BindUnsqueeze,
        Samples = [Of(Real(3)).With(("axes", Values(0))), Of(Real(2, 3)).With(("axes", Values(1, -1))), Of(Real()).With(("axes", Values(0, 1)))],
    };

    /// <summary>The operand repeated to a larger shape by broadcasting.</summary>
    public static readonly Operator Expand = new()
    {
        Name = "expand",
        Family = Family,
        Summary = "The operand broadcast with a shape: axes of extent 1 and missing axes are repeated.",
        Operands = ["x"],
        MinimumArity = 1,
        MaximumArity = 1,
        Attributes = [new("shape", AttributeKind.Integers, "The shape to broadcast with; an extent of 1 keeps the operand's own.", Required: true, Minimum: 1)],
        Formula = t => Call("expand", t.A),
        Derivative = (t, _) => $@"\sum_{{\text{{repeated}}}} {t.G}",
        Bind = BindExpand,
        Samples =
        [
            Of(Real()).With(("shape", Values(2, 3))), Of(Real(3)).With(("shape", Values(2, 3))), Of(Real(2, 1)).With(("shape", Values(2, 3))), Of(Real(3, 1)).With(("shape", Values(2, 1, 4))),
        ],
    };

    /// <summary>The operands one after another along an axis.</summary>
    public static readonly Operator Concat = new()
    {
        Name = "concat",
        Family = Family,
        Summary = "The operands one after another along an axis; every other axis must be equal.",
        Operands = ["x"],
        MinimumArity = 1,
        MaximumArity = int.MaxValue,
        Attributes = [new("axis", AttributeKind.Integer, "The axis along which they are joined; negative counts from the end.", new AttributeValue.Number(0))],
        Formula = t => Call("concat", string.Join(", ", t.X)),
        Derivative = (t, position) => string.Create(CultureInfo.InvariantCulture, $@"\operatorname{{part}}_{{{position + 1}}}\left({t.G}\right)"),
        Bind = BindConcat,
        Samples =
        [
            Of(Real(2), Real(3)), Of(Real(2, 3), Real(2, 1)).With(("axis", Value(1))), Of(Real(2, 2, 2), Real(2, 1, 2), Real(2, 3, 2)).With(("axis", Value(-2))), Of(Real(2, 3)),
        ],
    };

    /// <summary>A part of the operand: along some axes every step-th element from a start to before an end.</summary>
    public static readonly Operator Slice = new()
    {
        Name = "slice",
        Family = Family,
        Summary = "Along some axes, every step-th element from a start to before an end; negative indices count from the end and indices beyond the ends are clamped, as in NumPy.",
        Operands = ["x"],
        MinimumArity = 1,
        MaximumArity = 1,
        Attributes =
        [
            new("starts", AttributeKind.Integers, "Where to start, one an axis.", Required: true),
            new("ends", AttributeKind.Integers, "Before which index to end, one an axis; anything large for the rest.", Required: true),
            new("axes", AttributeKind.Integers, "The axes; left out: the first ones. Negative axes count from the end."),
            new("steps", AttributeKind.Integers, "How far from one element to the next, one an axis; left out: 1.", Minimum: 1),
        ],
        Formula = t => Call("slice", t.A),
        Derivative = (t, _) => Call("place", t.G),
        Bind = BindSlice,
        Samples =
        [
            Of(Real(5)).With(("starts", Values(1)), ("ends", Values(4))),
            Of(Real(5)).With(("starts", Values(-4)), ("ends", Values(100)), ("steps", Values(2))),
            Of(Real(3, 4)).With(("starts", Values(1, 0)), ("ends", Values(3, -1))),
            Of(Real(3, 4)).With(("starts", Values(0)), ("ends", Values(4)), ("axes", Values(-1)), ("steps", Values(3))),
        ],
    };

    /// <summary>Slices of the operand along an axis, by index.</summary>
    public static readonly Operator Gather = new()
    {
        Name = "gather",
        Family = Family,
        Summary = "The slices of data along an axis that the indices name, in the indices' shape; negative indices count from the end.",
        Operands = ["data", "indices"],
        MinimumArity = 2,
        MaximumArity = 2,
        Attributes = [new("axis", AttributeKind.Integer, "The axis of data that is indexed; negative counts from the end.", new AttributeValue.Number(0))],
        Formula = t => $@"{{{t.A}}}_{{[{t.B}]}}",
        Derivative = (t, position) => position == 0 ? $@"\sum_{{i : {{{t.B}}}_i = j}} {{{t.G}}}_i" : null,
        KinkConvention = "Indices have no gradient; a slice that is taken several times gets the sum.",
        Bind = BindGather,
        Samples =
        [
            Of(Real(4), Index(4, 3)), Of(Real(3, 2), Index(3)), Of(Real(3, 2), Index(3, 2, 2)), Of(Real(2, 3), Index(3, 4)).With(("axis", Value(1))), Of(Real(2, 3, 2), Index(3, 2)).With(("axis", Value(-2))),
        ],
    };

    /// <summary>The operand with a border of a constant.</summary>
    public static readonly Operator Pad = new()
    {
        Name = "pad",
        Family = Family,
        Summary = "The operand with a border of a constant.",
        Operands = ["x"],
        MinimumArity = 1,
        MaximumArity = 1,
        Attributes =
        [
            new("pads", AttributeKind.Integers, "The width before each axis, then the width after each axis.", Required: true, Minimum: 0),
            new("value", AttributeKind.Number, "The border's value.", new AttributeValue.Number(0)),
        ],
        Formula = t => Call("pad", t.A),
        Derivative = (t, _) => Call("crop", t.G),
        Bind = BindPad,
        Samples = [Of(Real(3)).With(("pads", Values(1, 2))), Of(Real(2, 3)).With(("pads", Values(1, 0, 0, 2)), ("value", Value(-1.5))), Of(Real(2, 2, 2)).With(("pads", Values(0, 1, 0, 0, 1, 3)))],
    };

    /// <summary>The operand repeated along each axis.</summary>
    public static readonly Operator Tile = new()
    {
        Name = "tile",
        Family = Family,
        Summary = "The operand repeated as a whole along each axis; axes are added in front where there are more repeats, as in NumPy.",
        Operands = ["x"],
        MinimumArity = 1,
        MaximumArity = 1,
        Attributes = [new("repeats", AttributeKind.Integers, "How often along each axis; counted from the last axis where there are fewer.", Required: true, Minimum: 1)],
        Formula = t => Call("tile", t.A),
        Derivative = (t, _) => $@"\sum_{{\text{{repeated}}}} {t.G}",
        Bind = BindTile,
        Samples =
        [
            Of(Real(3)).With(("repeats", Values(2))), Of(Real(2, 3)).With(("repeats", Values(2, 3))), Of(Real(2, 1, 2)).With(("repeats", Values(1, 3, 2))),
            Of(Real(3)).With(("repeats", Values(2, 2))), Of(Real(2, 3)).With(("repeats", Values(2))), Of(Real()).With(("repeats", Values(3))),
        ],
    };

    private static string Call(string function, string argument) => $@"\operatorname{{{function}}}\left({argument}\right)";

    private static ViewKernel Copy(Shape operand, Shape shape) => new(shape, new StridedView([(int)operand.Count], [1], [1]), rearranges: true);

    private static ViewKernel? BindReshape(Binding binding)
    {
        var operand = binding.Operands[0];
        var extents = binding.Attributes.Integers("shape")!;
        var given = extents.Where(e => e != -1).Aggregate(1L, (count, extent) => extent == 0 || count <= long.MaxValue / extent ? count * extent : long.MaxValue);
        var text = $"[{string.Join(", ", extents)}]";
        switch (extents.Count(e => e == -1))
        {
            case > 1:
                binding.FailAttribute("shape", $"shape {text} has more than one -1; only one extent can follow from the others.");
                return null;
            case 1 when given == 0 || operand.Count % given != 0:
                binding.FailAttribute("shape", string.Create(CultureInfo.InvariantCulture, $"shape {text} does not fit: the {operand.Count} elements of {operand} cannot be divided by {given}."));
                return null;
            case 1:
                return Copy(operand, Shape.Of([.. extents.Select(e => e == -1 ? (int)(operand.Count / given) : e)]));
            case 0 when given != operand.Count:
                binding.FailAttribute("shape", string.Create(CultureInfo.InvariantCulture, $"shape {text} has {given} elements, the operand of shape {operand} has {operand.Count}."));
                return null;
            default:
                return Copy(operand, Shape.Of(extents));
        }
    }

    private static ViewKernel? BindFlatten(Binding binding)
    {
        var operand = binding.Operands[0];
        var axis = binding.Attributes.Integer("axis");
        var split = axis < 0 ? axis + operand.Rank : axis;
        if (split < 0 || split > operand.Rank)
        {
            binding.FailAttribute("axis", string.Create(CultureInfo.InvariantCulture, $"axis {axis} must be from {-operand.Rank} to {operand.Rank} for the shape {operand}."));
            return null;
        }

        return Copy(operand, Shape.Of((int)Shape.Of(operand.Dimensions[..split]).Count, (int)Shape.Of(operand.Dimensions[split..]).Count));
    }

    private static ViewKernel? BindSqueeze(Binding binding)
    {
        var operand = binding.Operands[0];
        var dropped = binding.Attributes.Integers("axes") is { } axes
            ? Axes.Resolve(binding, "axes", axes, operand)
            : [.. Enumerable.Range(0, operand.Rank).Where(axis => operand[axis] == 1)];
        if (dropped is null)
        {
            return null;
        }

        if (dropped.FirstOrDefault(axis => operand[axis] != 1, -1) is >= 0 and var large)
        {
            binding.FailAttribute("axes", string.Create(CultureInfo.InvariantCulture, $"axis {large} of {operand} has extent {operand[large]}; only axes of extent 1 can be dropped."));
            return null;
        }

        return Copy(operand, Shape.Of([.. operand.Dimensions.ToArray().Where((_, axis) => !dropped.Contains(axis))]));
    }

    private static ViewKernel? BindUnsqueeze(Binding binding)
    {
        var operand = binding.Operands[0];
        var axes = binding.Attributes.Integers("axes")!;
        var rank = operand.Rank + axes.Length;
        if (Axes.Resolve(binding, "axes", axes, rank, string.Create(CultureInfo.InvariantCulture, $"a result of rank {rank}")) is not { } added)
        {
            return null;
        }

        var extents = new int[rank];
        foreach (var axis in added)
        {
            extents[axis] = 1;
        }

        var next = 0;
        return Copy(operand, Shape.Of([.. extents.Select(extent => extent == 1 ? 1 : operand[next++])]));
    }

    private static ViewKernel? BindExpand(Binding binding)
    {
        var operand = binding.Operands[0];
        var target = Shape.Of(binding.Attributes.Integers("shape")!);
        if (Shape.Broadcast(operand, target) is not { } shape)
        {
            binding.FailAttribute("shape", $"the shape {operand} cannot be expanded to {target}: from the last axis on, extents must be equal or 1.");
            return null;
        }

        return new ViewKernel(shape, StridedView.Broadcast(operand, shape));
    }

    private static ConcatKernel? BindConcat(Binding binding)
    {
        var first = binding.Operands[0];
        if (first.IsScalar)
        {
            binding.FailShape("Numbers have no axis to be joined along; unsqueeze them first.", 0);
            return null;
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
                binding.FailShape(string.Create(CultureInfo.InvariantCulture, $"Shapes {first} and {operand} cannot be joined along axis {axis}: every other axis must be equal."), position);
                return null;
            }

            extent += operand[axis];
        }

        int[] extents = [.. first.Dimensions];
        extents[axis] = (int)Math.Min(extent, int.MaxValue);
        return new ConcatKernel(Shape.Of(extents), axis, binding.Operands);
    }

    private static ViewKernel? BindSlice(Binding binding)
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
                binding.FailAttribute(name, string.Create(CultureInfo.InvariantCulture, $"{name} has {list.Length} numbers, starts has {starts.Length}; each axis needs one of both."));
                return null;
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
                binding.FailShape(string.Create(CultureInfo.InvariantCulture, $"The slice {starts[i]}:{ends[i]} of axis {axis} of {operand} is empty; a tensor must have at least one element along every axis."));
                return null;
            }

            offset += start * strides[axis];
            extents[axis] = (int)(((long)end - start + steps[i] - 1) / steps[i]);
            strides[axis] = extents[axis] == 1 ? 1 : strides[axis] * steps[i];
        }

        var shape = Shape.Of(extents);
        return new ViewKernel(shape, new StridedView(shape.Dimensions, strides, shape.Strides(), leftOffset: offset));
    }

    private static GatherKernel? BindGather(Binding binding)
    {
        var (data, indices) = (binding.Operands[0], binding.Operands[1]);
        if (data.IsScalar)
        {
            binding.FailShape("A number has no axis to be indexed along.", 0);
            return null;
        }

        return Axes.Resolve(binding, "axis", binding.Attributes.Integer("axis"), data) is { } axis
            ? new GatherKernel(Shape.Of([.. data.Dimensions[..axis], .. indices.Dimensions, .. data.Dimensions[(axis + 1)..]]), data, indices, axis)
            : null;
    }

    private static ViewKernel? BindPad(Binding binding)
    {
        var operand = binding.Operands[0];
        var pads = binding.Attributes.Integers("pads")!;
        if (pads.Length != 2 * operand.Rank)
        {
            binding.FailAttribute("pads", string.Create(CultureInfo.InvariantCulture, $"pads needs {2 * operand.Rank} numbers for the shape {operand}: one before each axis, then one after each; it has {pads.Length}."));
            return null;
        }

        var shape = Shape.Of([.. Enumerable.Range(0, operand.Rank).Select(axis => (int)Math.Min(int.MaxValue, (long)operand[axis] + pads[axis] + pads[axis + operand.Rank]))]);
        var strides = shape.Strides();
        var offset = Enumerable.Range(0, operand.Rank).Aggregate(0, (sum, axis) => unchecked(sum + (pads[axis] * strides[axis])));
        return new ViewKernel(shape, new StridedView(operand.Dimensions, operand.Strides(), strides, rightOffset: offset), fill: binding.Attributes.Number("value"));
    }

    private static ViewKernel BindTile(Binding binding)
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
