using System.Text.Json.Serialization.Metadata;
using Backprop.Domain.Checking;
using Backprop.Domain.Explaining;
using Backprop.Domain.Grading;
using Backprop.Domain.Solving;

namespace Backprop.Api.Json;

// docs/decisions/0290-wire-names-by-one-policy.md
/// <summary>
/// How answers are written: as requests are read, but as deep as they are, and with numbers that may not be finite. What writes an answer
/// also reads it, so that tests can read answers strictly and write them again.
/// </summary>
internal sealed class ResultJson(JsonSerializerOptions requests)
{
    /// <summary>The options.</summary>
    public JsonSerializerOptions Options { get; } = new(requests)
    {
        MaxDepth = 1000,
        Converters =
        {
            new NumberConverter(), new Optional<double>(new NumberConverter()), new Optional<ResultTensor>(new ResultTensorConverter()),
            new Hyphenated<CheckMethod>(), new Hyphenated<CheckVerdict>(), new Hyphenated<DerivationPhase>(), new Hyphenated<MistakeScope>(), new Hyphenated<SolutionReason>(), new Hyphenated<Verdict>(),
        },
    };

    /// <summary>How answers of a type are written.</summary>
    public JsonTypeInfo<T> Type<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>Whether answers have names of their own for an enumeration.</summary>
    public bool Names(Type choice) => Options.Converters.Any(converter => converter.CanConvert(choice));

    /// <summary>What is chosen from a few: lower case, with hyphens between words.</summary>
    private sealed class Hyphenated<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
        where T : struct, Enum;

    /// <summary>A number as <see cref="TensorWriter"/> writes it: <c>null</c> where it is not finite.</summary>
    private sealed class NumberConverter : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => TensorWriter.WriteNumber(writer, value);
    }

    /// <summary>The same for what may also not be there: <c>null</c> means that it is there and not finite.</summary>
    private sealed class Optional<T>(JsonConverter<T> converter) : JsonConverter<T?>
        where T : struct
    {
        public override bool HandleNull => true;

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => converter.Read(ref reader, typeof(T), options);

        public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options)
        {
            if (value is { } there)
            {
                converter.Write(writer, there, options);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
