using Backprop.Domain.Tensors;

namespace Backprop.Domain.Operators.Kernels;

/// <summary>How a window slides along one axis.</summary>
/// <param name="Extent">The axis's own extent.</param>
/// <param name="Kernel">Elements of the window.</param>
/// <param name="Stride">The distance between neighbouring windows.</param>
/// <param name="Pad">Padding before the first element.</param>
/// <param name="Dilation">The distance between neighbouring elements of a window.</param>
/// <param name="Count">The number of windows.</param>
internal readonly record struct WindowAxis(int Extent, int Kernel, int Stride, int Pad, int Dilation, int Count)
{
    /// <summary>An axis that is not there.</summary>
    public static readonly WindowAxis None = new(1, 1, 1, 0, 1, 1);

    /// <summary>Where an element of a window lies, which may be in the padding.</summary>
    public int Position(int window, int element) => (window * Stride) - Pad + (element * Dilation);

    /// <summary>The windows whose element lies outside the padding: from First to before End.</summary>
    public (int First, int End) Inside(int element)
    {
        var offset = Pad - (element * Dilation);
        var first = offset <= 0 ? 0 : ((offset - 1) / Stride) + 1;
        var last = Extent - 1 + offset;
        var end = last < 0 ? 0 : Math.Min(Count, (last / Stride) + 1);
        return (Math.Min(first, end), end);
    }
}

/// <summary>Windows that slide over one or two spatial axes of [examples, channels, …]; with one, the other is not there.</summary>
internal sealed record Window(WindowAxis Rows, WindowAxis Columns)
{
    private const int LongestPaddedExtent = 1 << 30;

    /// <summary>Elements of one channel.</summary>
    public int Area => Rows.Extent * Columns.Extent;

    /// <summary>Elements of one window in one channel.</summary>
    public int KernelArea => Rows.Kernel * Columns.Kernel;

    /// <summary>The number of windows.</summary>
    public int Count => Rows.Count * Columns.Count;

    /// <summary>Whether window i is element i, so that nothing has to be unfolded.</summary>
    public bool IsPointwise => KernelArea == 1 && Count == Area && Rows is { Stride: 1, Pad: 0 } && Columns is { Stride: 1, Pad: 0 };

    /// <summary>The attributes that say how windows slide.</summary>
    public static IReadOnlyList<AttributeDefinition> Attributes { get; } =
    [
        new("strides", AttributeKind.Integers, "The distance between neighbouring windows along each spatial axis; left out: 1.", Minimum: 1),
        new("pads", AttributeKind.Integers, "The padding before each spatial axis, then after each; left out: 0.", Minimum: 0),
    ];

    /// <summary>Whether x has the shape [examples, channels, length] or [examples, channels, height, width]; reports where not.</summary>
    public static bool CheckOperand(Binding binding)
    {
        if (binding.Operands[0].Rank is 3 or 4)
        {
            return true;
        }

        binding.FailShape($"x must have the shape [examples, channels, length] or [examples, channels, height, width], not {binding.Operands[0]}.", 0);
        return false;
    }

    /// <summary>The windows of a kernel over the spatial axes of the first operand; null after a report where they do not fit.</summary>
    public static Window? Read(Binding binding, ReadOnlySpan<int> kernel, bool padsLessThanKernel)
    {
        var x = binding.Operands[0];
        var count = x.Rank - 2;
        if (ReadList(binding, "strides", count, 1) is not { } strides
            || ReadList(binding, "pads", 2 * count, 0) is not { } pads
            || ReadList(binding, "dilations", count, 1) is not { } dilations)
        {
            return null;
        }

        var axes = new WindowAxis[count];
        for (var i = 0; i < count; i++)
        {
            var padded = (long)x[i + 2] + pads[i] + pads[i + count];
            var reach = ((kernel[i] - 1L) * dilations[i]) + 1;
            if (padded > LongestPaddedExtent || (padsLessThanKernel && Math.Max(pads[i], pads[i + count]) >= kernel[i]))
            {
                binding.FailAttribute("pads", string.Create(CultureInfo.InvariantCulture, $"pads of {pads[i]} before and {pads[i + count]} after axis {i + 2} are too many{(padsLessThanKernel ? $" for a window of {kernel[i]}: a window must not lie in the padding alone" : "")}."));
                return null;
            }

            if (reach > padded)
            {
                binding.FailShape(string.Create(
                    CultureInfo.InvariantCulture, $"The window covers {reach} elements{(dilations[i] > 1 ? $" ({kernel[i]} with dilation {dilations[i]})" : "")} of axis {i + 2}, but {x} has {padded} there{(padded > x[i + 2] ? " with its padding" : "")}."));
                return null;
            }

            axes[i] = new WindowAxis(x[i + 2], kernel[i], strides[i], pads[i], dilations[i], (int)((padded - reach) / strides[i]) + 1);
        }

        return count == 1 ? new Window(WindowAxis.None, axes[0]) : new Window(axes[0], axes[1]);
    }

    /// <summary>The shape of one number per window, for each example and channel.</summary>
    public Shape Result(Shape x, int channels) => x.Rank == 3 ? Shape.Of(x[0], channels, Columns.Count) : Shape.Of(x[0], channels, Rows.Count, Columns.Count);

    /// <summary>Writes each window as a column: one row for each channel and element of the window (im2col); 0 in the padding.</summary>
    public void Unfold(ReadOnlySpan<double> image, Span<double> columns)
    {
        for (var row = 0; row * Count < columns.Length; row++)
        {
            var channel = image.Slice(row / KernelArea * Area, Area);
            var target = columns.Slice(row * Count, Count);
            var element = row % Columns.Kernel;
            var (first, end) = Columns.Inside(element);
            for (var window = 0; window < Rows.Count; window++, target = target[Columns.Count..])
            {
                var y = Rows.Position(window, row % KernelArea / Columns.Kernel);
                if (y < 0 || y >= Rows.Extent)
                {
                    target[..Columns.Count].Clear();
                    continue;
                }

                target[..first].Clear();
                target[end..Columns.Count].Clear();
                var line = channel.Slice(y * Columns.Extent, Columns.Extent);
                if (Columns.Stride == 1 && end > first)
                {
                    line.Slice(Columns.Position(first, element), end - first).CopyTo(target[first..]);
                    continue;
                }

                for (var i = first; i < end; i++)
                {
                    target[i] = line[Columns.Position(i, element)];
                }
            }
        }
    }

    /// <summary>Adds each column's elements to where <see cref="Unfold"/> takes them from: its transpose.</summary>
    public void Fold(ReadOnlySpan<double> columns, Span<double> image)
    {
        for (var row = 0; row * Count < columns.Length; row++)
        {
            var channel = image.Slice(row / KernelArea * Area, Area);
            var source = columns.Slice(row * Count, Count);
            var element = row % Columns.Kernel;
            var (first, end) = Columns.Inside(element);
            for (var window = 0; window < Rows.Count; window++, source = source[Columns.Count..])
            {
                var y = Rows.Position(window, row % KernelArea / Columns.Kernel);
                if (y < 0 || y >= Rows.Extent)
                {
                    continue;
                }

                var line = channel.Slice(y * Columns.Extent, Columns.Extent);
                for (var i = first; i < end; i++)
                {
                    line[Columns.Position(i, element)] += source[i];
                }
            }
        }
    }

    private static int[]? ReadList(Binding binding, string attribute, int count, int missing)
    {
        var list = binding.Attributes.Integers(attribute) ?? [.. Enumerable.Repeat(missing, count)];
        if (list.Length == count)
        {
            return list;
        }

        binding.FailAttribute(attribute, string.Create(CultureInfo.InvariantCulture, $"{attribute} needs {count} number{(count == 1 ? "" : "s")} for {binding.Operands[0]}, with {binding.Operands[0].Rank - 2} spatial axes; it has {list.Length}."));
        return null;
    }
}
