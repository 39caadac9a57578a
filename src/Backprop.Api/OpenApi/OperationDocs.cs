using Backprop.Api.Errors;
using Backprop.Api.Negotiation;

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
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string id, string tag, string summary, string description) =>
        endpoint.WithName(id).WithTags(tag).WithSummary(summary).WithDescription(description);

    /// <summary>Says what a right request is answered with, and lets the Accept header be checked against it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="description">What it holds.</param>
    /// <param name="example">An example of it, as JSON; null for none.</param>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, string description, string? example = null) =>
        endpoint.Produces<T>(StatusCodes.Status200OK, "application/json").WithMetadata(new AnswerDocs(description, example), new OfferedTypes("application/json"));

    /// <summary>Says in which media types an operation answers, the default first, where they are not all JSON.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="description">What the answer holds.</param>
    /// <param name="mediaTypes">The media types.</param>
    public static RouteHandlerBuilder AnswersIn<T>(this RouteHandlerBuilder endpoint, string description, params string[] mediaTypes) =>
        endpoint.Produces<T>(StatusCodes.Status200OK, mediaTypes[0], mediaTypes[1..]).WithMetadata(new AnswerDocs(description, null), new OfferedTypes(mediaTypes));

    /// <summary>Says that an operation can be answered with these problems besides those that every operation has.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ErrorKind[] kinds) => endpoint.WithMetadata(new RefusalDocs(kinds));
}

/// <summary>The groups that operations are shown under.</summary>
internal static class OperationTags
{
    /// <summary>What computes.</summary>
    public const string Computations = "Computations";

    /// <summary>What explains.</summary>
    public const string Explanations = "Explanations";

    /// <summary>What trains and solves.</summary>
    public const string Learning = "Learning";

    /// <summary>What marks answers.</summary>
    public const string Grading = "Grading";

    /// <summary>What there is to know beforehand.</summary>
    public const string Catalogues = "Catalogues";

    /// <summary>What keeps the service running.</summary>
    public const string Service = "Service";

    /// <summary>Each group with what it is about, in the order in which they are shown.</summary>
    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        (Computations, "Values, gradients and checks of any computation, written as an expression, a graph or a network."),
        (Explanations, "Derivations and drawings of any computation."),
        (Learning, "Moving inputs to a target, and training networks."),
        (Grading, "Marking students' answers."),
        (Catalogues, "Operators, examples, data sets, misconceptions and limits."),
        (Service, "Health, for orchestrators."),
    ];
}

/// <summary>What an operation's right answer holds.</summary>
internal sealed record AnswerDocs(string Description, string? Example);

/// <summary>Problems that an operation can be answered with.</summary>
internal sealed record RefusalDocs(IReadOnlyList<ErrorKind> Kinds);
