using System.Text.Json;
using System.Text.Json.Serialization;
using Backprop.Api.Contracts;
using Backprop.Api.Json;

namespace Backprop.Api.Writers;

/// <summary>
/// Writes nodes after the backward pass by hand, for an answer can hold a hundred thousand of them: as the serialiser does from the record
/// alone, which a test compares with.
/// </summary>
internal sealed class NodeWriter : JsonConverter<DifferentiatedNode>
{
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Op = JsonEncodedText.Encode("op");
    private static readonly JsonEncodedText Label = JsonEncodedText.Encode("label");
    private static readonly JsonEncodedText Inputs = JsonEncodedText.Encode("inputs");
    private static readonly JsonEncodedText Shape = JsonEncodedText.Encode("shape");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText Gradient = JsonEncodedText.Encode("gradient");
    private static readonly JsonEncodedText Partials = JsonEncodedText.Encode("partials");
    private static readonly JsonEncodedText Input = JsonEncodedText.Encode("input");
    private static readonly JsonEncodedText Position = JsonEncodedText.Encode("position");
    private static readonly JsonEncodedText Local = JsonEncodedText.Encode("local");
    private static readonly JsonEncodedText Contribution = JsonEncodedText.Encode("contribution");

    /// <inheritdoc/>
    public override DifferentiatedNode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Nodes are only written.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DifferentiatedNode value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Id, value.Id);
        writer.WriteString(Op, value.Op);
        if (value.Label is not null)
        {
            writer.WriteString(Label, value.Label);
        }

        if (value.Inputs is not null)
        {
            writer.WriteStartArray(Inputs);
            foreach (var operand in value.Inputs)
            {
                writer.WriteStringValue(operand);
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray(Shape);
        foreach (var extent in value.Shape)
        {
            writer.WriteNumberValue(extent);
        }

        writer.WriteEndArray();
        WriteTensor(writer, Value, value.Value);
        WriteTensor(writer, Gradient, value.Gradient);
        if (value.Partials is not null)
        {
            WritePartials(writer, value.Partials);
        }

        writer.WriteEndObject();
    }

    private static void WritePartials(Utf8JsonWriter writer, IEnumerable<PartialContract> partials)
    {
        writer.WriteStartArray(Partials);
        foreach (var partial in partials)
        {
            writer.WriteStartObject();
            writer.WriteString(Input, partial.Input);
            writer.WriteNumber(Position, partial.Position);
            WriteTensor(writer, Local, partial.Local);
            WriteTensor(writer, Contribution, partial.Contribution);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTensor(Utf8JsonWriter writer, JsonEncodedText name, ResultTensor? tensor)
    {
        if (tensor is { } there)
        {
            writer.WritePropertyName(name);
            TensorWriter.Write(writer, there.Shape, there.Numbers.Span);
        }
    }
}
