using System.Text.Json;
using System.Text.Json.Serialization;

namespace Backprop.Api.Examples;

/// <summary>A request that can be sent as it is, and what it must give.</summary>
internal sealed record Example
{
    /// <summary>A stable name.</summary>
    public required string Id { get; init; }

    /// <summary>What it shows, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows.</summary>
    public required string Description { get; init; }

    /// <summary>Where it was published; absent on examples of the service's own.</summary>
    public string? Source { get; init; }

    /// <summary>The path to post it to.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The body to send.</summary>
    public required JsonElement Request { get; init; }

    /// <summary>What the answer must hold: <c>nodes</c>, with values and gradients by node id, and <c>at</c>, with values by their place in the answer.</summary>
    public required JsonElement Expect { get; init; }

    /// <summary>By how much the answer's numbers may differ.</summary>
    public required ExampleTolerance Tolerance { get; init; }
}

/// <summary>By how much numbers may differ: absolute + relative · |expected|.</summary>
internal sealed record ExampleTolerance
{
    /// <summary>In proportion to the expected number.</summary>
    public required double Relative { get; init; }

    /// <summary>Whatever the expected number.</summary>
    public required double Absolute { get; init; }
}

/// <summary>The examples, briefly.</summary>
internal sealed record ExampleList
{
    /// <summary>Every example.</summary>
    public required IReadOnlyList<ExampleSummary> Examples { get; init; }
}

/// <summary>An example, briefly.</summary>
internal sealed record ExampleSummary
{
    /// <summary>A stable name: the example itself is at /v1/examples/{id}.</summary>
    public required string Id { get; init; }

    /// <summary>What it shows, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows.</summary>
    public required string Description { get; init; }

    /// <summary>The path to post it to.</summary>
    public required string Endpoint { get; init; }
}

/// <summary>Serialisation metadata of examples.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Example))]
[JsonSerializable(typeof(ExampleList))]
internal sealed partial class ExamplesJson : JsonSerializerContext;
