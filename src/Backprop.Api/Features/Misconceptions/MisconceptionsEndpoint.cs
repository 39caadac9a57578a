using Backprop.Api.Endpoints;
using Backprop.Api.OpenApi;
using Backprop.Domain.Grading.Misconceptions;

namespace Backprop.Api.Features.Misconceptions;

/// <summary>The catalogue of misconceptions.</summary>
/// <param name="Misconceptions">All of them, in the order in which they are considered.</param>
internal sealed record MisconceptionList(IReadOnlyList<MisconceptionContract> Misconceptions);

/// <summary>A mistake that has a name.</summary>
/// <param name="Id">A stable name.</param>
/// <param name="Title">A short name for people.</param>
/// <param name="Explanation">What goes wrong and what is right.</param>
/// <param name="Message">What a student is told; names of nodes are put in for <c>{node}</c>, <c>{consumer}</c> and <c>{operator}</c>.</param>
/// <param name="Operators">The operators at which it happens; empty where it can happen at any.</param>
/// <param name="Refines">The ids of those that say the same less precisely.</param>
internal sealed record MisconceptionContract(
    string Id, string Title, string Explanation, string Message, IReadOnlyList<string> Operators, IReadOnlyList<string> Refines);

/// <summary><c>GET /v1/misconceptions</c>.</summary>
internal static class MisconceptionsEndpoint
{
    private static readonly MisconceptionList List = new(
        [.. MisconceptionCatalog.All.Select(m => new MisconceptionContract(
            m.Id, m.Title, m.Explanation, m.Message, [.. m.Operators.Select(o => o.Name)], [.. m.Refines.Select(r => r.Id)]))]);

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapConstant("/misconceptions", List, "Every misconception, in the order in which they are considered.")
            .Describe("listMisconceptions", OperationTags.Catalogues, "List the misconceptions", "Every mistake that grading can name: what goes wrong, what is right, and what a student is told.");
}
