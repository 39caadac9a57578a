using System.ComponentModel.DataAnnotations;
using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Drawing;

namespace Backprop.Api.Features.Drawings;

/// <summary>A computation to be drawn.</summary>
internal sealed record DrawingsRequest : ComputationRequest
{
    /// <summary>The gradient of the output, in its shape. Default 1; required where the output is not a single number.</summary>
    public WireTensor? Upstream { get; init; }

    /// <summary><c>graph</c> (default): the computation graph as a circuit. <c>neurons</c>: a chain of dense layers as neurons and weights.</summary>
    [JsonConverter(typeof(ChoiceConverter<DrawingView>))]
    public DrawingView? View { get; init; }

    /// <summary>The numbers that are shown. Default values and gradients.</summary>
    public IReadOnlyList<DrawnNumber>? Show { get; init; }

    /// <summary>Significant digits of the numbers. Default 4.</summary>
    [Range(1, 15)]
    public int? Digits { get; init; }
}

/// <summary>A kind of number that a drawing can show.</summary>
[JsonConverter(typeof(ChoiceConverter<DrawnNumber>))]
internal enum DrawnNumber
{
    /// <summary>Every node's value, above the wire that leaves it.</summary>
    Values = DrawingNumbers.Values,

    /// <summary>Every node's gradient, below the wire that leaves it.</summary>
    Gradients = DrawingNumbers.Gradients,

    /// <summary>Every edge's local derivative, above its end.</summary>
    Local = DrawingNumbers.Local,

    /// <summary>Every edge's upstream gradient, below its end.</summary>
    Upstream = DrawingNumbers.Upstream,

    /// <summary>What every edge contributes, below its end.</summary>
    Contributions = DrawingNumbers.Contributions,
}
