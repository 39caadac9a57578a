using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.Examples;
using Backprop.Api.OpenApi;

namespace Backprop.Api.Features.Examples;

/// <summary><c>GET /v1/examples</c> and <c>/v1/examples/{id}</c>.</summary>
internal static class ExamplesEndpoint
{
    private static readonly ExampleList List = new([.. ExampleCatalog.All.Select(e => new ExampleSummary(e.Id, e.Title, e.Description, e.Endpoint, e.ContentType))]);

    /// <summary>Maps the feature.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapConstant("/examples", List, "Every example, briefly.")
            .Describe("listExamples", OperationTags.Catalogues, "List the examples", "Ready requests with the numbers that they must give. Each is read in full at `/v1/examples/{id}`.");
        v1.MapGet("/examples/{id}", Get)
            .Describe("getExample", OperationTags.Catalogues, "Read an example", "A request that can be posted to `endpoint` as it is, and what the answer must hold.")
            .Responds<Example>("The example.")
            .Refuses(Problems.NotFound);
    }

    /// <param name="id" example="circuit">The example's id, such as <c>circuit</c>.</param>
    private static IResult Get(string id) => ExampleCatalog.Find(id) is { } example
        ? TypedResults.Ok(example)
        : ProblemResult.Missing("example", id, ExampleCatalog.All.Select(e => e.Id), "/v1/examples");
}
