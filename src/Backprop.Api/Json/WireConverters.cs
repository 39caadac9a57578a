using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Json;

/// <summary>Tensors by name, as requests hold them under <c>inputs</c> and elsewhere.</summary>
/// <param name="Values">The tensors; unreadable where they have defects.</param>
/// <param name="Defects">What is wrong with those, by name.</param>
[JsonConverter(typeof(TensorMapConverter))]
internal sealed record TensorMap(Dictionary<string, Tensor> Values, IReadOnlyList<KeyValuePair<string, TensorDefect>> Defects);

/// <summary>A converter that can say which JSON it takes, for mistakes to be explained.</summary>
internal interface IShapedConverter
{
    /// <summary>The JSON that it takes.</summary>
    JsonShape Shape { get; }
}

/// <summary>What converters demand of the JSON that they read.</summary>
internal static class Demands
{
    /// <summary>Throws where the reader stands on another kind of token.</summary>
    /// <exception cref="JsonException">It does; the diagnosis then says what is wrong.</exception>
    public static void Require(this ref readonly Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException();
        }
    }
}

/// <summary>A number or a rectangular nested array of numbers.</summary>
internal sealed class TensorConverter : JsonConverter<WireTensor>, IShapedConverter
{
    /// <inheritdoc/>
    public JsonShape Shape => JsonShape.Tensor;

    /// <inheritdoc/>
    public override WireTensor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = TensorReader.Read(ref reader, out var defect);
        return new WireTensor(value, defect);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, WireTensor value, JsonSerializerOptions options) => TensorWriter.Write(writer, value.Value.Shape, value.Value.Data);
}

/// <summary>An object whose members are tensors.</summary>
internal sealed class TensorMapConverter : JsonConverter<TensorMap>, IShapedConverter
{
    /// <inheritdoc/>
    public JsonShape Shape { get; } = JsonShape.MapOf(JsonShape.Tensor, "an object that maps names to tensors");

    /// <inheritdoc/>
    public override TensorMap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Require(JsonTokenType.StartObject);
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        List<KeyValuePair<string, TensorDefect>>? defects = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!values.TryAdd(name, TensorReader.Read(ref reader, out var defect)))
            {
                throw new JsonException();
            }

            if (defect is not null)
            {
                (defects ??= []).Add(new(name, defect));
            }
        }

        return new TensorMap(values, defects ?? []);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TensorMap value, JsonSerializerOptions options) => throw new NotSupportedException("Inputs are only read.");
}

/// <summary>An operator's attribute: a number, a list of numbers, a string, true or false.</summary>
internal sealed class AttributeValueConverter : JsonConverter<AttributeValue>, IShapedConverter
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public JsonShape Shape => JsonShape.Attribute;

    /// <inheritdoc/>
    public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    /// <summary>The attribute that the reader stands on.</summary>
    /// <exception cref="JsonException">It stands on something else.</exception>
    public static AttributeValue Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return new AttributeValue.Number(reader.GetDouble());
            case JsonTokenType.String:
                return new AttributeValue.Text(reader.GetString()!);
            case JsonTokenType.True or JsonTokenType.False:
                return new AttributeValue.Flag(reader.GetBoolean());
            case JsonTokenType.StartArray:
                var values = new List<double>();
                while (reader.Read() && reader.TokenType == JsonTokenType.Number)
                {
                    values.Add(reader.GetDouble());
                }

                return reader.TokenType == JsonTokenType.EndArray ? new AttributeValue.Numbers(values) : throw new JsonException();
            default:
                throw new JsonException();
        }
    }

    /// <summary>Writes attributes as members of an object.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, IReadOnlyDictionary<string, AttributeValue>? attributes)
    {
        foreach (var (name, attribute) in attributes ?? new Dictionary<string, AttributeValue>())
        {
            writer.WritePropertyName(name);
            Write(writer, attribute);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options) => Write(writer, value);

    private static void Write(Utf8JsonWriter writer, AttributeValue value)
    {
        switch (value)
        {
            case AttributeValue.Number number:
                TensorWriter.WriteNumber(writer, number.Value);
                break;
            case AttributeValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case AttributeValue.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case AttributeValue.Numbers numbers:
                writer.WriteStartArray();
                foreach (var number in numbers.Values)
                {
                    TensorWriter.WriteNumber(writer, number);
                }

                writer.WriteEndArray();
                break;
        }
    }
}

/// <summary>An enumeration as a string in camelCase, never as a number.</summary>
internal sealed class ChoiceConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
