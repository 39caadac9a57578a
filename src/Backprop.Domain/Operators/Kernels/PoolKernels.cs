using Backprop.Domain.Operators.Numerics;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>Pooling: something about each window of each example's each channel.</summary>
internal abstract class PoolKernel(Shape shape, Window window, double workAnElement) : Kernel(shape)
{
    // A window, and a row of it beside its elements.
    private const double WorkAWindow = 40;
    private const double WorkARow = 8;

    public override long Work => Units((double)Shape.Count * WorkOfWindow);

    /// <summary>What a window takes.</summary>
    protected long WorkOfWindow { get; } = Units(WorkAWindow + (WorkARow * window.Rows.Kernel) + (workAnElement * window.KernelArea));

    /// <summary>Where a window's elements outside the padding lie in x: rows from First on, each of the same width.</summary>
    protected WindowPart PartOf(int output)
    {
        var place = output % window.Count;
        var (top, bottom) = Clip(window.Rows, place / window.Columns.Count);
        var (left, right) = Clip(window.Columns, place % window.Columns.Count);
        return new WindowPart((output / window.Count * window.Area) + (top * window.Columns.Extent) + left, bottom - top, right - left, window.Columns.Extent);
    }

    private static (int Start, int End) Clip(WindowAxis axis, int window)
    {
        var start = axis.Position(window, 0);
        return (Math.Max(0, start), Math.Min(axis.Extent, start + axis.Kernel));
    }

    /// <summary>A rectangle of a channel.</summary>
    protected readonly record struct WindowPart(int First, int Rows, int Columns, int RowStride)
    {
        /// <summary>The number of elements.</summary>
        public int Count => Rows * Columns;

        /// <summary>A row's elements.</summary>
        public Span<double> Row(Span<double> x, int row) => x.Slice(StartOf(row), Columns);

        /// <summary>A row's elements.</summary>
        public ReadOnlySpan<double> Row(ReadOnlySpan<double> x, int row) => x.Slice(StartOf(row), Columns);

        /// <summary>Where a row starts.</summary>
        public int StartOf(int row) => First + (row * RowStride);
    }
}

/// <summary>The largest element of each window. Forward saves where it is.</summary>
internal sealed class MaxPoolKernel(Shape shape, Window window) : PoolKernel(shape, window, workAnElement: 9)
{
    public override long SavedLength => Shape.Count;

    public override bool HasBranches => true;

    public override void Forward(in KernelFrame frame)
    {
        var x = frame.Operand(0);
        var pace = new Pace(frame.CancellationToken);
        for (var output = 0; output < frame.Value.Length; output++)
        {
            pace.Spend(WorkOfWindow);
            var part = PartOf(output);
            var winner = part.First;
            for (var row = 0; row < part.Rows; row++)
            {
                for (var element = part.StartOf(row); element < part.StartOf(row) + part.Columns; element++)
                {
                    winner = x[element] > x[winner] || (double.IsNaN(x[element]) && !double.IsNaN(x[winner])) ? element : winner;
                }
            }

            frame.Value[output] = x[winner];
            frame.Saved[output] = winner;
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        contribution.Clear();
        for (var output = 0; output < upstream.Length; output++)
        {
            contribution[(int)frame.Saved[output]] += upstream[output];
        }
    }

    public override void Branches(in KernelFrame frame, BranchRecorder recorder)
    {
        var x = frame.Operand(0);
        for (var output = 0; output < frame.Value.Length; output++)
        {
            var winners = 0;
            var part = PartOf(output);
            for (var row = 0; row < part.Rows; row++)
            {
                winners += part.Row(x, row).Count(frame.Value[output]);
            }

            recorder.Add(new Branch((long)frame.Saved[output], winners > 1), output);
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream) => 0;
}

/// <summary>The mean of each window's elements outside the padding.</summary>
internal sealed class AveragePoolKernel(Shape shape, Window window) : PoolKernel(shape, window, workAnElement: 4)
{
    public override void Forward(in KernelFrame frame)
    {
        var pace = new Pace(frame.CancellationToken);
        for (var output = 0; output < frame.Value.Length; output++)
        {
            pace.Spend(WorkOfWindow);
            var part = PartOf(output);
            var sum = 0.0;
            for (var row = 0; row < part.Rows; row++)
            {
                foreach (var element in part.Row(frame.Operand(0), row))
                {
                    sum += element;
                }
            }

            frame.Value[output] = sum / part.Count;
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        contribution.Clear();
        var pace = new Pace(frame.CancellationToken);
        for (var output = 0; output < upstream.Length; output++)
        {
            pace.Spend(WorkOfWindow);
            var part = PartOf(output);
            var share = upstream[output] / part.Count;
            for (var row = 0; row < part.Rows; row++)
            {
                var target = part.Row(contribution, row);
                TensorPrimitives.Add(target, share, target);
            }
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var rounding = 0.0;
        for (var output = 0; output < upstream.Length; output++)
        {
            var part = PartOf(output);
            var magnitude = 0.0;
            for (var row = 0; row < part.Rows; row++)
            {
                magnitude += Summation.SumOfMagnitudes(part.Row(frame.Operand(0), row));
            }

            rounding += Math.Abs(upstream[output]) * (ProductRounding.OfSum(part.Count) + 1) * magnitude / part.Count;
        }

        return rounding;
    }
}
