using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>Operands one after another along an axis: for each index of the axes before it, a row of each operand in turn.</summary>
internal sealed class ConcatKernel : Kernel
{
    private const double WorkAPart = 24;

    private readonly int _rows;
    private readonly int[] _starts;

    public override long Work => Units((2.5 * Shape.Count) + ((double)_rows * (_starts.Length - 1) * WorkAPart));

    public ConcatKernel(Shape shape, int axis, IReadOnlyList<Shape> operands)
        : base(shape)
    {
        _rows = (int)Shape.Of(shape.Dimensions[..axis]).Count;
        _starts = new int[operands.Count + 1];
        for (var position = 0; position < operands.Count; position++)
        {
            _starts[position + 1] = unchecked(_starts[position] + (int)(operands[position].Count / _rows));
        }
    }

    public override void Forward(in KernelFrame frame)
    {
        for (var row = 0; row < _rows; row++)
        {
            for (var position = 0; position < frame.OperandCount; position++)
            {
                var part = PartOf(row, position);
                frame.Operand(position).Slice(row * part.Length, part.Length).CopyTo(frame.Value.Slice(part.Start, part.Length));
            }
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        for (var row = 0; row < _rows; row++)
        {
            var part = PartOf(row, position);
            upstream.Slice(part.Start, part.Length).CopyTo(contribution[(row * part.Length)..]);
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream) => 0;

    private (int Start, int Length) PartOf(int row, int position) => ((row * _starts[^1]) + _starts[position], _starts[position + 1] - _starts[position]);
}

/// <summary>Slices along an axis, by index. An index between two slices takes the nearest, one out of range gives NaN: a fault at the client's own point, no failure at a perturbed one.</summary>
internal sealed class GatherKernel(Shape shape, Shape data, Shape indices, int axis) : Kernel(shape)
{
    private readonly int _outer = (int)Shape.Of(data.Dimensions[..axis]).Count;
    private readonly int _extent = data[axis];
    private readonly int _inner = (int)Shape.Of(data.Dimensions[(axis + 1)..]).Count;
    private readonly int _count = (int)indices.Count;

    // A slice beside its elements, an element of it.
    public override long Work => Units(((double)_outer * _count * (22 + (2.5 * _inner))) + data.Count);

    public override bool Differentiates(int position) => position == 0;

    public override void Forward(in KernelFrame frame)
    {
        var data = frame.Operand(0);
        var indices = frame.Operand(1);
        var value = frame.Value;
        for (var outer = 0; outer < _outer; outer++)
        {
            for (var i = 0; i < _count; i++)
            {
                var target = value.Slice(((outer * _count) + i) * _inner, _inner);
                var index = IndexOf(indices[i]);
                if (index < 0)
                {
                    target.Fill(double.NaN);
                }
                else
                {
                    data.Slice(((outer * _extent) + index) * _inner, _inner).CopyTo(target);
                }
            }
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var indices = frame.Operand(1);
        contribution.Clear();
        for (var outer = 0; outer < _outer; outer++)
        {
            for (var i = 0; i < _count; i++)
            {
                if (IndexOf(indices[i]) is >= 0 and var index)
                {
                    var target = contribution.Slice(((outer * _extent) + index) * _inner, _inner);
                    TensorPrimitives.Add(target, upstream.Slice(((outer * _count) + i) * _inner, _inner), target);
                }
            }
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream) => 0;

    public override OperandFault? FindFault(in KernelFrame frame)
    {
        var indices = frame.Operand(1);
        for (var i = 0; i < indices.Length; i++)
        {
            if (IndexOf(indices[i]) < 0 || indices[i] != Math.Floor(indices[i]))
            {
                return new OperandFault(1, i, string.Create(
                    CultureInfo.InvariantCulture, $"{indices[i]} is not an index: along axis {axis} of extent {_extent} it must be a whole number from {-_extent} to {_extent - 1}."));
            }
        }

        return null;
    }

    private int IndexOf(double index)
    {
        var nearest = Math.Round(index);
        var counted = nearest < 0 ? nearest + _extent : nearest;
        return counted >= 0 && counted < _extent ? (int)counted : -1;
    }
}
