using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators;

/// <summary>Pooling: something about each window of each example's each channel.</summary>
internal abstract class PoolKernel(Shape shape, Window window) : Kernel(shape)
{
    public override long Work => Saturate(Shape.Count, window.KernelArea);

    protected Window Window => window;

    /// <summary>Where the channel of a window starts in x, and the window's elements there outside the padding.</summary>
    protected (int Channel, WindowElements Elements) ElementsOf(int output)
    {
        var place = output % window.Count;
        return (output / window.Count * window.Area, new WindowElements(window, place / window.Columns.Count, place % window.Columns.Count));
    }

    /// <summary>Walks the elements of one window in row-major order, without those in the padding.</summary>
    protected struct WindowElements(Window window, int row, int column)
    {
        private int _element = -1;

        /// <summary>The element's place in its channel.</summary>
        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (++_element < window.KernelArea)
            {
                var y = window.Rows.Position(row, _element / window.Columns.Kernel);
                var x = window.Columns.Position(column, _element % window.Columns.Kernel);
                if (y >= 0 && y < window.Rows.Extent && x >= 0 && x < window.Columns.Extent)
                {
                    Current = (y * window.Columns.Extent) + x;
                    return true;
                }
            }

            return false;
        }
    }
}

/// <summary>The largest element of each window. Forward saves where it is.</summary>
internal sealed class MaxPoolKernel(Shape shape, Window window) : PoolKernel(shape, window)
{
    public override long SavedLength => Shape.Count;

    public override bool HasBranches => true;

    public override void Forward(in KernelFrame frame)
    {
        var x = frame.Operand(0);
        for (var output = 0; output < frame.Value.Length; output++)
        {
            var (channel, elements) = ElementsOf(output);
            elements.MoveNext();
            var winner = channel + elements.Current;
            while (elements.MoveNext())
            {
                var element = channel + elements.Current;
                winner = x[element] > x[winner] || (double.IsNaN(x[element]) && !double.IsNaN(x[winner])) ? element : winner;
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
            var (channel, elements) = ElementsOf(output);
            while (elements.MoveNext())
            {
                winners += x[channel + elements.Current] == frame.Value[output] ? 1 : 0;
            }

            recorder.Add(new Branch((long)frame.Saved[output], winners > 1), output);
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream) => 0;
}

/// <summary>The mean of each window's elements outside the padding.</summary>
internal sealed class AveragePoolKernel(Shape shape, Window window) : PoolKernel(shape, window)
{
    public override void Forward(in KernelFrame frame)
    {
        for (var output = 0; output < frame.Value.Length; output++)
        {
            var (sum, _, count) = SumOf(frame, output);
            frame.Value[output] = sum / count;
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        contribution.Clear();
        for (var output = 0; output < upstream.Length; output++)
        {
            var share = upstream[output] / SumOf(frame, output).Count;
            var (channel, elements) = ElementsOf(output);
            while (elements.MoveNext())
            {
                contribution[channel + elements.Current] += share;
            }
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var rounding = 0.0;
        for (var output = 0; output < upstream.Length; output++)
        {
            var (sum, magnitude, count) = SumOf(frame, output);
            rounding += Math.Abs(upstream[output]) * ((ProductRounding.OfSum(count) * magnitude) + Math.Abs(sum)) / count;
        }

        return rounding;
    }

    private (double Sum, double Magnitude, int Count) SumOf(in KernelFrame frame, int output)
    {
        var x = frame.Operand(0);
        var (sum, magnitude, count) = (0.0, 0.0, 0);
        var (channel, elements) = ElementsOf(output);
        while (elements.MoveNext())
        {
            sum += x[channel + elements.Current];
            magnitude += Math.Abs(x[channel + elements.Current]);
            count++;
        }

        return (sum, magnitude, count);
    }
}
