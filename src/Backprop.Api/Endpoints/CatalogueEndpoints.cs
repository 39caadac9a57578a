using Backprop.Api.Errors;
using Backprop.Api.OpenApi;
using Backprop.Domain.Naming;

namespace Backprop.Api.Endpoints;

/// <summary>How what there is to know beforehand is mapped: everything of a kind, and one of them by name.</summary>
internal static class CatalogueEndpoints
{
    /// <summary>Maps <c>GET path</c>, which always answers the same.</summary>
    public static RouteHandlerBuilder MapConstant<T>(this IEndpointRouteBuilder routes, string path, T value, string response) =>
        routes.MapGet(path, () => TypedResults.Ok(value)).Responds<T>(response);

    /// <summary>Maps <c>GET path/{name}</c>: one of a kind by its name, else 404 with the names that are near.</summary>
    /// <param name="routes">The group of routes.</param>
    /// <param name="path">The path of the list.</param>
    /// <param name="items">All of the kind.</param>
    /// <param name="name">What the name is, for the document.</param>
    /// <param name="example">One of the names.</param>
    /// <param name="response">What is answered, for the document.</param>
    public static RouteHandlerBuilder MapByName<T>(this IEndpointRouteBuilder routes, string path, NameIndex<T> items, string name, string example, string response)
        where T : class =>
        routes.MapGet(path + "/{name}", IResult (string name) => items.Find(name) is { } found ? TypedResults.Ok(found) : ProblemResult.Missing(items.Kind, name, items.Names, "/v1" + path))
            .WithMetadata(new PathDocs(name, example))
            .Responds<T>(response)
            .Refuses(Problems.NotFound);
}
