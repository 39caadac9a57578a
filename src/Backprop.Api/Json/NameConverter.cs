namespace Backprop.Api.Json;

// docs/decisions/0300-a-graph-of-nodes-costs-few-objects.md
/// <summary>Reads a name that is likely to have been read before, for every id of a graph stands at its node and at each of its consumers: the same string then.</summary>
internal sealed class NameConverter : JsonConverter<string>, IShapedConverter
{
    private const int Longest = 32;
    private const int Kept = 1024;

    /// <summary>Names read by this thread, each at the place that its hash says until another takes it.</summary>
    [ThreadStatic]
    private static string?[]? _recent;

    /// <inheritdoc/>
    public JsonShape Shape => JsonShape.Text;

    /// <summary>The name that the reader stands on.</summary>
    /// <exception cref="JsonException">It stands on something else.</exception>
    public static string Read(ref Utf8JsonReader reader)
    {
        reader.Require(JsonTokenType.String);
        if (reader.HasValueSequence || reader.ValueSpan.Length > Longest)
        {
            return reader.GetString()!;
        }

        Span<char> buffer = stackalloc char[Longest];
        var name = buffer[..reader.CopyString(buffer)];
        ref var recent = ref (_recent ??= new string?[Kept])[string.GetHashCode(name) & (Kept - 1)];
        return recent is not null && name.SequenceEqual(recent) ? recent : recent = name.ToString();
    }

    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>The same for a list of names.</summary>
internal sealed class NamesConverter : JsonConverter<IReadOnlyList<string>>, IShapedConverter
{
    /// <inheritdoc/>
    public JsonShape Shape { get; } = new(JsonKinds.Array, "an array", () => JsonShape.Text);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Require(JsonTokenType.StartArray);
        string[] names = [];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == names.Length)
            {
                Array.Resize(ref names, count == 0 ? 1 : 2 * count);
            }

            names[count++] = NameConverter.Read(ref reader);
        }

        return count == names.Length ? names : names[..count];
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) => throw new NotSupportedException("Operands are only read.");
}
