using Backprop.Api.Json;
using Backprop.Domain.Operators;

namespace Backprop.Api.Contracts;

/// <summary>What every request for a computation carries: exactly one of its forms, and the values of its inputs.</summary>
internal abstract record ComputationRequest
{
    /// <summary>The computation as text: <c>q = x + y; f = q * z</c>. The last statement is the output.</summary>
    public string? Expression { get; init; }

    /// <summary>The computation as a graph of named nodes.</summary>
    public GraphContract? Graph { get; init; }

    /// <summary>The computation as a layered network.</summary>
    public NetworkContract? Network { get; init; }

    /// <summary>The values of the inputs, by node id.</summary>
    public TensorMap? Inputs { get; init; }

    /// <summary>The id of the output, where it is not the computation's own.</summary>
    public string? Output { get; init; }
}

/// <summary>A computation as a graph of named nodes, in any order.</summary>
internal sealed record GraphContract
{
    /// <summary>The nodes, in any order.</summary>
    public required IReadOnlyList<NodeContract> Nodes { get; init; }

    /// <summary>The id of the output. May be left out where exactly one node feeds no other.</summary>
    public string? Output { get; init; }
}

// docs/decisions/0300-a-graph-of-nodes-costs-few-objects.md
// Its members can be set, for the serialiser keeps those that can only be initialised in an object of their own until it has read them all.
/// <summary>A node of a graph.</summary>
internal sealed record NodeContract
{
    /// <summary>Its name, unique in the graph.</summary>
    [JsonRequired]
    [JsonConverter(typeof(NameConverter))]
    public string Id { get; set; } = "";

    /// <summary>The operator's name, in any letter case.</summary>
    [JsonRequired]
    [JsonConverter(typeof(NameConverter))]
    [Component("OperatorName")]
    public string Op { get; set; } = "";

    /// <summary>The ids of its operands, in order.</summary>
    [JsonConverter(typeof(NamesConverter))]
    public IReadOnlyList<string>? Inputs { get; set; }

    /// <summary>The operator's attributes, by name in any letter case.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; set; }

    /// <summary>The value of a constant, or the default of an input or parameter.</summary>
    public WireTensor? Value { get; set; }

    /// <summary>Text for people.</summary>
    public string? Label { get; set; }
}
