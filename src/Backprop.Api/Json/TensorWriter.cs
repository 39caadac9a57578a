using Backprop.Domain.Tensors;

namespace Backprop.Api.Json;

/// <summary>Writes tensors as numbers or nested arrays, straight from the arenas.</summary>
internal static class TensorWriter
{
    /// <summary>Writes a tensor. Numbers are the shortest that read back equal; what is not finite is <c>null</c>; −0 is 0.</summary>
    public static void Write(Utf8JsonWriter writer, Shape shape, ReadOnlySpan<double> data)
    {
        var rank = shape.Rank;
        if (rank == 0)
        {
            WriteNumber(writer, data[0]);
            return;
        }

        if (data.IsEmpty)
        {
            writer.WriteStartArray();
            writer.WriteEndArray();
            return;
        }

        // An odometer over the axes: brackets open and close where an axis starts and ends.
        Span<int> index = rank <= TensorReader.MaxDepth ? stackalloc int[rank] : new int[rank];
        index.Clear();
        for (var axis = 0; axis < rank; axis++)
        {
            writer.WriteStartArray();
        }

        var row = shape[rank - 1];
        for (var start = 0; start < data.Length;)
        {
            foreach (var number in data.Slice(start, row))
            {
                WriteNumber(writer, number);
            }

            start += row;
            writer.WriteEndArray();
            var axis = rank - 2;
            while (axis >= 0 && ++index[axis] == shape[axis])
            {
                index[axis--] = 0;
                writer.WriteEndArray();
            }

            if (start < data.Length)
            {
                for (axis = Math.Max(axis, 0); axis < rank - 1; axis++)
                {
                    writer.WriteStartArray();
                }
            }
        }
    }

    /// <summary>Writes one number.</summary>
    public static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (!double.IsFinite(number))
        {
            writer.WriteNullValue();
        }
        else if (number == Math.Truncate(number) && Math.Abs(number) < 1e15)
        {
            // Whole numbers are common, and an integer is written several times faster; -0 becomes 0 on the way.
            writer.WriteNumberValue((long)number);
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }
}
