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
    private static readonly OptimizerList List = new(
        [.. OptimizerCatalog.All.Select(optimizer => new OptimizerTypeContract(
            optimizer.Name, optimizer.Summary, optimizer.Formula, optimizer.Source,
            [.. optimizer.Attributes.Select(AttributeContract.Of)], optimizer.Slots))],
        [.. LearningRateDecays.All.Select(decay => new LearningRateDecayTypeContract(
            decay.Name, decay.Summary, decay.Formula, [.. decay.Attributes.Select(AttributeContract.Of)]))]);

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapConstant("/optimizers", List, "Every optimizer, and every decay of the learning rate.")
            .Describe("listOptimizers", OperationTags.Catalogues, "List the optimizers", "Every optimizer that networks are trained with: its update, its attributes with their defaults, and where it was published; and every way in which the learning rate can fall.");
        v1.MapByName("/optimizers", new NameIndex<OptimizerTypeContract>("optimizer", List.Optimizers, optimizer => optimizer.Name), "The optimizer's name, in any letter case.", OptimizerCatalog.All[^1].Name, "The optimizer.")
            .Describe("getOptimizer", OperationTags.Catalogues, "Read an optimizer", "One optimizer, by its name in any letter case.");
    }
}

/// <summary>The optimizers.</summary>
/// <param name="Optimizers">Every optimizer.</param>
/// <param name="LearningRateDecays">Every way in which the learning rate can fall from epoch to epoch.</param>
internal sealed record OptimizerList(
    IReadOnlyList<OptimizerTypeContract> Optimizers, IReadOnlyList<LearningRateDecayTypeContract> LearningRateDecays);

/// <summary>All that is known of an optimizer.</summary>
/// <param name="Name">Its name; matched in any letter case.</param>
/// <param name="Summary">The update, and the difference between its sources where there is one.</param>
/// <param name="Formula">The update in LaTeX: the gradient <c>g</c> moves the parameter <c>w</c>.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Attributes">The attributes that it takes.</param>
/// <param name="Slots">How many numbers it remembers for each parameter.</param>
internal sealed record OptimizerTypeContract(
    [property: Component("OptimizerName")] string Name, string Summary, string Formula, string Source, IReadOnlyList<AttributeContract> Attributes,
    int Slots);

/// <summary>A way in which the learning rate falls from epoch to epoch.</summary>
/// <param name="Name">Its name; matched in any letter case.</param>
/// <param name="Summary">The learning rate, in words.</param>
/// <param name="Formula">The learning rate in epoch t, from 0, in LaTeX.</param>
/// <param name="Attributes">The attributes that it takes.</param>
internal sealed record LearningRateDecayTypeContract(string Name, string Summary, string Formula, IReadOnlyList<AttributeContract> Attributes);
