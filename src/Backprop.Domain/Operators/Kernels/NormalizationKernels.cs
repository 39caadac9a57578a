using Backprop.Domain.Operators.Numerics;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>A tensor as rows, which of its elements are normalised together, and which parameter scales each.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Length">The length of a row.</param>
/// <param name="Groups">The number of groups: of neighbouring rows, where nothing else is said.</param>
/// <param name="Parameters">The number of parameters.</param>
/// <param name="AcrossRows">Whether a group is made of rows at equal distances, and not of neighbouring ones.</param>
/// <param name="GroupPerElement">Whether each element of a row belongs to the next group, and not all to one.</param>
/// <param name="ParameterPerElement">Whether each element of a row has the next parameter, and not all one.</param>
internal readonly record struct NormalizationLayout(int Rows, int Length, int Groups, int Parameters, bool AcrossRows = false, bool GroupPerElement = false, bool ParameterPerElement = false)
{
    /// <summary>The group of a row's first element.</summary>
    public int GroupOf(int row) => GroupPerElement ? 0 : AcrossRows ? row % Groups : (int)((long)row * Groups / Rows);

    /// <summary>The parameter of a row's first element.</summary>
    public int ParameterOf(int row) => ParameterPerElement ? 0 : row % Parameters;
}

/// <summary>
/// scale·(x − μ)/√(σ² + ε) + bias with the group's own mean and biased variance. Forward saves each group's μ and 1/√(σ² + ε). With ĝ the
/// upstream gradient times scale and x̂ the normalised element, ∂/∂x = (ĝ − mean ĝ − x̂·mean(ĝ·x̂))/√(σ² + ε) (Ioffe and Szegedy, 2015).
/// </summary>
internal sealed class NormalizationKernel(Shape shape, NormalizationLayout layout, double epsilon) : Kernel(shape)
{
    private readonly double _groupLength = (double)shape.Count / layout.Groups;

    // An element, and a row beside its elements.
    private const double WorkAnElement = 28;
    private const double WorkARow = 420;

    public override long Work => Units((double)layout.Rows * WorkOfRow);

    private long WorkOfRow => Units((WorkAnElement * layout.Length) + WorkARow);

    public override long SavedLength => 2L * layout.Groups;

    public override long ScratchLength => (2L * layout.Groups) + (2L * layout.Length);

    public override void Forward(in KernelFrame frame)
    {
        var means = frame.Saved[..layout.Groups];
        var inverses = frame.Saved[layout.Groups..];
        var centred = frame.Scratch[..layout.Length];
        frame.Saved.Clear();
        var pace = new Pace(frame.CancellationToken);
        for (var row = 0; row < layout.Rows; row++)
        {
            pace.Spend(WorkOfRow);
            AddRow(Row(frame.Operand(0), row), means, layout.GroupOf(row), layout.GroupPerElement);
        }

        TensorPrimitives.Divide(means, _groupLength, means);
        for (var row = 0; row < layout.Rows; row++)
        {
            pace.Spend(WorkOfRow);
            Centre(frame, row, centred);
            TensorPrimitives.Multiply(centred, centred, centred);
            AddRow(centred, inverses, layout.GroupOf(row), layout.GroupPerElement);
        }

        foreach (ref var inverse in inverses)
        {
            inverse = 1 / Math.Sqrt((inverse / _groupLength) + epsilon);
        }

        for (var row = 0; row < layout.Rows; row++)
        {
            pace.Spend(WorkOfRow);
            var y = frame.Value.Slice(row * layout.Length, layout.Length);
            Normalize(frame, row, y);
            MultiplyRow(y, frame.Operand(1), layout.ParameterOf(row), layout.ParameterPerElement);
            if (frame.OperandCount > 2)
            {
                ShiftRow(y, frame.Operand(2), layout.ParameterOf(row), layout.ParameterPerElement, 1);
            }
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        if (position == 0)
        {
            ContributeToX(frame, upstream, contribution);
            return;
        }

        var product = frame.Scratch[..layout.Length];
        contribution.Clear();
        var pace = new Pace(frame.CancellationToken);
        for (var row = 0; row < layout.Rows; row++)
        {
            pace.Spend(WorkOfRow);
            var g = Row(upstream, row);
            if (position == 1)
            {
                Normalize(frame, row, product);
                TensorPrimitives.Multiply(product, g, product);
                g = product;
            }

            AddRow(g, contribution, layout.ParameterOf(row), layout.ParameterPerElement);
        }
    }

    // The mean's and the variance's roundings move a whole group; cancellation in x − μ is why magnitudes of x count, not of the result.
    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var scale = frame.Operand(1);
        var magnitudes = frame.Scratch[..layout.Groups];
        var row = frame.Scratch.Slice(layout.Groups, layout.Length);
        magnitudes.Clear();
        for (var r = 0; r < layout.Rows; r++)
        {
            TensorPrimitives.Abs(Row(frame.Operand(0), r), row);
            AddRow(row, magnitudes, layout.GroupOf(r), layout.GroupPerElement);
        }

        var roundings = ProductRounding.OfSum((int)_groupLength) + 1;
        var sum = SumOfMagnitudes(frame.Value, upstream);
        for (var element = 0; element < upstream.Length; element++)
        {
            var (r, i) = Math.DivRem(element, layout.Length);
            var group = layout.GroupOf(r) + (layout.GroupPerElement ? i : 0);
            var (mean, inverse) = (frame.Saved[group], frame.Saved[layout.Groups + group]);
            var magnitude = magnitudes[group] / _groupLength;
            var x = frame.Operand(0)[element];
            var centring = (Math.Abs(x) + Math.Abs(mean) + (roundings * magnitude)) * inverse;
            var scaling = Math.Abs((x - mean) * inverse) * (roundings + 4 + ((magnitude + Math.Abs(mean)) * inverse));
            sum += Math.Abs(upstream[element] * scale[layout.ParameterOf(r) + (layout.ParameterPerElement ? i : 0)]) * (centring + scaling);
        }

        return sum;
    }

    private void ContributeToX(in KernelFrame frame, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var sums = frame.Scratch[..layout.Groups];
        var moments = frame.Scratch.Slice(layout.Groups, layout.Groups);
        var normalized = frame.Scratch.Slice(2 * layout.Groups, layout.Length);
        var scaled = frame.Scratch.Slice((2 * layout.Groups) + layout.Length, layout.Length);
        sums.Clear();
        moments.Clear();
        var pace = new Pace(frame.CancellationToken);
        for (var row = 0; row < layout.Rows; row++)
        {
            pace.Spend(WorkOfRow);
            Normalize(frame, row, normalized);
            Row(upstream, row).CopyTo(scaled);
            MultiplyRow(scaled, frame.Operand(1), layout.ParameterOf(row), layout.ParameterPerElement);
            AddRow(scaled, sums, layout.GroupOf(row), layout.GroupPerElement);
            TensorPrimitives.Multiply(scaled, normalized, normalized);
            AddRow(normalized, moments, layout.GroupOf(row), layout.GroupPerElement);
        }

        TensorPrimitives.Divide(sums, _groupLength, sums);
        TensorPrimitives.Divide(moments, _groupLength, moments);
        for (var row = 0; row < layout.Rows; row++)
        {
            var group = layout.GroupOf(row);
            var target = contribution.Slice(row * layout.Length, layout.Length);
            pace.Spend(WorkOfRow);
            Normalize(frame, row, normalized);
            MultiplyRow(normalized, moments, group, layout.GroupPerElement);
            Row(upstream, row).CopyTo(target);
            MultiplyRow(target, frame.Operand(1), layout.ParameterOf(row), layout.ParameterPerElement);
            ShiftRow(target, sums, group, layout.GroupPerElement, -1);
            TensorPrimitives.Subtract(target, normalized, target);
            MultiplyRow(target, frame.Saved[layout.Groups..], group, layout.GroupPerElement);
        }
    }

    // x − μ
    private void Centre(in KernelFrame frame, int row, Span<double> target)
    {
        Row(frame.Operand(0), row).CopyTo(target);
        ShiftRow(target, frame.Saved[..layout.Groups], layout.GroupOf(row), layout.GroupPerElement, -1);
    }

    // (x − μ)/√(σ² + ε)
    private void Normalize(in KernelFrame frame, int row, Span<double> target)
    {
        Centre(frame, row, target);
        MultiplyRow(target, frame.Saved[layout.Groups..], layout.GroupOf(row), layout.GroupPerElement);
    }

    private ReadOnlySpan<double> Row(ReadOnlySpan<double> tensor, int row) => tensor.Slice(row * layout.Length, layout.Length);

    /// <summary>row += sign · what stands for the row, or for each of its elements.</summary>
    private static void ShiftRow(Span<double> row, ReadOnlySpan<double> shifts, int first, bool perElement, double sign)
    {
        if (perElement)
        {
            TensorPrimitives.MultiplyAdd(shifts, sign, row, row);
        }
        else
        {
            TensorPrimitives.Add(row, sign * shifts[first], row);
        }
    }

    private static void MultiplyRow(Span<double> row, ReadOnlySpan<double> factors, int first, bool perElement)
    {
        if (perElement)
        {
            TensorPrimitives.Multiply(row, factors, row);
        }
        else
        {
            TensorPrimitives.Multiply(row, factors[first], row);
        }
    }

    private static void AddRow(ReadOnlySpan<double> row, Span<double> sums, int first, bool perElement)
    {
        if (perElement)
        {
            TensorPrimitives.Add(sums, row, sums);
        }
        else
        {
            sums[first] += Summation.Sum(row);
        }
    }
}

/// <summary>scale·(x − mean)/√(variance + ε) + bias with a mean and variance that are given for each channel (axis 1).</summary>
internal sealed class GivenNormalizationKernel(Shape shape, double epsilon) : Kernel(shape)
{
    private readonly int _channels = shape[1];
    private readonly int _length = (int)(shape.Count / shape[0] / shape[1]);

    // An element, and a row beside its elements.
    private const double WorkAnElement = 10;
    private const double WorkARow = 120;

    public override long Work => Units((double)Shape.Count / _length * WorkOfRow);

    private long WorkOfRow => Units((WorkAnElement * _length) + WorkARow);

    public override void Forward(in KernelFrame frame)
    {
        var x = frame.Operand(0);
        var pace = new Pace(frame.CancellationToken);
        for (var row = 0; row * _length < x.Length; row++)
        {
            pace.Spend(WorkOfRow);
            var channel = Channel(frame, row);
            for (var i = row * _length; i < (row + 1) * _length; i++)
            {
                frame.Value[i] = ((x[i] - channel.Mean) * channel.Inverse * channel.Scale) + channel.Bias;
            }
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        contribution.Clear();
        var pace = new Pace(frame.CancellationToken);
        for (var row = 0; row * _length < upstream.Length; row++)
        {
            pace.Spend(WorkOfRow);
            var channel = Channel(frame, row);
            var g = upstream.Slice(row * _length, _length);
            if (position == 0)
            {
                TensorPrimitives.Multiply(g, channel.Scale * channel.Inverse, contribution.Slice(row * _length, _length));
                continue;
            }

            var sum = Summation.Sum(g);
            var x = frame.Operand(0).Slice(row * _length, _length);
            contribution[row % _channels] += position switch
            {
                1 => channel.Inverse * Moment(g, x, channel.Mean),
                2 => sum,
                3 => -sum * channel.Scale * channel.Inverse,
                _ => -0.5 * channel.Scale * channel.Inverse * channel.Inverse * channel.Inverse * Moment(g, x, channel.Mean),
            };
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var sum = SumOfMagnitudes(frame.Value, upstream);
        for (var i = 0; i < upstream.Length; i++)
        {
            var channel = Channel(frame, i / _length);
            sum += 6 * Math.Abs(upstream[i] * (frame.Operand(0)[i] - channel.Mean) * channel.Inverse * channel.Scale);
        }

        return sum;
    }

    // Σ g·(x − mean)
    private static double Moment(ReadOnlySpan<double> g, ReadOnlySpan<double> x, double mean)
    {
        var sum = 0.0;
        for (var i = 0; i < g.Length; i++)
        {
            sum += g[i] * (x[i] - mean);
        }

        return sum;
    }

    private (double Scale, double Bias, double Mean, double Inverse) Channel(in KernelFrame frame, int row)
    {
        var channel = row % _channels;
        return (frame.Operand(1)[channel], frame.Operand(2)[channel], frame.Operand(3)[channel], 1 / Math.Sqrt(frame.Operand(4)[channel] + epsilon));
    }
}
