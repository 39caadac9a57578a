using Backprop.Api.Validation;
using FluentValidation;

namespace Backprop.Api.Contracts;

/// <summary>The rules of the members that every computation has.</summary>
internal class ComputationValidator<TRequest> : RequestValidator<TRequest>
    where TRequest : ComputationRequest
{
    /// <summary>The rules.</summary>
    public ComputationValidator() => RuleFor(request => request.Network!).SetValidator(new NetworkValidator());
}

/// <summary>The rules of a network's own members.</summary>
internal sealed class NetworkValidator : AbstractValidator<NetworkContract>
{
    /// <summary>The rules.</summary>
    public NetworkValidator() => RuleFor(network => network.L2).IsFiniteAndNotNegative("l2");
}
