using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Domain.Grading.Misconceptions;

namespace Backprop.Api.Features.Misconceptions;

/// <summary>The catalogue of misconceptions.</summary>
internal sealed record MisconceptionList
{
    /// <summary>All of them, in the order in which they are considered.</summary>
    public required IReadOnlyList<MisconceptionContract> Misconceptions { get; init; }
}

/// <summary>A mistake that has a name.</summary>
internal sealed record MisconceptionContract
{
    /// <summary>A stable name.</summary>
    public required string Id { get; init; }

    /// <summary>A short name for people.</summary>
    public required string Title { get; init; }

    /// <summary>What goes wrong and what is right.</summary>
    public required string Explanation { get; init; }

    /// <summary>What a student is told; names of nodes are put in for <c>{node}</c>, <c>{consumer}</c> and <c>{operator}</c>.</summary>
    public required string Message { get; init; }

    /// <summary>The operators at which it happens; empty where it can happen at any.</summary>
    public required IReadOnlyList<string> Operators { get; init; }

    /// <summary>The ids of those that say the same less precisely.</summary>
    public required IReadOnlyList<string> Refines { get; init; }
}

/// <summary>Serialisation metadata of misconceptions.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(MisconceptionList))]
internal sealed partial class MisconceptionsJson : JsonSerializerContext;

/// <summary><c>GET /v1/misconceptions</c>.</summary>
internal static class MisconceptionsEndpoint
{
    private static readonly MisconceptionList List = new()
    {
        Misconceptions = [.. MisconceptionCatalog.All.Select(m => new MisconceptionContract
        {
            Id = m.Id,
            Title = m.Title,
            Explanation = m.Explanation,
            Message = m.Message,
            Operators = [.. m.Operators.Select(o => o.Name)],
            Refines = [.. m.Refines.Select(r => r.Id)],
        })],
    };

    /// <summary>The feature, as the service lists it.</summary>
    public static Feature Feature { get; } = new(MisconceptionsJson.Default, Map);

    private static void Map(IEndpointRouteBuilder v1) =>
        v1.MapConstant("/misconceptions", List, "Every misconception, in the order in which they are considered.")
            .Describe("listMisconceptions", OperationTags.Catalogues, "List the misconceptions", "Every mistake that grading can name: what goes wrong, what is right, and what a student is told.");
}
