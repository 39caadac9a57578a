using Backprop.Api.Json;
using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;
using FluentValidation;
using FluentValidation.Results;

namespace Backprop.Api.Validation;

/// <summary>What the rules of requests have in common. A validator holds every rule that one request alone decides; what its computation decides, readers report.</summary>
internal static class MemberRules
{
    /// <summary>The mistakes that the rules find in a request, each with its place.</summary>
    public static IReadOnlyCollection<ProblemIssue> FindIssues<TRequest>(this IValidator<TRequest> validator, TRequest request, string root = "#") =>
        validator.Validate(request) is { IsValid: false } found ? [.. found.Errors.Select(failure => ToIssue(failure, root))] : [];

    /// <summary>Refuses numbers that are negative or not finite.</summary>
    public static IRuleBuilderOptions<TRequest, double?> IsFiniteAndNotNegative<TRequest>(this IRuleBuilder<TRequest, double?> rule, string name) =>
        rule.Must(number => number is null or (>= 0 and <= double.MaxValue)).IsRefusedAsOutOfRange($"{name} must be a finite, non-negative number.");

    /// <summary>Refuses numbers that are not positive or not finite.</summary>
    public static IRuleBuilderOptions<TRequest, double?> IsFiniteAndPositive<TRequest>(this IRuleBuilder<TRequest, double?> rule, string name) =>
        rule.Must(number => number is null or (> 0 and <= double.MaxValue)).IsRefusedAsOutOfRange($"{name} must be a finite number greater than 0.");

    /// <summary>Refuses an empty list of nodes that were to be moved.</summary>
    public static IRuleBuilderOptions<TRequest, IReadOnlyList<string>?> NamesAVariable<TRequest>(this IRuleBuilder<TRequest, IReadOnlyList<string>?> rule) =>
        rule.Must(names => names is null or { Count: > 0 }).WithErrorCode("no-variables").WithMessage("wrt names nothing that could be moved. Name an input, or leave wrt out.");

    /// <summary>Refuses a list that names a node twice.</summary>
    public static IRuleBuilderOptionsConditions<TRequest, IReadOnlyList<string>?> NamesEachNodeOnce<TRequest>(this IRuleBuilder<TRequest, IReadOnlyList<string>?> rule) => rule.Custom((names, context) =>
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, name) in (names ?? []).Index().Where(entry => !seen.Add(entry.Item)).Take(IssueCollector.MaxIssues))
        {
            context.AddFailure(new ValidationFailure(string.Create(CultureInfo.InvariantCulture, $"{context.PropertyPath}[{index}]"), $"The node {Quotation.Of(name)} is named twice. Name it once.") { ErrorCode = "duplicate-node" });
        }
    });

    /// <summary>Says what a number out of its range is answered with.</summary>
    public static IRuleBuilderOptions<TRequest, TMember> IsRefusedAsOutOfRange<TRequest, TMember>(this IRuleBuilderOptions<TRequest, TMember> rule, string detail) =>
        rule.WithErrorCode("out-of-range").WithMessage(detail);

    /// <summary>FluentValidation names places <c>Policy.LearningRates[0]</c>. What follows a slash, as in <c>Policy.Weights/gradients.x</c>, is a JSON Pointer already.</summary>
    private static ProblemIssue ToIssue(ValidationFailure failure, string root)
    {
        var slash = failure.PropertyName.IndexOf('/', StringComparison.Ordinal);
        var members = slash < 0 ? failure.PropertyName : failure.PropertyName[..slash];
        var pointer = new StringBuilder(root);
        foreach (var part in members.Split('.', '[', ']').Where(part => part.Length > 0))
        {
            pointer.Append('/').Append(JsonNamingPolicy.CamelCase.ConvertName(part));
        }

        return new ProblemIssue(failure.ErrorCode, pointer.Append(slash < 0 ? "" : failure.PropertyName[slash..]).ToString(), failure.ErrorMessage);
    }
}
