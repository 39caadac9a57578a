using Backprop.Api.Json;
using Backprop.Api.Validation;
using Backprop.Domain.Exercises;
using FluentValidation;

namespace Backprop.Api.Contracts;

/// <summary>The rules of an exercise's own members.</summary>
internal sealed class ExerciseValidator<TRequest> : ComputationValidator<TRequest>
    where TRequest : ExerciseRequest
{
    /// <summary>The rules.</summary>
    public ExerciseValidator() => RuleFor(request => request.Policy!).SetValidator(new PolicyValidator());

    private sealed class PolicyValidator : RequestValidator<PolicyContract>
    {
        public PolicyValidator()
        {
            RuleFor(policy => policy.Credit!).SetValidator(new RequestValidator<CreditContract>());
            RuleForEach(policy => policy.Weights)
                .OverrideIndexer((_, _, weight, _) => "/" + JsonPointer.Escape(weight.Key))
                .Must(weight => weight.Value is >= 0 and <= 1e6)
                .IsRefusedAsOutOfRange("A weight must be from 0 to 1000000.");
            RuleFor(policy => policy.LearningRates)
                .Must(rates => rates is null or { Count: <= GradingPolicy.MaximumLearningRates })
                .IsRefusedAsOutOfRange(FormattableString.Invariant($"learningRates takes at most {GradingPolicy.MaximumLearningRates} entries."));
            RuleForEach(policy => policy.LearningRates).InclusiveBetween(1e-12, 1e12).IsRefusedAsOutOfRange("A learning rate must be from 1e-12 to 1e12.");
            RuleFor(policy => policy.Tolerance!).SetValidator(new ToleranceValidator());
        }
    }

    private sealed class ToleranceValidator : RequestValidator<ToleranceContract>
    {
        public ToleranceValidator() => RuleFor(tolerance => tolerance)
            .Must(IsOneForm)
            .WithErrorCode("exactly-one-tolerance")
            .WithMessage("A tolerance is one of three: relative and absolute, or significantDigits, or decimals.");

        private static bool IsOneForm(ToleranceContract tolerance)
        {
            var mixed = tolerance.Relative is not null || tolerance.Absolute is not null;
            return (mixed ? 1 : 0) + (tolerance.SignificantDigits is null ? 0 : 1) + (tolerance.Decimals is null ? 0 : 1) == 1;
        }
    }
}
