using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Metadata;

namespace Backprop.Api.OpenApi;

// docs/decisions/0220-results-of-examples-are-run.md
/// <summary>What an operation answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="MediaType">The media type, without parameters.</param>
/// <param name="Text">The body.</param>
internal sealed record ExampleResponse(int Status, string MediaType, string Text);

/// <summary>Runs examples through the endpoints of this service, without a connection, each once: the answers that the document shows are what the service answers.</summary>
internal sealed class ExampleRuns(IServiceProvider services)
{
    private readonly ConcurrentDictionary<(string Method, string Path, string Example), Lazy<Task<ExampleResponse>>> _answers = new();

    /// <summary>The answer to a request of this name, once <paramref name="prepare"/> has given it its route values, headers and body.</summary>
    public Task<ExampleResponse> RespondAsync(string method, string path, string example, Action<HttpRequest> prepare) =>
        _answers.GetOrAdd((method, path, example), _ => new Lazy<Task<ExampleResponse>>(() => RunAsync(method, path, prepare))).Value;

    private async Task<ExampleResponse> RunAsync(string method, string path, Action<HttpRequest> prepare)
    {
        await using var scope = services.CreateAsyncScope();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = method;
        context.Request.Path = path;
        context.Response.Body = body;
        prepare(context.Request);
        var endpoint = services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().First(endpoint => Takes(endpoint, path, context.Request));
        context.SetEndpoint(endpoint);
        await endpoint.RequestDelegate!(context);
        await context.Response.CompleteAsync();
        return new ExampleResponse(context.Response.StatusCode, context.Response.ContentType?.Split(';')[0] ?? "", Encoding.UTF8.GetString(body.ToArray()));
    }

    private static bool Takes(RouteEndpoint endpoint, string path, HttpRequest request) =>
        "/" + endpoint.RoutePattern.RawText?.TrimStart('/') == path
        && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(request.Method) == true
        && (endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not { } accepts || accepts.ContentTypes.Contains(request.ContentType));
}
