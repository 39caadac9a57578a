using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators;

/// <summary>A tensor as [examples, channels, inner], which of its elements are normalised together, and which parameter scales each.</summary>
/// <param name="Examples">The outermost extent.</param>
/// <param name="Channels">The middle extent.</param>
/// <param name="Inner">The innermost extent, a row.</param>
/// <param name="GroupsPerExample">Into how many groups an example's channels are divided; 0 where a channel is one group across all examples.</param>
/// <param name="ParameterPerElement">Whether each element of a row has a parameter of its own; otherwise each channel has.</param>
internal readonly record struct NormalizationLayout(int Examples, int Channels, int Inner, int GroupsPerExample, bool ParameterPerElement)
{
    /// <summary>The number of rows.</summary>
    public int Rows => Examples * Channels;

    /// <summary>The number of groups.</summary>
    public int Groups => GroupsPerExample == 0 ? Channels : Examples * GroupsPerExample;

    /// <summary>The group of a row.</summary>
    public int GroupOf(int row) => GroupsPerExample == 0 ? row % Channels : row / (Channels / GroupsPerExample);

    /// <summary>The parameter of an element of a row.</summary>
    public int ParameterOf(int row, int element) => ParameterPerElement ? element : row % Channels;
}

/// <summary>
/// scale·(x − μ)/√(σ² + ε) + bias with the group's own mean and biased variance. Forward saves each group's μ and 1/√(σ² + ε). With ĝ the
/// upstream gradient times scale and x̂ the normalised element, ∂/∂x = (ĝ − mean ĝ − x̂·mean(ĝ·x̂))/√(σ² + ε) (Ioffe and Szegedy, 2015).
/// </summary>
internal sealed class NormalizationKernel(Shape shape, NormalizationLayout layout, double epsilon) : Kernel(shape)
{
    private readonly double _groupLength = (double)shape.Count / layout.Groups;

    public override long Work => Saturate(Shape.Count, 8);

    public override long SavedLength => 2L * layout.Groups;

    public override long ScratchLength => 2L * layout.Groups;

    public override void Forward(in KernelFrame frame)
    {
        var means = frame.Saved[..layout.Groups];
        var inverses = frame.Saved[layout.Groups..];
        frame.Saved.Clear();
        for (var row = 0; row < layout.Rows; row++)
        {
            means[layout.GroupOf(row)] += Summation.Sum(Row(frame.Operand(0), row)) / _groupLength;
        }

        for (var row = 0; row < layout.Rows; row++)
        {
            var mean = means[layout.GroupOf(row)];
            var sum = 0.0;
            foreach (var x in Row(frame.Operand(0), row))
            {
                sum += (x - mean) * (x - mean);
            }

            inverses[layout.GroupOf(row)] += sum / _groupLength;
        }

        foreach (ref var inverse in inverses)
        {
            inverse = 1 / Math.Sqrt(inverse + epsilon);
        }

        var scale = frame.Operand(1);
        var bias = frame.OperandCount > 2 ? frame.Operand(2) : default;
        for (var row = 0; row < layout.Rows; row++)
        {
            var (mean, inverse) = (means[layout.GroupOf(row)], inverses[layout.GroupOf(row)]);
            var x = Row(frame.Operand(0), row);
            var y = frame.Value.Slice(row * layout.Inner, layout.Inner);
            for (var i = 0; i < x.Length; i++)
            {
                var parameter = layout.ParameterOf(row, i);
                y[i] = ((x[i] - mean) * inverse * scale[parameter]) + (bias.IsEmpty ? 0 : bias[parameter]);
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

        contribution.Clear();
        for (var row = 0; row < layout.Rows; row++)
        {
            var (mean, inverse) = Statistics(frame, row);
            var x = Row(frame.Operand(0), row);
            var g = Row(upstream, row);
            for (var i = 0; i < g.Length; i++)
            {
                contribution[layout.ParameterOf(row, i)] += position == 1 ? g[i] * (x[i] - mean) * inverse : g[i];
            }
        }
    }

    // The mean's and the variance's roundings move a whole group; cancellation in x − μ is why magnitudes of x count, not of the result.
    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var scale = frame.Operand(1);
        var magnitudes = frame.Scratch[..layout.Groups];
        magnitudes.Clear();
        for (var row = 0; row < layout.Rows; row++)
        {
            magnitudes[layout.GroupOf(row)] += Summation.SumOfMagnitudes(Row(frame.Operand(0), row)) / _groupLength;
        }

        var roundings = ProductRounding.OfSum((int)_groupLength) + 1;
        var sum = SumOfMagnitudes(frame.Value, upstream);
        for (var row = 0; row < layout.Rows; row++)
        {
            var (mean, inverse) = Statistics(frame, row);
            var magnitude = magnitudes[layout.GroupOf(row)];
            var x = Row(frame.Operand(0), row);
            var g = Row(upstream, row);
            for (var i = 0; i < g.Length; i++)
            {
                var normalized = Math.Abs((x[i] - mean) * inverse);
                var centring = (Math.Abs(x[i]) + Math.Abs(mean) + (roundings * magnitude)) * inverse;
                var scaling = normalized * (roundings + 4 + ((magnitude + Math.Abs(mean)) * inverse));
                sum += Math.Abs(g[i] * scale[layout.ParameterOf(row, i)]) * (centring + scaling);
            }
        }

        return sum;
    }

    private void ContributeToX(in KernelFrame frame, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var scale = frame.Operand(1);
        var sums = frame.Scratch[..layout.Groups];
        var moments = frame.Scratch.Slice(layout.Groups, layout.Groups);
        sums.Clear();
        moments.Clear();
        for (var row = 0; row < layout.Rows; row++)
        {
            var (mean, inverse) = Statistics(frame, row);
            var x = Row(frame.Operand(0), row);
            var g = Row(upstream, row);
            var (sum, moment) = (0.0, 0.0);
            for (var i = 0; i < g.Length; i++)
            {
                var scaled = g[i] * scale[layout.ParameterOf(row, i)];
                sum += scaled;
                moment += scaled * (x[i] - mean) * inverse;
            }

            sums[layout.GroupOf(row)] += sum;
            moments[layout.GroupOf(row)] += moment;
        }

        for (var row = 0; row < layout.Rows; row++)
        {
            var (mean, inverse) = Statistics(frame, row);
            var group = layout.GroupOf(row);
            var x = Row(frame.Operand(0), row);
            var g = Row(upstream, row);
            var target = contribution.Slice(row * layout.Inner, layout.Inner);
            for (var i = 0; i < g.Length; i++)
            {
                var normalized = (x[i] - mean) * inverse;
                target[i] = ((g[i] * scale[layout.ParameterOf(row, i)]) - ((sums[group] + (normalized * moments[group])) / _groupLength)) * inverse;
            }
        }
    }

    private (double Mean, double Inverse) Statistics(in KernelFrame frame, int row) => (frame.Saved[layout.GroupOf(row)], frame.Saved[layout.Groups + layout.GroupOf(row)]);

    private ReadOnlySpan<double> Row(ReadOnlySpan<double> tensor, int row) => tensor.Slice(row * layout.Inner, layout.Inner);
}

/// <summary>scale·(x − mean)/√(variance + ε) + bias with a mean and variance that are given for each channel.</summary>
internal sealed class GivenNormalizationKernel(Shape shape, NormalizationLayout layout, double epsilon) : Kernel(shape)
{
    public override long Work => Saturate(Shape.Count, 4);

    public override void Forward(in KernelFrame frame)
    {
        var x = frame.Operand(0);
        for (var row = 0; row < layout.Rows; row++)
        {
            var channel = Channel(frame, row);
            for (var i = row * layout.Inner; i < (row + 1) * layout.Inner; i++)
            {
                frame.Value[i] = ((x[i] - channel.Mean) * channel.Inverse * channel.Scale) + channel.Bias;
            }
        }
    }

    public override void Backward(in KernelFrame frame, int position, ReadOnlySpan<double> upstream, Span<double> contribution)
    {
        var x = frame.Operand(0);
        contribution.Clear();
        for (var row = 0; row < layout.Rows; row++)
        {
            var channel = Channel(frame, row);
            var sum = 0.0;
            for (var i = row * layout.Inner; i < (row + 1) * layout.Inner; i++)
            {
                var g = upstream[i];
                switch (position)
                {
                    case 0:
                        contribution[i] = g * channel.Scale * channel.Inverse;
                        break;
                    case 1:
                        sum += g * (x[i] - channel.Mean) * channel.Inverse;
                        break;
                    case 2:
                        sum += g;
                        break;
                    case 3:
                        sum -= g * channel.Scale * channel.Inverse;
                        break;
                    default:
                        sum -= 0.5 * g * channel.Scale * (x[i] - channel.Mean) * channel.Inverse * channel.Inverse * channel.Inverse;
                        break;
                }
            }

            if (position > 0)
            {
                contribution[row % layout.Channels] += sum;
            }
        }
    }

    public override double Rounding(in KernelFrame frame, ReadOnlySpan<double> upstream)
    {
        var sum = SumOfMagnitudes(frame.Value, upstream);
        for (var row = 0; row < layout.Rows; row++)
        {
            var channel = Channel(frame, row);
            for (var i = row * layout.Inner; i < (row + 1) * layout.Inner; i++)
            {
                sum += 6 * Math.Abs(upstream[i] * (frame.Operand(0)[i] - channel.Mean) * channel.Inverse * channel.Scale);
            }
        }

        return sum;
    }

    private (double Scale, double Bias, double Mean, double Inverse) Channel(in KernelFrame frame, int row)
    {
        var channel = row % layout.Channels;
        return (frame.Operand(1)[channel], frame.Operand(2)[channel], frame.Operand(3)[channel], 1 / Math.Sqrt(frame.Operand(4)[channel] + epsilon));
    }
}
