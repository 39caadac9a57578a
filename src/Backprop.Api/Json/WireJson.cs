using System.Text.Encodings.Web;
using System.Text.Json.Serialization.Metadata;

namespace Backprop.Api.Json;

// docs/decisions/0291-json-metadata-by-reflection.md
/// <summary>How JSON is read and written everywhere: camelCase, nothing unknown, nothing twice, nothing guessed.</summary>
internal static class WireJson
{
    /// <summary>Sets the options.</summary>
    public static void Configure(JsonSerializerOptions options, int maxDepth)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MaxDepth = maxDepth;

        // Answers are application/json with nosniff, never markup, so that arrows and quotation marks can stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new AttributeValueConverter());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
    }

    /// <summary>For writers that work below the serialiser.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
