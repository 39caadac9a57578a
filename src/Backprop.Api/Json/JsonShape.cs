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
/// <param name="Kinds">Kinds of value that are taken.</param>
/// <param name="Expected">What is taken, in words: <c>a string</c>.</param>
/// <param name="Element">Of arrays and maps: what the elements are. Of objects that take more than their members: what the others are.</param>
/// <param name="Members">Of objects: the members by name.</param>
/// <param name="Choices">Of strings: the only ones taken, in any letter case.</param>
/// <param name="WholeRange">Of whole numbers: the smallest and the largest.</param>
internal sealed record JsonShape(
    JsonKinds Kinds, string Expected, Func<JsonShape>? Element = null, IReadOnlyDictionary<string, JsonMember>? Members = null,
    IReadOnlyList<string>? Choices = null, (long Least, long Most)? WholeRange = null)
{
    /// <summary>A number or nested arrays of numbers.</summary>
    public static JsonShape Tensor { get; } = new(JsonKinds.Number | JsonKinds.Array, "a number or nested arrays of numbers", () => Tensor!);

    /// <summary>Any number.</summary>
    public static JsonShape Number { get; } = new(JsonKinds.Number, "a number");

    /// <summary>Any string.</summary>
    public static JsonShape Text { get; } = new(JsonKinds.Text, "a string");

    /// <summary>An operator's attribute.</summary>
    public static JsonShape Attribute { get; } = new(
        JsonKinds.Number | JsonKinds.Text | JsonKinds.Flag | JsonKinds.Array, "a number, a list of numbers, a string, true or false", () => Number);

    /// <summary>An object that maps names to values of one shape.</summary>
    public static JsonShape MapOf(JsonShape element, string expected) => new(JsonKinds.Object, expected, () => element);

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
            return info.Converter is IShapedConverter shaped ? shaped.Shape : info.Kind switch
            {
                JsonTypeInfoKind.Object => CompileObject(info),
                JsonTypeInfoKind.Enumerable => new JsonShape(JsonKinds.Array, "an array", () => Of(info.ElementType!)),
                JsonTypeInfoKind.Dictionary => new JsonShape(JsonKinds.Object, "an object", () => Of(info.ElementType!)),
                _ => CompileSimple(type),
            };
        }

        private JsonShape CompileObject(JsonTypeInfo info) => new(JsonKinds.Object, "an object", Members: info.Properties
            .Where(property => property.Set is not null || property.AssociatedParameter is not null)
            .ToDictionary(
                property => property.Name,
                property => new JsonMember(() => property.CustomConverter is IShapedConverter shaped ? shaped.Shape : Of(property.PropertyType), property.IsRequired, property.IsSetNullable)));

        private static JsonShape CompileSimple(Type type) => Type.GetTypeCode(type) switch
        {
            _ when type.IsEnum => Text with { Choices = [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)] },
            TypeCode.Boolean => new JsonShape(JsonKinds.Flag, "true or false"),
            TypeCode.Int32 => new JsonShape(JsonKinds.Number, "a whole number", WholeRange: (int.MinValue, int.MaxValue)),
            TypeCode.Int64 => new JsonShape(JsonKinds.Number, "a whole number", WholeRange: (long.MinValue, long.MaxValue)),
            TypeCode.Double => Number,
            TypeCode.String => Text,
            _ => new JsonShape((JsonKinds)~0, "a value"),
        };
    }
}
