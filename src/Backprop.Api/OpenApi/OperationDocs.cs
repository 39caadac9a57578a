using Backprop.Api.Errors;
using Backprop.Api.Json;
using Backprop.Api.Negotiation;
using Backprop.Domain.Operators;

namespace Backprop.Api.OpenApi;

/// <summary>How an endpoint describes itself, where it is mapped.</summary>
internal static class OperationDocs
{
    /// <summary>Names and describes an operation.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="id">The operation's id, camelCase: clients are generated with methods of this name.</param>
    /// <param name="tag">The group it is shown under: one of <see cref="OperationTags"/>.</param>
    /// <param name="summary">What it does, in a few words.</param>
    /// <param name="description">What one should know to use it; Markdown.</param>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string id, OperationTag tag, string summary, string description) =>
        endpoint.WithName(id).WithTags(tag.Name).WithSummary(summary).WithDescription(description);

    /// <summary>Says what a right request is answered with, and lets the Accept header be checked against it.</summary>
    public static RouteHandlerBuilder Responds<T>(this RouteHandlerBuilder endpoint, string description) => endpoint.RespondsIn<T>(description, "application/json");

    /// <summary>Says in which media types an operation answers, the default first, where they are not all JSON.</summary>
    public static RouteHandlerBuilder RespondsIn<T>(this RouteHandlerBuilder endpoint, string description, params string[] mediaTypes) =>
        endpoint.Produces<T>(StatusCodes.Status200OK, mediaTypes[0], mediaTypes[1..]).WithMetadata(new ResponseDocs(description), new OfferedTypes(mediaTypes));

    /// <summary>Says what an operation answers in place of its own response where the query asks for it, as <c>application/json</c> too.</summary>
    public static RouteHandlerBuilder RespondsByQuery(this RouteHandlerBuilder endpoint, IEnumerable<QueryResponse> responses) => endpoint.WithMetadata([.. responses]);

    /// <summary>Says that an operation also takes a stream, and what its items are.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="mediaType">The stream's media type.</param>
    /// <param name="item">The name of an item's schema.</param>
    /// <param name="description">What an item is.</param>
    /// <param name="types">The forms of an item.</param>
    public static RouteHandlerBuilder TakesStream(this RouteHandlerBuilder endpoint, string mediaType, string item, string description, params Type[] types) =>
        endpoint.WithMetadata(new StreamDocs(true, mediaType, item, description, types));

    /// <summary>The same for what an operation answers in.</summary>
    /// <inheritdoc cref="TakesStream"/>
    public static RouteHandlerBuilder RespondsInStream(this RouteHandlerBuilder endpoint, string mediaType, string item, string description, params Type[] types) =>
        endpoint.WithMetadata(new StreamDocs(false, mediaType, item, description, types));

    /// <summary>Declares the parameters that an operation takes in the query, and what finds mistakes in their values: others are refused, and the document shows these.</summary>
    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder endpoint, Func<HttpRequest, IEnumerable<ProblemIssue>> check, params IEnumerable<AttributeDefinition> parameters) =>
        endpoint.WithMetadata(new QueryParameters([.. parameters], check));

    /// <summary>Says that an operation can be answered with these problems besides those that every operation has.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ErrorKind[] kinds) => endpoint.WithMetadata(new RefusalDocs(kinds));
}

/// <summary>A group that operations are shown under.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is about.</param>
internal sealed record OperationTag(string Name, string Description);

/// <summary>The groups that operations are shown under.</summary>
internal static class OperationTags
{
    /// <summary>What computes.</summary>
    public static readonly OperationTag Computations = new("Computations", "Values, gradients and checks of any computation, written as an expression, a graph or a network.");

    /// <summary>What explains.</summary>
    public static readonly OperationTag Explanations = new("Explanations", "Derivations and drawings of any computation.");

    /// <summary>What trains and solves.</summary>
    public static readonly OperationTag Learning = new("Learning", "Moving inputs to a target, and training networks.");

    /// <summary>What marks answers.</summary>
    public static readonly OperationTag Grading = new("Grading", "Marking students' answers.");

    /// <summary>What there is to know beforehand.</summary>
    public static readonly OperationTag Catalogues = new("Catalogues", "Operators, layers, optimizers, data sets, examples, misconceptions and limits.");

    /// <summary>What keeps the service running.</summary>
    public static readonly OperationTag Service = new("Service", "Health, for orchestrators.");

    /// <summary>Each group, in the order in which they are shown.</summary>
    public static IReadOnlyList<OperationTag> All { get; } = [Computations, Explanations, Learning, Grading, Catalogues, Service];
}

/// <summary>What an operation's right answer holds.</summary>
internal sealed record ResponseDocs(string Description);

/// <summary>What the parameter of an operation's path is.</summary>
internal sealed record PathDocs(string Description, string Example);

/// <summary>What the items of a stream are that an operation takes or answers in.</summary>
internal sealed record StreamDocs(bool IsRequest, string MediaType, string Item, string Description, IReadOnlyList<Type> Types);

/// <summary>A response that the query asks for.</summary>
/// <param name="Name">What it is called in the document.</param>
/// <param name="Query">A query that asks for it.</param>
/// <param name="Type">What it holds.</param>
internal sealed record QueryResponse(string Name, string Query, Type Type);

/// <summary>Problems that an operation can be answered with.</summary>
internal sealed record RefusalDocs(IReadOnlyList<ErrorKind> Kinds);
