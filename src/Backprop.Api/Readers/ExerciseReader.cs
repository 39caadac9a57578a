using Backprop.Api.Contracts;
using Backprop.Api.Errors;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Readers;

/// <summary>An exercise that was read without issues, about to be compiled.</summary>
internal sealed record ExercisePlan(FormulaBook Formulas, double[]? Upstream, IReadOnlyList<string>? Parts, GradingPolicy Policy)
{
    /// <summary>Its computation.</summary>
    public Graph Graph => Formulas.Graph;

    /// <summary>What compiling it takes, and marking answers to it.</summary>
    public GradingCost Cost { get; } = new(Formulas);

    /// <summary>Compiles it, or says what only its numbers show to be wrong.</summary>
    public (Exercise? Exercise, Problem? Problem) Compile(CancellationToken cancellationToken)
    {
        var result = Exercise.Compile(Formulas, Upstream, Parts, Policy, cancellationToken);
        return (result.Exercise, result.Exercise is null ? Problem.Of(result.Issues) : null);
    }
}

/// <summary>Turns the exercise in a request into a plan, with every mistake reported to the intake.</summary>
internal static class ExerciseReader
{
    /// <summary>The request's exercise; null where something is wrong, which is reported.</summary>
    public static ExercisePlan? Read(Intake intake, ExerciseRequest request)
    {
        var computation = ComputationReader.Read(intake, request);
        var upstream = UpstreamReader.Read(intake, request.Upstream, computation.Graph);
        var policy = ReadPolicy(request.Policy ?? new PolicyContract());
        if (computation.Graph is not { } graph)
        {
            return null;
        }

        intake.Report(Exercise.FindIssues(graph, request.Parts, policy));
        return new ExercisePlan(new FormulaBook(graph), upstream?.Data, request.Parts, policy);
    }

    private static GradingPolicy ReadPolicy(PolicyContract contract)
    {
        var policy = GradingPolicy.Default;
        return policy with
        {
            Tolerance = ReadTolerance(contract.Tolerance),
            ForwardBase = contract.ForwardBase ?? policy.ForwardBase,
            PrintedDigits = contract.PrintedDigits ?? policy.PrintedDigits,
            FollowThroughCredit = contract.Credit?.FollowThrough ?? policy.FollowThroughCredit,
            DiagnosedCredit = contract.Credit?.Diagnosed ?? policy.DiagnosedCredit,
            Weights = contract.Weights ?? policy.Weights,
            Feedback = contract.Feedback ?? policy.Feedback,
            Kinks = contract.Kinks ?? policy.Kinks,
            LearningRates = contract.LearningRates ?? policy.LearningRates,
        };
    }

    private static Tolerance ReadTolerance(ToleranceContract? contract) =>
        contract is null ? Tolerance.Default
        : contract.SignificantDigits is { } digits ? new Tolerance.SignificantDigits(digits)
        : contract.Decimals is { } places ? new Tolerance.Decimals(places)
        : new Tolerance.Mixed(contract.Relative ?? 0.01, contract.Absolute ?? 1e-8);
}
