using Backprop.Api.Json;

namespace Backprop.Api.Errors;

// docs/decisions/0200-problems-named-after-what-is-wrong.md
/// <summary>Every kind of problem that the service answers with.</summary>
internal static class Problems
{
    /// <summary>400: the body is no JSON.</summary>
    public static readonly ErrorKind InvalidJson = new(
        "invalid-json", 400, "The body is not valid JSON.",
        "The body cannot be read as JSON in UTF-8: a syntax error, text after the end, comments, trailing commas, half a character, or nesting over the limit.",
        "Look at the place that errors names, by line and column of the body. Most JSON libraries write correct JSON when asked to.");

    /// <summary>400: the body has not the shape that the operation takes.</summary>
    public static readonly ErrorKind InvalidRequest = new(
        "invalid-request", 400, "The request does not have the shape that this operation expects.",
        "The body is JSON, but a member is unknown, missing, given twice, or of the wrong type. Nothing is guessed and nothing is ignored.",
        "Compare with the operation's schema and examples at /swagger. errors lists every place.");

    /// <summary>400: HTTP itself was used wrongly.</summary>
    public static readonly ErrorKind BadRequest = new(
        "bad-request", 400, "The request is not valid HTTP.",
        "The request line, a header or the transfer of the body broke the rules of HTTP.", "Use a current HTTP client and send the body in full.");

    /// <summary>404: there is nothing here.</summary>
    public static readonly ErrorKind NotFound = new(
        "not-found", 404, "There is nothing at this address.",
        "No operation has this path, or the named operator, example or data set does not exist.",
        "Every operation is listed at /swagger. Paths are lower case.");

    /// <summary>405: not with this method.</summary>
    public static readonly ErrorKind MethodNotAllowed = new(
        "method-not-allowed", 405, "This address does not accept this method.",
        "Computations are posted (POST), catalogues are read (GET).", "Use one of the methods in the response's Allow header.");

    /// <summary>406: no representation that the client takes.</summary>
    public static readonly ErrorKind NotAcceptable = new(
        "not-acceptable", 406, "The operation cannot answer in a media type that the Accept header allows.",
        "The Accept header leaves out every media type that this operation can produce.",
        "Leave the header out, or accept one of the types that detail names.");

    /// <summary>408: the body took too long to arrive.</summary>
    public static readonly ErrorKind RequestTimeout = new(
        "request-timeout", 408, "The body took too long to arrive.",
        "The client sent its body more slowly than the service will wait; GET /v1/limits shows for how long.", "Send the request again over a faster connection.");

    /// <summary>413: the body is over the limit.</summary>
    public static readonly ErrorKind BodyTooLarge = new(
        "body-too-large", 413, "The body is larger than the limit.",
        "The body has more bytes than the service accepts; GET /v1/limits shows how many.", "Send less: shorter ids, fewer digits, a smaller batch.");

    /// <summary>414: the address is too long.</summary>
    public static readonly ErrorKind UriTooLong = new(
        "uri-too-long", 414, "The address is too long.",
        "The request line is longer than the server accepts.", "Addresses of this service are short; large things belong in the body.");

    /// <summary>415: not this media type.</summary>
    public static readonly ErrorKind UnsupportedMediaType = new(
        "unsupported-media-type", 415, "The body is in a media type or encoding that this operation does not accept.",
        "Bodies are application/json in UTF-8, not compressed.",
        "Send the header Content-Type: application/json (curl needs -H for it) and no Content-Encoding.");

    /// <summary>422: mistakes in a graph.</summary>
    public static readonly ErrorKind InvalidGraph = new(
        "invalid-graph", 422, "The graph is not valid.",
        "The request is well formed, but its graph cannot be built, or is over a limit. There may be mistakes in the inputs and options too.",
        "errors lists every mistake with its place in the request.");

    /// <summary>422: mistakes in an expression.</summary>
    public static readonly ErrorKind InvalidExpression = new(
        "invalid-expression", 422, "The expression is not valid.",
        "The request is well formed, but its expression cannot be read, or is over a limit. There may be mistakes in the inputs and options too.",
        "errors lists every mistake with its place in the request, and in the expression by line and column.");

    /// <summary>422: mistakes in a network.</summary>
    public static readonly ErrorKind InvalidNetwork = new(
        "invalid-network", 422, "The network is not valid.",
        "The request is well formed, but its network cannot be built, or is over a limit. There may be mistakes in the inputs and options too.",
        "errors lists every mistake with its place in the request.");

    /// <summary>422: the computation is right, its inputs are not.</summary>
    public static readonly ErrorKind InvalidInputs = new(
        "invalid-inputs", 422, "The inputs do not fit the computation.",
        "The computation is valid, but an input is missing, is not taken by it, has the wrong shape, or cannot be read. There may be mistakes in the options too.",
        "errors lists every mistake with its place in the request.");

    /// <summary>422: the computation and its inputs are right, what is asked of it is not.</summary>
    public static readonly ErrorKind InvalidOptions = new(
        "invalid-options", 422, "The options are not valid.",
        "The computation and its inputs are valid, but something else in the request is out of range, missing, or does not fit the computation: upstream, select, wrt, a tolerance, a policy.",
        "errors lists every mistake with its place in the request.");

    /// <summary>429: too many requests from one client.</summary>
    public static readonly ErrorKind TooManyRequests = new(
        "too-many-requests", 429, "Too many requests.",
        "This client has sent more requests, or asked for more work, than its share.", "Wait as many seconds as the Retry-After header says.");

    /// <summary>500: a defect of the service.</summary>
    public static readonly ErrorKind InternalError = new(
        "internal-error", 500, "The service has failed.",
        "This is a defect of the service, not of the request. It has been logged under the incident that the response names.",
        "Report the incident to whoever runs the service.");

    /// <summary>503: it took too long.</summary>
    public static readonly ErrorKind TimeLimit = new(
        "time-limit", 503, "The computation took longer than the limit.",
        "The computation was stopped after the time that GET /v1/limits shows, from the arrival of its request on: waiting for a turn counts.", "Ask for less at once, or try again when the service is less busy.");

    /// <summary>503: too many heavy requests at once.</summary>
    public static readonly ErrorKind Overloaded = new(
        "overloaded", 503, "Too many heavy computations at once.",
        "As many heavy computations are running as the service allows at once, and this one would wait too long for its turn; or they leave too little memory for it. Small requests are still answered.",
        "Wait as many seconds as the Retry-After header says.");

    /// <summary>503: the service is shutting down.</summary>
    public static readonly ErrorKind ShuttingDown = new(
        "shutting-down", 503, "The service is shutting down.",
        "This instance is finishing what it has begun and accepts nothing new.",
        "Send the request again: another instance, or this one after its start, will take it.");

    private static readonly (string Pointer, ErrorKind Kind)[] Places =
    [
        ("#/expression", InvalidExpression), ("#/graph", InvalidGraph), ("#/network", InvalidNetwork), ("#/inputs", InvalidInputs), ("#/dataset", InvalidInputs),
    ];

    /// <summary>All of them, in the order of their statuses.</summary>
    public static IReadOnlyList<ErrorKind> All { get; } = [.. typeof(Problems).GetFields().Select(field => field.GetValue(null)).OfType<ErrorKind>()];

    /// <summary>The kind that mistakes in a well-formed request are answered as: named after the first thing that has one, of the computation, its inputs and the options.</summary>
    public static ErrorKind ForIssues(IReadOnlyList<ProblemIssue> issues) =>
        Places.FirstOrDefault(place => issues.Any(issue => issue.Pointer == place.Pointer || issue.Pointer.StartsWith(place.Pointer + "/", StringComparison.Ordinal))).Kind ?? InvalidOptions;

    /// <summary>The kind that stands for a bare HTTP status.</summary>
    public static ErrorKind ForStatus(int status) => All.FirstOrDefault(kind => kind.Status == status) ?? (status >= 500 ? InternalError : BadRequest);
}

/// <summary>A kind of problem: what a response's <c>code</c> names.</summary>
/// <param name="Code">A stable, machine-readable name.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The problem in one sentence.</param>
/// <param name="Meaning">When it occurs.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record ErrorKind(string Code, int Status, string Title, string Meaning, string Remedy);
