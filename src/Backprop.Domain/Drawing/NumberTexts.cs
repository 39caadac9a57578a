using Backprop.Domain.Tensors;

namespace Backprop.Domain.Drawing;

/// <summary>Numbers as short as a drawing needs them.</summary>
internal sealed class NumberTexts(int digits)
{
    /// <summary>Tensors of more elements are shown by shape and length.</summary>
    private const int MaxElements = 4;

    /// <summary>A number, a short list of numbers, or what there is to say of a larger tensor: its shape and Euclidean norm.</summary>
    public string Of(ReadOnlySpan<double> values, Shape shape)
    {
        if (shape.IsScalar)
        {
            return Of(values[0]);
        }

        if (values.Length <= MaxElements)
        {
            var numbers = values.ToArray().Select(Of);
            var columns = shape[shape.Rank - 1];
            return "[" + string.Join("; ", numbers.Chunk(Math.Max(1, columns)).Select(row => string.Join(", ", row))) + "]";
        }

        var norm = Math.Sqrt(values.ToArray().Sum(value => value * value));
        return $"{string.Join("×", shape.Dimensions.ToArray().Select(d => d.ToString(CultureInfo.InvariantCulture)))} ‖{Of(norm)}‖";
    }

    /// <summary>A number with so many significant digits.</summary>
    public string Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "undefined" : value > 0 ? "∞" : "−∞";
        }

        var text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return (text == "-0" ? "0" : text).Replace("E+", "e", StringComparison.Ordinal).Replace("E-0", "e-", StringComparison.Ordinal)
            .Replace("E-", "e-", StringComparison.Ordinal).Replace("e0", "e", StringComparison.Ordinal).Replace('-', '−');
    }
}
