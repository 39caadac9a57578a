using System.Text.Encodings.Web;
using System.Text.Json.Serialization.Metadata;

namespace Backprop.Api.Json;

/// <summary>
/// How JSON is read and written everywhere: camelCase, nothing unknown, nothing twice, nothing guessed. Each feature adds its
/// source-generated context to the chain.
/// </summary>
internal static class WireJson
{
    /// <summary>Sets the options; the contexts are those of the features.</summary>
    public static void Configure(JsonSerializerOptions options, int maxDepth, IEnumerable<IJsonTypeInfoResolver> contexts)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.AllowOutOfOrderMetadataProperties = true;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MaxDepth = maxDepth;

        // Answers are application/json with nosniff, never markup, so that arrows and quotation marks can stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new AttributeValueConverter());
        options.TypeInfoResolverChain.Clear();
        foreach (var context in contexts)
        {
            options.TypeInfoResolverChain.Add(context);
        }
    }

    /// <summary>For writers that work below the serialiser.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}
