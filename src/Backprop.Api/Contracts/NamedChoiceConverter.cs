using Backprop.Api.Json;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;

namespace Backprop.Api.Contracts;

/// <summary>A name, or an object of a <c>type</c> and attributes.</summary>
internal sealed class NamedChoiceConverter : JsonConverter<ChoiceContract>, IShapedConverter
{
    private const string TypeName = "type";

    /// <summary>The JSON that a choice takes.</summary>
    public static JsonShape ChoiceShape { get; } = new(
        JsonKinds.Text | JsonKinds.Object, "a name, or an object with a type and attributes", () => JsonShape.Attribute,
        new Dictionary<string, JsonMember> { [TypeName] = new(() => JsonShape.Text, Required: true, Nullable: false) });

    /// <inheritdoc/>
    public JsonShape Shape => ChoiceShape;

    /// <summary>Reads the choice that the reader stands on.</summary>
    public static NamedChoice Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new NamedChoice(reader.GetString()!);
        }

        reader.Require(JsonTokenType.StartObject);
        var attributes = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        string? type = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name == TypeName && type is null)
            {
                type = NameConverter.Read(ref reader);
            }
            else if (name == TypeName || !attributes.TryAdd(name, AttributeValueConverter.Read(ref reader)))
            {
                throw new JsonException();
            }
        }

        return type is null ? throw new JsonException() : new NamedChoice(type, attributes);
    }

    /// <summary>Writes a choice: a name alone where it has no attributes.</summary>
    public static void Write(Utf8JsonWriter writer, NamedChoice choice)
    {
        if (choice.Attributes is null || choice.Attributes.Count == 0)
        {
            writer.WriteStringValue(choice.Type);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(TypeName, choice.Type);
        AttributeValueConverter.WriteMembers(writer, choice.Attributes);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override ChoiceContract Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(Read(ref reader));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ChoiceContract value, JsonSerializerOptions options) => Write(writer, value.Choice);
}
