using Backprop.Domain.Tensors;

namespace Backprop.Api.Json;

/// <summary>A number or nested arrays of numbers that the service computed; a number that is not finite is <c>null</c>, and a warning says what it was.</summary>
/// <param name="Shape">The extents.</param>
/// <param name="Numbers">The elements in row-major order, where the engine keeps them.</param>
[JsonConverter(typeof(ResultTensorConverter))]
internal readonly record struct ResultTensor(Shape Shape, ReadOnlyMemory<double> Numbers)
{
    /// <summary>A whole tensor.</summary>
    public static ResultTensor Of(Tensor tensor) => new(tensor.Shape, tensor.Data);
}

/// <summary>Writes tensors in answers, and reads them back.</summary>
internal sealed class ResultTensorConverter : JsonConverter<ResultTensor>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override ResultTensor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var tensor = TensorReader.Read(ref reader, out var defect, takesNull: true);
        return defect is null ? ResultTensor.Of(tensor) : throw new JsonException(defect.Detail);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ResultTensor value, JsonSerializerOptions options) => TensorWriter.Write(writer, value.Shape, value.Numbers.Span);
}
