using System.ComponentModel.DataAnnotations;
using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Explaining;

namespace Backprop.Api.Features.Derivations;

/// <summary>A computation to be explained.</summary>
internal sealed record DerivationsRequest : ComputationRequest
{
    /// <summary>The gradient of the output, in its shape. Default 1; required where the output is not a single number.</summary>
    public WireTensor? Upstream { get; init; }

    /// <summary><c>nodes</c> (default): one step per node, tensors in matrix form. <c>elements</c>: one step per element, every weight by itself.</summary>
    [JsonConverter(typeof(ChoiceConverter<DerivationDetail>))]
    public DerivationDetail? Detail { get; init; }

    /// <summary>Significant digits of the numbers in formulas and sentences. Default 6.</summary>
    [Range(1, 15)]
    public int? Digits { get; init; }

    /// <summary>Whether every path from an input to the output is listed with its product. Their number is always given. Default false.</summary>
    public bool? Paths { get; init; }

    /// <summary>The most paths that are listed for one input. Default 100.</summary>
    [Range(1, 1000)]
    public int? MaxPaths { get; init; }

    /// <summary>Whether each input's derivative is given as one expression of the inputs, in the expression language. Default false.</summary>
    public bool? Symbolic { get; init; }
}
