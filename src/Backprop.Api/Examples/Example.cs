using Backprop.Api.Json;

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

    /// <summary>The Content-Type to send it as. Default <c>application/json</c>; of <c>application/x-ndjson</c>, <c>request</c> is the array of the lines.</summary>
    public string? ContentType { get; init; }

    /// <summary>The media type of the body.</summary>
    [JsonIgnore]
    public string MediaType => ContentType ?? "application/json";

    /// <summary>The body as it is sent: of lines, each on its own.</summary>
    [JsonIgnore]
    public string Text => ContentType is null ? Request.GetRawText() : string.Concat(Request.EnumerateArray().Select(line => line.GetRawText().ReplaceLineEndings(" ") + "\n"));

    /// <summary>The Accept header to send with it, where the operation answers in several media types.</summary>
    public string? Accept { get; init; }

    /// <summary>The body to send.</summary>
    [Component("ExampleRequest")]
    public required JsonElement Request { get; init; }

    /// <summary>What the answer must hold.</summary>
    public required ExampleExpectation Expect { get; init; }

    /// <summary>By how much the answer's numbers may differ.</summary>
    public required ExampleTolerance Tolerance { get; init; }
}

/// <summary>What the answer to an example must hold.</summary>
/// <param name="Nodes">Values and gradients, by node id.</param>
/// <param name="At">Values by their place in the answer, the parts of which are separated by dots: <c>history.0.loss</c>. Of lines, the first part is the line's number, from 0.</param>
/// <param name="Contains">What stands somewhere in the text of the answer.</param>
internal sealed record ExampleExpectation(
    IReadOnlyDictionary<string, ExpectedNode>? Nodes = null,
    [property: Component("ExpectedValues")] IReadOnlyDictionary<string, JsonElement>? At = null, IReadOnlyList<string>? Contains = null);

/// <summary>What the answer must hold of a node.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Gradient">Its gradient.</param>
internal sealed record ExpectedNode(
    [property: Component("ResultTensor")] JsonElement? Value = null, [property: Component("ResultTensor")] JsonElement? Gradient = null);

/// <summary>By how much numbers may differ: absolute + relative · |expected|.</summary>
/// <param name="Relative">In proportion to the expected number.</param>
/// <param name="Absolute">Whatever the expected number.</param>
internal sealed record ExampleTolerance(double Relative, double Absolute);

/// <summary>The examples, briefly.</summary>
/// <param name="Examples">Every example.</param>
internal sealed record ExampleList(IReadOnlyList<ExampleSummary> Examples);

/// <summary>An example, briefly.</summary>
/// <param name="Id">A stable name: the example itself is at /v1/examples/{id}.</param>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Description">What it shows.</param>
/// <param name="Endpoint">The path to post it to.</param>
/// <param name="ContentType">The Content-Type to send it as. Default <c>application/json</c>.</param>
internal sealed record ExampleSummary(string Id, string Title, string Description, string Endpoint, string? ContentType = null);
