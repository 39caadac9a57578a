using Backprop.Domain.Operators.Numerics;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>Convolution as a matrix product: windows unfolded into columns, filters as rows. One product for each example and group, and two for its gradients.</summary>
internal sealed class ConvKernel(Shape shape, Window window, Shape x, Shape w, int groups) : Kernel(shape)
{
    private readonly int _examples = x[0];
    private readonly int _filters = w[0] / groups;
    private readonly int _depth = (int)(w.Count / w[0]);
    private readonly int _imageLength = x[1] / groups * window.Area;

    // A product's call; a window's element unfolded and folded back; its row.
    private const double WorkAPart = 400;
    private const double WorkAnElement = 5;
    private const double WorkARow = 20;

    public override long Work => Units((double)_examples * groups * WorkOfPart);

    private long WorkOfPart { get; } = Units(
        WorkAPart + MatrixProduct.EstimateWork(w[0] / groups, w.Count / w[0], window.Count)
        + (window.IsPointwise ? 0 : (double)w.Count / w[0] * ((WorkAnElement * window.Count) + (WorkARow * window.Rows.Count))));

    public override long ScratchLength => Saturate(window.Count, (window.IsPointwise ? 0 : _depth) + 1L);

    public override void Forward(in KernelFrame frame)
    {
        var pace = new Pace(frame.CancellationToken);
        for (var part = 0; part < _examples * groups; part++)
        {
            MatrixProduct.Multiply(Filters(frame, part), Columns(frame, part), frame.Value.Slice(part * ProductLength, ProductLength), cancellationToken: frame.CancellationToken);
            pace.Spend(WorkOfPart);
        }

        if (frame.OperandCount > 2)
        {
            var bias = frame.Operand(2);
            for (var row = 0; row < _examples * bias.Length; row++)
            {
                var windows = frame.Value.Slice(row * window.Count, window.Count);
                TensorPrimitives.Add(windows, bias[row % bias.Length], windows);
            }
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        contribution.Clear();
        if (position == 2)
        {
            for (var row = 0; row < _examples * contribution.Length; row++)
            {
                contribution[row % contribution.Length] += Summation.Sum(upstream.Slice(row * window.Count, window.Count));
            }

            return;
        }

        var pace = new Pace(frame.CancellationToken);
        for (var part = 0; part < _examples * groups; part++)
        {
            pace.Spend(WorkOfPart);
            var gradient = new MatrixView(upstream.Slice(part * ProductLength, ProductLength), _filters, window.Count);
            if (position == 1)
            {
                MatrixProduct.Multiply(gradient, Columns(frame, part).Transposed, contribution.Slice(part % groups * FiltersLength, FiltersLength), 1, true, frame.CancellationToken);
                continue;
            }

            var image = contribution.Slice(part * _imageLength, _imageLength);
            var columns = window.IsPointwise ? image : Unfolded(frame);
            MatrixProduct.Multiply(Filters(frame, part).Transposed, gradient, columns, cancellationToken: frame.CancellationToken);
            if (!window.IsPointwise)
            {
                window.Fold(columns, image);
            }
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var norms = frame.Scratch[(int)(ScratchLength - window.Count)..];
        var sum = SumOfMagnitudes(frame.Value, upstream);
        for (var part = 0; part < _examples * groups; part++)
        {
            sum += ProductRounding.Bound(Filters(frame, part), Columns(frame, part), upstream.Slice(part * ProductLength, ProductLength), norms);
        }

        return sum;
    }

    private int ProductLength => _filters * window.Count;

    private int FiltersLength => _filters * _depth;

    private Span<double> Unfolded(in KernelFrame frame) => frame.Scratch[..(_depth * window.Count)];

    private MatrixView Filters(in KernelFrame frame, int part) => new(frame.Operand(1).Slice(part % groups * FiltersLength, FiltersLength), _filters, _depth);

    private MatrixView Columns(in KernelFrame frame, int part)
    {
        var image = frame.Operand(0).Slice(part * _imageLength, _imageLength);
        if (window.IsPointwise)
        {
            return new MatrixView(image, _depth, window.Count);
        }

        var columns = Unfolded(frame);
        window.Unfold(image, columns);
        return new MatrixView(columns, _depth, window.Count);
    }
}
