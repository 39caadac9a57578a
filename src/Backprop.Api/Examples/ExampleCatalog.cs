using System.Text.Json.Serialization.Metadata;
using Backprop.Api.Json;

namespace Backprop.Api.Examples;

/// <summary>
/// Every example: the files <c>Features/&lt;Resource&gt;/Examples/NNN-id.example.json</c>, in the order of their numbers. They are the catalogue, the named
/// examples in the OpenAPI document, and tests.
/// </summary>
internal static class ExampleCatalog
{
    private const string Suffix = ".example.json";

    /// <summary>Every example.</summary>
    public static IReadOnlyList<Example> All { get; } = Load();

    /// <summary>The example of this id, or null.</summary>
    public static Example? Find(string id) => All.FirstOrDefault(example => example.Id == id);

    private static List<Example> Load()
    {
        var options = new JsonSerializerOptions();
        WireJson.Configure(options, 64);
        var type = (JsonTypeInfo<Example>)options.GetTypeInfo(typeof(Example));
        var assembly = typeof(ExampleCatalog).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Suffix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return JsonSerializer.Deserialize(stream, type)!;
            })];
    }
}
