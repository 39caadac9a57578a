using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.Json;
using Backprop.Api.OpenApi;
using Backprop.Domain.Naming;
using Backprop.Domain.Networks;

namespace Backprop.Api.Features.Layers;

/// <summary><c>GET /v1/layers</c> and <c>/v1/layers/{name}</c>.</summary>
internal static class LayersEndpoint
{
    private static readonly LayerList List = new(
        [.. LayerCatalog.All.Select(layer => new LayerTypeContract(
            layer.Name, layer.Summary, layer.Formula, layer.Source, [.. layer.Attributes.Select(AttributeContract.Of)],
            [.. layer.Parameters.Select(p => new LayerParameterContract(p.Name, p.Symbol, p.Description, Penalised: p.IsWeight, Trained: p.IsTrained))],
            layer.TakesActivation, layer.TakesInitializer))],
        [.. Initializers.All.Select(i => new InitializerTypeContract(i.Name, i.Summary, [.. i.Attributes.Select(AttributeContract.Of)]))],
        [.. NetworkChoices.Activations.Select(operation => operation.Name)],
        NetworkChoices.Losses.Names);

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapConstant("/layers", List, "Every type of layer, and what their members name.")
            .Describe("listLayers", OperationTags.Catalogues, "List the types of layers", "Every type of layer that a network can have: what it computes, its attributes with their defaults, the tensors that can be given for it, and where it was published. Also the initializers of weights, and the operators that can stand for a layer's `activation` and a network's `loss`.");
        v1.MapByName("/layers", new NameIndex<LayerTypeContract>("type of layer", List.Layers, layer => layer.Name), "The type's name, in any letter case.", LayerCatalog.All[0].Name, "The type of layer.")
            .Describe("getLayer", OperationTags.Catalogues, "Read a type of layer", "One type of layer, by its name in any letter case.");
    }
}

/// <summary>The types of layers.</summary>
/// <param name="Layers">Every type of layer.</param>
/// <param name="Initializers">Every rule by which weights that are not given are drawn, the default first.</param>
/// <param name="Activations">The operators that a layer can be followed by.</param>
/// <param name="Losses">The operators that a network can end with.</param>
internal sealed record LayerList(
    IReadOnlyList<LayerTypeContract> Layers,
    IReadOnlyList<InitializerTypeContract> Initializers,
    [property: Component("ActivationName")] IReadOnlyList<string> Activations,
    [property: Component("LossName")] IReadOnlyList<string> Losses);

/// <summary>All that is known of a type of layer.</summary>
/// <param name="Name">Its name; matched in any letter case.</param>
/// <param name="Summary">What it computes, in one or two sentences.</param>
/// <param name="Formula">What it computes, in LaTeX: <c>x</c> comes in, <c>z</c> goes into the activation.</param>
/// <param name="Source">Where it was published; absent where there is nothing to cite.</param>
/// <param name="Attributes">Its sizes, strides, seeds and the like.</param>
/// <param name="Parameters">The tensors that can be given for it.</param>
/// <param name="TakesActivation">Whether it takes the member <c>activation</c>.</param>
/// <param name="TakesInitializer">Whether it takes the member <c>initializer</c>.</param>
internal sealed record LayerTypeContract(
    string Name, string Summary, string Formula, string? Source, IReadOnlyList<AttributeContract> Attributes,
    IReadOnlyList<LayerParameterContract> Parameters, bool TakesActivation, bool TakesInitializer);

/// <summary>A tensor that can be given for a layer.</summary>
/// <param name="Name">The member of the layer.</param>
/// <param name="Symbol">What its node's id begins with; the layer's number follows: <c>W1</c>.</param>
/// <param name="Description">Its shape and meaning.</param>
/// <param name="Penalised">Whether it is a weight: drawn by the initializer, and counted in the penalty <c>l2</c>.</param>
/// <param name="Trained">Whether training moves it.</param>
internal sealed record LayerParameterContract(string Name, string Symbol, string Description, bool Penalised, bool Trained);

/// <summary>A rule by which weights that are not given are drawn.</summary>
/// <param name="Name">Its name; matched in any letter case.</param>
/// <param name="Summary">The distribution and its source, in one sentence.</param>
/// <param name="Attributes">The attributes that it takes.</param>
internal sealed record InitializerTypeContract(string Name, string Summary, IReadOnlyList<AttributeContract> Attributes);
