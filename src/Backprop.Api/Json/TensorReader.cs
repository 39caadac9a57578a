using Backprop.Domain.Tensors;

namespace Backprop.Api.Json;

/// <summary>What is wrong with nested arrays that hold only numbers and are yet no tensor.</summary>
/// <param name="Code">The code.</param>
/// <param name="Path">The place within the tensor, as the end of a JSON Pointer: empty or <c>/1/0</c>.</param>
/// <param name="Detail">What is wrong and what to do.</param>
internal sealed record TensorDefect(string Code, string Path, string Detail);

/// <summary>A tensor as a request holds it.</summary>
/// <param name="Value">Its value; unreadable where it has a defect.</param>
/// <param name="Defect">What keeps it from being a tensor; null where it is one.</param>
[JsonConverter(typeof(TensorConverter))]
internal sealed record WireTensor(Tensor Value, TensorDefect? Defect);

/// <summary>
/// Reads a number or nested arrays of numbers, of any depth, without recursion. Anything but numbers and arrays is a mistake in the
/// request's shape and throws; arrays that are not rectangular are a defect, to be reported with the computation's other issues.
/// </summary>
internal static class TensorReader
{
    /// <summary>The deepest nesting that is followed; the JSON depth limit lies at or below it.</summary>
    public const int MaxDepth = 128;

    private const int Unknown = -1;

    /// <summary>Reads the value that the reader stands on; unreadable where there is a defect.</summary>
    /// <param name="reader">Where it stands.</param>
    /// <param name="defect">What keeps the value from being a tensor.</param>
    /// <param name="takesNull">Whether null is taken for a number that is not finite, as in answers.</param>
    /// <exception cref="JsonException">It holds something other than numbers.</exception>
    public static Tensor Read(ref Utf8JsonReader reader, out TensorDefect? defect, bool takesNull = false)
    {
        defect = null;
        if (IsNumber(reader.TokenType, takesNull))
        {
            return Tensor.Scalar(ReadNumber(ref reader));
        }

        reader.Require(JsonTokenType.StartArray);
        return ReadArray(ref reader, out defect, takesNull);
    }

    private static Tensor ReadArray(ref Utf8JsonReader reader, out TensorDefect? defect, bool takesNull)
    {
        defect = null;
        Span<int> extents = stackalloc int[MaxDepth + 1];
        Span<int> counts = stackalloc int[MaxDepth + 1];
        extents.Fill(Unknown);
        var depth = 1;
        var rank = Unknown;
        var length = 0;
        var buffer = BoundedPool<double>.Rent(16);
        counts[1] = 0;
        try
        {
            while (depth > 0 && reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartArray:
                        counts[depth]++;
                        if (depth == MaxDepth)
                        {
                            throw new JsonException();
                        }

                        if (rank != Unknown && depth == rank)
                        {
                            defect ??= new TensorDefect("ragged-array", Path(counts, depth), "This is an array, but the elements before it are numbers. All rows must have the same shape.");
                        }

                        counts[++depth] = 0;
                        break;
                    case JsonTokenType.EndArray:
                        if (rank == Unknown)
                        {
                            rank = depth;
                        }

                        if (extents[depth] == Unknown)
                        {
                            extents[depth] = counts[depth];
                        }
                        else if (extents[depth] != counts[depth])
                        {
                            defect ??= new TensorDefect(
                                "ragged-array", Path(counts, depth - 1),
                                string.Create(CultureInfo.InvariantCulture, $"This row has {Elements(counts[depth])} and the rows before it have {extents[depth]}. All rows must have the same length."));
                        }

                        depth--;
                        break;
                    case var type when IsNumber(type, takesNull):
                        counts[depth]++;
                        if (rank == Unknown)
                        {
                            rank = depth;
                        }
                        else if (rank != depth)
                        {
                            defect ??= new TensorDefect("ragged-array", Path(counts, depth), "This is a number, but the elements before it are arrays. All rows must have the same shape.");
                        }

                        if (length == buffer.Length)
                        {
                            var larger = BoundedPool<double>.Rent(2 * length);
                            buffer.AsSpan(0, length).CopyTo(larger);
                            BoundedPool<double>.Return(buffer);
                            buffer = larger;
                        }

                        buffer[length++] = ReadNumber(ref reader);
                        break;
                    default:
                        throw new JsonException();
                }
            }

            return defect is null ? new Tensor(Shape.Of(extents[1..(rank + 1)]), buffer.AsSpan(0, length).ToArray()) : Tensor.Unreadable;
        }
        finally
        {
            BoundedPool<double>.Return(buffer);
        }
    }

    private static bool IsNumber(JsonTokenType type, bool takesNull) => type == JsonTokenType.Number || (takesNull && type == JsonTokenType.Null);

    private static double ReadNumber(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    private static string Elements(int count) => count == 1 ? "1 element" : string.Create(CultureInfo.InvariantCulture, $"{count} elements");

    private static string Path(ReadOnlySpan<int> counts, int depth) =>
        string.Concat(counts.Slice(1, depth).ToArray().Select(count => string.Create(CultureInfo.InvariantCulture, $"/{count - 1}")));
}
