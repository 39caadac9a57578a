using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Domain.Naming;
using Backprop.Domain.Networks;

namespace Backprop.Api.Features.Layers;

/// <summary><c>GET /v1/layers</c> and <c>/v1/layers/{name}</c>.</summary>
internal static class LayersEndpoint
{
    private static readonly LayerList List = new()
    {
        Layers = [.. LayerCatalog.All.Select(layer => new LayerTypeContract
        {
            Name = layer.Name,
            Summary = layer.Summary,
            Formula = layer.Formula,
            Source = layer.Source,
            Attributes = [.. layer.Attributes.Select(AttributeContract.Of)],
            Parameters = [.. layer.Parameters.Select(p => new LayerParameterContract { Name = p.Name, Symbol = p.Symbol, Description = p.Description, Penalised = p.IsWeight, Trained = p.IsTrained })],
            TakesActivation = layer.TakesActivation,
            TakesInitializer = layer.TakesInitializer,
        })],
        Initializers = [.. Initializers.All.Select(i => new InitializerTypeContract { Name = i.Name, Summary = i.Summary, Attributes = [.. i.Attributes.Select(AttributeContract.Of)] })],
    };

    /// <summary>The feature, as the service lists it.</summary>
    public static Feature Feature { get; } = new(LayersJson.Default, Map);

    private static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapConstant("/layers", List, "Every type of layer, and every initializer.")
            .Describe("listLayers", OperationTags.Catalogues, "List the types of layers", "Every type of layer that a network can have: what it computes, its attributes with their defaults, the tensors that can be given for it, and where it was published. The initializers are those of its weights.");
        v1.MapByName("/layers", new NameIndex<LayerTypeContract>("type of layer", List.Layers, layer => layer.Name), "The type's name, in any letter case.", LayerCatalog.All[0].Name, "The type of layer.")
            .Describe("getLayer", OperationTags.Catalogues, "Read a type of layer", "One type of layer, by its name in any letter case.");
    }
}

/// <summary>The types of layers.</summary>
internal sealed record LayerList
{
    /// <summary>Every type of layer.</summary>
    public required IReadOnlyList<LayerTypeContract> Layers { get; init; }

    /// <summary>Every rule by which weights that are not given are drawn, the default first.</summary>
    public required IReadOnlyList<InitializerTypeContract> Initializers { get; init; }
}

/// <summary>All that is known of a type of layer.</summary>
internal sealed record LayerTypeContract
{
    /// <summary>Its name; matched in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>What it computes, in one or two sentences.</summary>
    public required string Summary { get; init; }

    /// <summary>What it computes, in LaTeX: <c>x</c> comes in, <c>z</c> goes into the activation.</summary>
    public required string Formula { get; init; }

    /// <summary>Where it was published; absent where there is nothing to cite.</summary>
    public string? Source { get; init; }

    /// <summary>Its sizes, strides, seeds and the like.</summary>
    public required IReadOnlyList<AttributeContract> Attributes { get; init; }

    /// <summary>The tensors that can be given for it.</summary>
    public required IReadOnlyList<LayerParameterContract> Parameters { get; init; }

    /// <summary>Whether it takes the member <c>activation</c>.</summary>
    public required bool TakesActivation { get; init; }

    /// <summary>Whether it takes the member <c>initializer</c>.</summary>
    public required bool TakesInitializer { get; init; }
}

/// <summary>A tensor that can be given for a layer.</summary>
internal sealed record LayerParameterContract
{
    /// <summary>The member of the layer.</summary>
    public required string Name { get; init; }

    /// <summary>What its node's id begins with; the layer's number follows: <c>W1</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Its shape and meaning.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it is a weight: drawn by the initializer, and counted in the penalty <c>l2</c>.</summary>
    public required bool Penalised { get; init; }

    /// <summary>Whether training moves it.</summary>
    public required bool Trained { get; init; }
}

/// <summary>A rule by which weights that are not given are drawn.</summary>
internal sealed record InitializerTypeContract
{
    /// <summary>Its name; matched in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>The distribution and its source, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The attributes that it takes.</summary>
    public required IReadOnlyList<AttributeContract> Attributes { get; init; }
}

/// <summary>Serialisation metadata of layers.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(LayerList))]
internal sealed partial class LayersJson : JsonSerializerContext;
