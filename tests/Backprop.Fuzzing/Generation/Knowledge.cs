using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backprop.Fuzzing.Generation;

/// <summary>An attribute of an operator, a layer or whatever is chosen by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds: <c>number</c>, <c>integer</c>, <c>integers</c>, <c>flag</c> or <c>text</c>.</param>
/// <param name="Required">Whether it must be given.</param>
/// <param name="Minimum">The smallest number.</param>
/// <param name="Maximum">The largest number.</param>
/// <param name="Choices">The texts, where only some are allowed.</param>
internal sealed record KnownAttribute(string Name, string Kind, bool Required, double? Minimum, double? Maximum, IReadOnlyList<string> Choices);

/// <summary>What has a name and attributes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Least">The fewest operands; 0 for what has none.</param>
/// <param name="Most">The most.</param>
/// <param name="IsElementwise">Whether it works element by element.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Parameters">The names of its weights.</param>
internal sealed record Known(string Name, int Least, int Most, bool IsElementwise, IReadOnlyList<KnownAttribute> Attributes, IReadOnlyList<string> Parameters);

/// <summary>A request that is known to be right.</summary>
/// <param name="Endpoint">Where it is posted.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Accept">The header Accept, or null.</param>
/// <param name="Body">The body; the lines as an array where it is a stream.</param>
internal sealed record Seed(string Endpoint, string MediaType, string? Accept, JsonNode Body);

/// <summary>What the service says of itself: its catalogues and examples. The fuzzer knows no operator by itself.</summary>
internal sealed record Knowledge(
    IReadOnlyList<Known> Operators, IReadOnlyList<Known> Layers, IReadOnlyList<Known> Initializers, IReadOnlyList<string> Activations, IReadOnlyList<string> Losses,
    IReadOnlyList<Known> Optimizers, IReadOnlyList<Known> Decays, IReadOnlyList<string> Datasets, IReadOnlyList<Seed> Seeds)
{
    /// <summary>The operators that take operands and work element by element.</summary>
    public IReadOnlyList<Known> Functions { get; } = [.. Operators.Where(o => o.IsElementwise && o.Least > 0)];

    /// <summary>The operators that take operands.</summary>
    public IReadOnlyList<Known> Calls { get; } = [.. Operators.Where(o => o.Least > 0)];

    /// <summary>Asks the service.</summary>
    /// <param name="client">A client of the service.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public static async Task<Knowledge> AskAsync(HttpClient client, CancellationToken cancellationToken)
    {
        List<Seed> seeds = [.. ReadCases()];
        foreach (var example in (await Get("examples")).GetProperty("examples").EnumerateArray())
        {
            seeds.Add(ReadSeed(await Get($"examples/{example.GetProperty("id").GetString()}")));
        }

        var operators = await Get("operators");
        var layers = await Get("layers");
        var optimizers = await Get("optimizers");
        return new Knowledge(
            All(operators, "operators"), All(layers, "layers"), All(layers, "initializers"), Names(layers, "activations"), Names(layers, "losses"),
            All(optimizers, "optimizers"), All(optimizers, "learningRateDecays"), [.. All(await Get("datasets"), "datasets").Select(set => set.Name)],
            seeds);

        async Task<JsonElement> Get(string list) => JsonElement.Parse(await client.GetByteArrayAsync(new Uri("/v1/" + list, UriKind.Relative), cancellationToken));
    }

    /// <summary>The requests of the case files, among them one for every operator.</summary>
    private static IEnumerable<Seed> ReadCases()
    {
        var assembly = typeof(Knowledge).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith("cases.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).SelectMany(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var cases = JsonDocument.Parse(stream);
            return cases.RootElement.EnumerateArray().Select(ReadSeed).ToList();
        });
    }

    private static Seed ReadSeed(JsonElement json) => new(
        json.GetProperty("endpoint").GetString()!,
        json.TryGetProperty("contentType", out var type) ? type.GetString()! : "application/json",
        json.TryGetProperty("accept", out var accept) ? accept.GetString() : null,
        JsonNode.Parse(json.GetProperty("request").GetRawText())!);

    private static List<string> Names(JsonElement catalogue, string list) => [.. catalogue.GetProperty(list).EnumerateArray().Select(name => name.GetString()!)];

    private static List<Known> All(JsonElement catalogue, string list) =>
    [
        .. from item in catalogue.GetProperty(list).EnumerateArray()
           let arity = item.TryGetProperty("arity", out var given) ? given : (JsonElement?)null
           let most = arity is { } known && known.GetProperty("maximum") is { ValueKind: JsonValueKind.Number } maximum ? maximum.GetInt32() : 5
           select new Known(
               item.GetProperty("name").GetString()!,
               arity?.GetProperty("minimum").GetInt32() ?? 0,
               most,
               item.TryGetProperty("elementwise", out var elementwise) && elementwise.GetBoolean(),
               item.TryGetProperty("attributes", out var attributes) ? [.. attributes.EnumerateArray().Select(Read)] : [],
               item.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()!)] : []),
    ];

    private static KnownAttribute Read(JsonElement attribute) => new(
        attribute.GetProperty("name").GetString()!,
        attribute.GetProperty("kind").GetString()!,
        attribute.GetProperty("required").GetBoolean(),
        attribute.TryGetProperty("minimum", out var minimum) ? minimum.GetDouble() : null,
        attribute.TryGetProperty("maximum", out var maximum) ? maximum.GetDouble() : null,
        attribute.TryGetProperty("choices", out var choices) ? [.. choices.EnumerateArray().Select(choice => choice.GetString()!)] : []);
}
