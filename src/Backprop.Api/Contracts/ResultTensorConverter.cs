using System.Text.Json;
using System.Text.Json.Serialization;
using Backprop.Api.Json;

namespace Backprop.Api.Contracts;

/// <summary>Reads and writes tensors in answers, where <c>null</c> stands for a number that is not finite.</summary>
internal sealed class ResultTensorConverter : JsonConverter<ResultTensor>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override ResultTensor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var numbers = new List<double?>();
        var extents = new List<int>();
        var counts = new Stack<int>();
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    counts.Push(0);
                    if (counts.Count > extents.Count)
                    {
                        extents.Add(0);
                    }

                    continue;
                case JsonTokenType.EndArray:
                    extents[counts.Count - 1] = counts.Pop();
                    break;
                case JsonTokenType.Null:
                    numbers.Add(null);
                    break;
                default:
                    numbers.Add(reader.GetDouble());
                    break;
            }

            if (counts.Count > 0)
            {
                counts.Push(counts.Pop() + 1);
            }
        }
        while (counts.Count > 0 && reader.Read());

        return new ResultTensor(numbers, extents);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ResultTensor value, JsonSerializerOptions options) =>
        TensorWriter.Write(writer, Domain.Tensors.Shape.Of([.. value.Shape]), [.. value.Numbers.Select(number => number ?? double.NaN)]);
}
