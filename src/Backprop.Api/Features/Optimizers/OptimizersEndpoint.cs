using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.Json;
using Backprop.Api.OpenApi;
using Backprop.Domain.Naming;
using Backprop.Domain.Training;
using Backprop.Domain.Training.Optimizers;

namespace Backprop.Api.Features.Optimizers;

/// <summary><c>GET /v1/optimizers</c> and <c>/v1/optimizers/{name}</c>.</summary>
internal static class OptimizersEndpoint
{
    private static readonly OptimizerList List = new()
    {
        Optimizers = [.. OptimizerCatalog.All.Select(optimizer => new OptimizerTypeContract
        {
            Name = optimizer.Name,
            Summary = optimizer.Summary,
            Formula = optimizer.Formula,
            Source = optimizer.Source,
            Attributes = [.. optimizer.Attributes.Select(AttributeContract.Of)],
            Slots = optimizer.Slots,
        })],
        LearningRateDecays = [.. LearningRateDecays.All.Select(decay => new LearningRateDecayTypeContract
        {
            Name = decay.Name,
            Summary = decay.Summary,
            Formula = decay.Formula,
            Attributes = [.. decay.Attributes.Select(AttributeContract.Of)],
        })],
    };

    /// <summary>The feature, as the service lists it.</summary>
    public static Feature Feature { get; } = new(OptimizersJson.Default, Map);

    private static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapConstant("/optimizers", List, "Every optimizer, and every decay of the learning rate.")
            .Describe("listOptimizers", OperationTags.Catalogues, "List the optimizers", "Every optimizer that networks are trained with: its update, its attributes with their defaults, and where it was published; and every way in which the learning rate can fall.");
        v1.MapByName("/optimizers", new NameIndex<OptimizerTypeContract>("optimizer", List.Optimizers, optimizer => optimizer.Name), "The optimizer's name, in any letter case.", OptimizerCatalog.All[^1].Name, "The optimizer.")
            .Describe("getOptimizer", OperationTags.Catalogues, "Read an optimizer", "One optimizer, by its name in any letter case.");
    }
}

/// <summary>The optimizers.</summary>
internal sealed record OptimizerList
{
    /// <summary>Every optimizer.</summary>
    public required IReadOnlyList<OptimizerTypeContract> Optimizers { get; init; }

    /// <summary>Every way in which the learning rate can fall from epoch to epoch.</summary>
    public required IReadOnlyList<LearningRateDecayTypeContract> LearningRateDecays { get; init; }
}

/// <summary>All that is known of an optimizer.</summary>
internal sealed record OptimizerTypeContract
{
    /// <summary>Its name; matched in any letter case.</summary>
    [Component("OptimizerName")]
    public required string Name { get; init; }

    /// <summary>The update, and the difference between its sources where there is one.</summary>
    public required string Summary { get; init; }

    /// <summary>The update in LaTeX: the gradient <c>g</c> moves the parameter <c>w</c>.</summary>
    public required string Formula { get; init; }

    /// <summary>Where it was published.</summary>
    public required string Source { get; init; }

    /// <summary>The attributes that it takes.</summary>
    public required IReadOnlyList<AttributeContract> Attributes { get; init; }

    /// <summary>How many numbers it remembers for each parameter.</summary>
    public required int Slots { get; init; }
}

/// <summary>A way in which the learning rate falls from epoch to epoch.</summary>
internal sealed record LearningRateDecayTypeContract
{
    /// <summary>Its name; matched in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>The learning rate, in words.</summary>
    public required string Summary { get; init; }

    /// <summary>The learning rate in epoch t, from 0, in LaTeX.</summary>
    public required string Formula { get; init; }

    /// <summary>The attributes that it takes.</summary>
    public required IReadOnlyList<AttributeContract> Attributes { get; init; }
}

/// <summary>Serialisation metadata of optimizers.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(OptimizerList))]
internal sealed partial class OptimizersJson : JsonSerializerContext;
