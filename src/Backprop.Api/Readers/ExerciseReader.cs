using System.Globalization;
using Backprop.Api.Contracts;
using Backprop.Api.Errors;
using Backprop.Domain.Exercises;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Readers;

/// <summary>An exercise that was read without issues, about to be compiled.</summary>
internal sealed record ExercisePlan(Graph Graph, double[]? Upstream, IReadOnlyList<string>? Parts, GradingPolicy Policy)
{
    /// <summary>A forward and a backward pass, twice over: the key and the magnitudes of its terms.</summary>
    public long Work => Graph.Work > long.MaxValue / 8 ? long.MaxValue : Graph.Work * 6;

    /// <summary>Compiles it, or says what only its numbers show to be wrong.</summary>
    public (Exercise? Exercise, Problem? Problem) Compile(CancellationToken cancellationToken)
    {
        var result = Exercise.Compile(Graph, Upstream, Parts, Policy, cancellationToken);
        return (result.Exercise, result.Exercise is null ? Problem.Of(result.Issues) : null);
    }
}

/// <summary>Turns the exercise in a request into a plan, with every mistake reported to the intake.</summary>
internal static class ExerciseReader
{
    private const int MostDigits = 15;

    /// <summary>The request's exercise; null where something is wrong, which is reported.</summary>
    public static ExercisePlan? Read(Intake intake, ExerciseRequest request)
    {
        var computation = ComputationReader.Read(intake, request);
        var upstream = UpstreamReader.Read(intake, request.Upstream, computation.Graph);
        var policy = ReadPolicy(intake, request.Policy ?? new PolicyContract());
        if (computation.Graph is not { } graph)
        {
            return null;
        }

        intake.Report(Exercise.FindIssues(graph, request.Parts, policy));
        return new ExercisePlan(graph, upstream?.Data, request.Parts, policy);
    }

    private static GradingPolicy ReadPolicy(Intake intake, PolicyContract contract)
    {
        var policy = GradingPolicy.Default;
        CheckRange(intake, contract.PrintedDigits, "printedDigits", 1, MostDigits);
        CheckRange(intake, contract.Credit?.FollowThrough, "credit/followThrough", 0, 1);
        CheckRange(intake, contract.Credit?.Diagnosed, "credit/diagnosed", 0, 1);
        foreach (var (name, weight) in contract.Weights ?? new Dictionary<string, double>())
        {
            CheckRange(intake, weight, "weights/" + JsonPointer.Escape(name), 0, 1e6);
        }

        CheckRange(intake, contract.LearningRates?.Count, "learningRates", 0, GradingPolicy.MaximumLearningRates, "entries");
        for (var i = 0; i < contract.LearningRates?.Count; i++)
        {
            CheckRange(intake, contract.LearningRates[i], string.Create(CultureInfo.InvariantCulture, $"learningRates/{i}"), 1e-12, 1e12);
        }

        return policy with
        {
            Tolerance = ReadTolerance(intake, contract.Tolerance),
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

    private static Tolerance ReadTolerance(Intake intake, ToleranceContract? contract)
    {
        if (contract is null)
        {
            return Tolerance.Default;
        }

        var mixed = contract.Relative is not null || contract.Absolute is not null;
        var forms = (mixed ? 1 : 0) + (contract.SignificantDigits is null ? 0 : 1) + (contract.Decimals is null ? 0 : 1);
        if (forms != 1)
        {
            intake.Report("exactly-one-tolerance", "#/policy/tolerance", "A tolerance is one of three: relative and absolute, or significantDigits, or decimals.");
        }

        CheckRange(intake, contract.Relative, "tolerance/relative", 0, 1);
        CheckRange(intake, contract.Absolute, "tolerance/absolute", 0, 1e300);
        CheckRange(intake, contract.SignificantDigits, "tolerance/significantDigits", 1, MostDigits);
        CheckRange(intake, contract.Decimals, "tolerance/decimals", 0, MostDigits);
        return contract.SignificantDigits is { } digits ? new Tolerance.SignificantDigits(digits)
            : contract.Decimals is { } places ? new Tolerance.Decimals(places)
            : new Tolerance.Mixed(contract.Relative ?? 0.01, contract.Absolute ?? 1e-8);
    }

    private static void CheckRange(Intake intake, double? number, string place, double least, double most, string unit = "a number")
    {
        if (number is { } given && !(given >= least && given <= most))
        {
            intake.Report("out-of-range", "#/policy/" + place, string.Create(CultureInfo.InvariantCulture, $"Here {unit} from {least} to {most} is expected."));
        }
    }
}
