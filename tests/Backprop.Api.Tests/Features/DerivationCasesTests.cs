using System.Text.Json;
using System.Text.Json.Nodes;
using Backprop.Api.Examples;
using Backprop.Api.Tests.Support;
using Backprop.Domain.Tests.Support;

namespace Backprop.Api.Tests.Features;

/// <summary>Every computation that the service shows or is held to, derived: what is printed is read back and computed.</summary>
public sealed class DerivationCasesTests
{
    private static readonly string[] Computation = ["expression", "graph", "network", "inputs", "output", "upstream"];

    // Too large to be read, or evaluated only, so that nobody says what comes back to the output.
    private static readonly string[] NotDerived = ["derivation-too-large", "upstream-required"];

    private static readonly Dictionary<string, JsonElement> Requests = ExampleCatalog.All.Select(example => (Name: example.Id, example.Request))
        .Concat(new[] { "operators", "random-graphs", "seeds", "published" }.SelectMany(Read).Select(c => (Name: c.GetProperty("name").GetString()!, Request: c.GetProperty("request"))))
        .Where(c => c.Request.ValueKind == JsonValueKind.Object && c.Request.TryGetProperty("inputs", out _))
        .DistinctBy(c => c.Name)
        .ToDictionary(c => c.Name, c => c.Request);

    [Theory]
    [InlineData("nodes")]
    [InlineData("elements")]
    public async Task Derivations_ofEveryExampleAndCase_printNumbersThatComputeToWhatTheyAreSaidToBe(string detail)
    {
        var (derived, computed) = (0, 0);
        foreach (var (name, request) in Requests)
        {
            var body = new JsonObject { ["detail"] = detail, ["digits"] = 15, ["paths"] = true };
            foreach (var member in Computation.Where(member => request.TryGetProperty(member, out _)))
            {
                body[member] = JsonNode.Parse(request.GetProperty(member).GetRawText());
            }

            var answer = await Service.Default.Post("/v1/derivations", body.ToJsonString());
            if (answer.Status == 422 && NotDerived.Any(code => answer.Text.Contains(code, StringComparison.Ordinal)))
            {
                continue;
            }

            Assert.True(answer.Status == 200, $"{name}: {answer.Text}");
            derived++;
            foreach (var step in answer.Json.GetProperty("steps").EnumerateArray())
            {
                computed += PrintedLines.AssertNumbersHold(step.GetProperty("latexNumbers").GetString()!);
            }
        }

        Assert.True(derived > 100 && computed > 1500, $"{derived} derivations, {computed} sides computed");
    }

    private static IEnumerable<JsonElement> Read(string file)
    {
        var assembly = typeof(DerivationCasesTests).Assembly;
        using var stream = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith(file + ".json", StringComparison.Ordinal)))!;
        return [.. JsonDocument.Parse(stream).RootElement.EnumerateArray()];
    }
}
