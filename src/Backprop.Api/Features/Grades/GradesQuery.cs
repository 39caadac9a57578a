using Backprop.Api.Json;
using Backprop.Api.Negotiation;
using Backprop.Api.Validation;
using Backprop.Domain.Naming;
using Backprop.Domain.Operators;
using FluentValidation;

namespace Backprop.Api.Features.Grades;

/// <summary>What the address asks for: the body that a teaching platform takes, in place of the service's own.</summary>
/// <param name="Format">The platform; null for none.</param>
/// <param name="UserId">Whose score it is.</param>
/// <param name="Timestamp">When it was given.</param>
internal sealed record GradesQuery(string? Format, string? UserId, string? Timestamp)
{
    private static readonly GradesQueryValidator Validator = new();

    /// <summary>The parameters.</summary>
    public static IReadOnlyList<AttributeDefinition> Parameters { get; } =
    [
        new("format", AttributeKind.Text, "A teaching platform: the answer is then the body that it takes, in place of the grade.", Choices: [.. PlatformFormat.All.Select(format => format.Name)]),
        new("userId", AttributeKind.Text, "For `lti-ags`: the user whose score it is."),
        new("timestamp", AttributeKind.Text, "For `lti-ags`: the time of the score in ISO 8601 with milliseconds, such as 2026-02-01T12:00:00.000Z."),
    ];

    /// <summary>The query of a request.</summary>
    public static GradesQuery Of(HttpRequest request) => new(request.Query["format"], request.Query["userId"], request.Query["timestamp"]);

    /// <summary>What is wrong with the query of a request.</summary>
    public static IEnumerable<ProblemIssue> FindIssues(HttpRequest request) => Validator.FindIssues(Of(request), QueryParameters.Root);
}

/// <summary>The rules of the query's own parameters.</summary>
internal sealed class GradesQueryValidator : AbstractValidator<GradesQuery>
{
    /// <summary>The rules.</summary>
    public GradesQueryValidator()
    {
        var names = PlatformFormat.All.Select(format => format.Name).ToList();
        RuleFor(query => query.Format)
            .Must(format => format is null || names.Contains(format))
            .WithErrorCode("unknown-choice")
            .WithMessage(query => $"{NearestNames.Missing("format", query.Format!, names)} ?format= takes one of {string.Join(", ", names)}.");
        RuleFor(query => query.UserId).Must(IsThereIfNeeded).WithErrorCode("missing-parameter").WithMessage("A score names its user: give userId in the address.");
        RuleFor(query => query.Timestamp)
            .Cascade(CascadeMode.Stop)
            .Must(IsThereIfNeeded)
            .WithErrorCode("missing-parameter")
            .WithMessage("A score names its time: give timestamp in the address.")
            .Must(time => time is null || DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _))
            .WithErrorCode("wrong-type")
            .WithMessage("timestamp is a time in ISO 8601 with milliseconds, such as 2026-02-01T12:00:00.000Z (a + is written %2B in an address).");
    }

    private static bool IsThereIfNeeded(GradesQuery query, string? value, ValidationContext<GradesQuery> context) =>
        !string.IsNullOrEmpty(value) || PlatformFormat.Find(query.Format)?.Required.Any(parameter => context.PropertyPath.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)) != true;
}
