using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;

namespace Backprop.Api.Json;

/// <summary>Kinds of JSON values.</summary>
[Flags]
internal enum JsonKinds
{
    None = 0,
    Null = 1,
    Flag = 2,
    Number = 4,
    Text = 8,
    Array = 16,
    Object = 32,
}

/// <summary>A member of a <see cref="JsonShape"/>.</summary>
/// <param name="Shape">The JSON it takes; made on demand, for shapes may hold themselves.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Nullable">Whether null means that it is left out.</param>
internal sealed record JsonMember(Func<JsonShape> Shape, bool Required, bool Nullable);

/// <summary>
/// The JSON that a place in a request takes, derived from the same metadata that the deserialiser runs on. Only read when a body has
/// already been refused, to find and explain every mistake in it.
/// </summary>
internal sealed class JsonShape
{
    /// <summary>Kinds of value that are taken.</summary>
    public required JsonKinds Kinds { get; init; }

    /// <summary>What is taken, in words: <c>a string</c>.</summary>
    public required string Expected { get; init; }

    /// <summary>Of arrays and maps: what the elements are. Of objects that take more than their members: what the others are.</summary>
    public Func<JsonShape>? Element { get; init; }

    /// <summary>Of objects: the members by name.</summary>
    public IReadOnlyDictionary<string, JsonMember>? Members { get; init; }

    /// <summary>Of strings: the only ones taken, in any letter case.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Of whole numbers: the smallest and the largest.</summary>
    public (long Least, long Most)? WholeRange { get; init; }

    /// <summary>A number or nested arrays of numbers.</summary>
    public static JsonShape Tensor { get; } = new() { Kinds = JsonKinds.Number | JsonKinds.Array, Expected = "a number or nested arrays of numbers", Element = () => Tensor! };

    /// <summary>Any number.</summary>
    public static JsonShape Number { get; } = new() { Kinds = JsonKinds.Number, Expected = "a number" };

    /// <summary>Any string.</summary>
    public static JsonShape Text { get; } = new() { Kinds = JsonKinds.Text, Expected = "a string" };

    /// <summary>An operator's attribute.</summary>
    public static JsonShape Attribute { get; } = new()
    {
        Kinds = JsonKinds.Number | JsonKinds.Text | JsonKinds.Flag | JsonKinds.Array,
        Expected = "a number, a list of numbers, a string, true or false",
        Element = () => Number,
    };

    /// <summary>An object that maps names to values of one shape.</summary>
    public static JsonShape MapOf(JsonShape element, string expected) => new() { Kinds = JsonKinds.Object, Expected = expected, Element = () => element };

    /// <summary>The shape of a type, from its serialisation metadata.</summary>
    public static JsonShape Of(JsonSerializerOptions options, Type type) => new Compiler(options).Of(type);

    private sealed class Compiler(JsonSerializerOptions options)
    {
        private readonly ConcurrentDictionary<Type, JsonShape> _known = new();

        public JsonShape Of(Type type) => _known.GetOrAdd(type, Compile);

        private JsonShape Compile(Type type)
        {
            if (Nullable.GetUnderlyingType(type) is { } underlying)
            {
                return Of(underlying);
            }

            var info = options.GetTypeInfo(type);
            if (info.Converter is IShapedConverter shaped)
            {
                return shaped.Shape;
            }

            return info.Kind switch
            {
                JsonTypeInfoKind.Object => CompileObject(info),
                JsonTypeInfoKind.Enumerable => new JsonShape { Kinds = JsonKinds.Array, Expected = "an array", Element = () => Of(info.ElementType!) },
                JsonTypeInfoKind.Dictionary => new JsonShape { Kinds = JsonKinds.Object, Expected = "an object", Element = () => Of(info.ElementType!) },
                _ => CompileSimple(type),
            };
        }

        private JsonShape CompileObject(JsonTypeInfo info) => new()
        {
            Kinds = JsonKinds.Object,
            Expected = "an object",
            Members = info.Properties
                .Where(property => property.Set is not null || property.AssociatedParameter is not null)
                .ToDictionary(
                    property => property.Name,
                    property => new JsonMember(() => property.CustomConverter is IShapedConverter shaped ? shaped.Shape : Of(property.PropertyType), property.IsRequired, property.IsSetNullable),
                    StringComparer.Ordinal),
        };

        private static JsonShape CompileSimple(Type type) => Type.GetTypeCode(type) switch
        {
            _ when type.IsEnum => new JsonShape
            {
                Kinds = JsonKinds.Text,
                Expected = "a string",
                Choices = [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)],
            },
            TypeCode.Boolean => new JsonShape { Kinds = JsonKinds.Flag, Expected = "true or false" },
            TypeCode.Int32 => new JsonShape { Kinds = JsonKinds.Number, Expected = "a whole number", WholeRange = (int.MinValue, int.MaxValue) },
            TypeCode.Int64 => new JsonShape { Kinds = JsonKinds.Number, Expected = "a whole number", WholeRange = (long.MinValue, long.MaxValue) },
            TypeCode.Double => Number,
            TypeCode.String => Text,
            _ => new JsonShape { Kinds = (JsonKinds)~0, Expected = "a value" },
        };
    }
}
