using Backprop.Api.Json;
using Backprop.Domain.Networks;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Contracts;

/// <summary>A layer. Its members are those that the catalogue of layer types declares; which of them a type takes, the domain says.</summary>
internal sealed class LayerConverter : JsonConverter<LayerContract>, IShapedConverter
{
    private const string TypeName = "type";
    private const string NameName = "name";
    private const string ActivationName = "activation";
    private const string InitializerName = "initializer";

    private static readonly Dictionary<string, JsonShape> Attributes = LayerCatalog.All.SelectMany(type => type.Attributes).DistinctBy(attribute => attribute.Name).ToDictionary(attribute => attribute.Name, attribute => ShapeOf(attribute.Kind));
    private static readonly HashSet<string> Parameters = [.. LayerCatalog.All.SelectMany(type => type.Parameters).Select(parameter => parameter.Name)];

    /// <inheritdoc/>
    public JsonShape Shape { get; } = new(
        JsonKinds.Object,
        "an object that describes a layer",
        Members: new (string Name, JsonShape Shape)[] { (TypeName, JsonShape.Text), (NameName, JsonShape.Text), (ActivationName, NamedChoiceConverter.ChoiceShape), (InitializerName, NamedChoiceConverter.ChoiceShape) }
            .Concat(Attributes.Select(attribute => (Name: attribute.Key, Shape: attribute.Value)))
            .Concat(Parameters.Select(parameter => (Name: parameter, Shape: JsonShape.Tensor)))
            .ToDictionary(member => member.Name, member => new JsonMember(() => member.Shape, Required: member.Name == TypeName, Nullable: false)));

    /// <inheritdoc/>
    public override LayerContract Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Require(JsonTokenType.StartObject);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var layer = new LayerSpec("");
        var attributes = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var defects = new List<KeyValuePair<string, TensorDefect>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString()!;
            if (!seen.Add(member))
            {
                throw new JsonException();
            }

            reader.Read();
            switch (member)
            {
                case TypeName:
                    layer = layer with { Type = NameConverter.Read(ref reader) };
                    break;
                case NameName:
                    layer = layer with { Name = NameConverter.Read(ref reader) };
                    break;
                case ActivationName:
                    layer = layer with { Activation = NamedChoiceConverter.Read(ref reader) };
                    break;
                case InitializerName:
                    layer = layer with { Initializer = NamedChoiceConverter.Read(ref reader) };
                    break;
                case var _ when Parameters.Contains(member):
                    parameters.Add(member, TensorReader.Read(ref reader, out var defect));
                    if (defect is not null)
                    {
                        defects.Add(new(member, defect));
                    }

                    break;
                case var _ when Attributes.ContainsKey(member):
                    attributes.Add(member, AttributeValueConverter.Read(ref reader));
                    break;
                default:
                    throw new JsonException();
            }
        }

        return seen.Contains(TypeName) ? new LayerContract(layer with { Attributes = attributes, Parameters = parameters }, defects) : throw new JsonException();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LayerContract value, JsonSerializerOptions options)
    {
        var layer = value.Spec;
        writer.WriteStartObject();
        writer.WriteString(TypeName, layer.Type);
        if (layer.Name is not null)
        {
            writer.WriteString(NameName, layer.Name);
        }

        AttributeValueConverter.WriteMembers(writer, layer.Attributes);
        foreach (var (name, tensor) in layer.Parameters ?? new Dictionary<string, Tensor>())
        {
            writer.WritePropertyName(name);
            TensorWriter.Write(writer, tensor.Shape, tensor.Data);
        }

        if (layer.Activation is not null)
        {
            writer.WritePropertyName(ActivationName);
            NamedChoiceConverter.Write(writer, layer.Activation);
        }

        if (layer.Initializer is not null)
        {
            writer.WritePropertyName(InitializerName);
            NamedChoiceConverter.Write(writer, layer.Initializer);
        }

        writer.WriteEndObject();
    }

    private static JsonShape ShapeOf(AttributeKind kind) => kind switch
    {
        AttributeKind.Flag => new(JsonKinds.Flag, "true or false"),
        AttributeKind.Text => JsonShape.Text,
        AttributeKind.Integers => new(JsonKinds.Array, "an array of whole numbers", () => JsonShape.Number),
        _ => JsonShape.Number,
    };
}
