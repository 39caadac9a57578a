using System.Collections.Immutable;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading.Misconceptions;
using Backprop.Domain.Graphs;

namespace Backprop.Domain.Grading;

/// <summary>What is said of a part or of an entry of it, in the order in which they are considered.</summary>
public enum Verdict
{
    /// <summary>Asked and not answered.</summary>
    Missing,

    /// <summary>Cannot be read as an answer.</summary>
    Invalid,

    /// <summary>Meets the key.</summary>
    Correct,

    /// <summary>Lies inside the subdifferential at a kink.</summary>
    CorrectSubgradient,

    /// <summary>Follows from the student's own earlier steps.</summary>
    FollowThrough,

    /// <summary>Wrong by a mistake that has a name.</summary>
    Diagnosed,

    /// <summary>Wrong.</summary>
    Incorrect,
}

/// <summary>How far a mistake reaches.</summary>
public enum MistakeScope
{
    /// <summary>It happened once.</summary>
    Slip,

    /// <summary>It happened wherever it could.</summary>
    Systematic,
}

/// <summary>A misconception that explains a wrong part.</summary>
/// <param name="Misconception">Which.</param>
/// <param name="Consumer">The node that the gradient comes from; null where the mistake is about no single edge.</param>
/// <param name="Operand">The node that it goes to.</param>
/// <param name="Scope">How far it reaches.</param>
public sealed record Diagnosis(Misconception Misconception, Node? Consumer, Node Operand, MistakeScope Scope)
{
    /// <summary>The edge in the direction of the gradient, such as <c>q→y</c>; null where there is none.</summary>
    public string? Edge => Consumer is null ? null : $"{Consumer.Id}→{Operand.Id}";
}

/// <summary>One part on its way through the stages of marking, and what it has come to in the end. A stage that finds more makes another one.</summary>
/// <param name="Exercise">The exercise.</param>
/// <param name="Part">Which part of it.</param>
/// <param name="Submission">What was answered, as written; null where nothing was.</param>
/// <param name="Finding">What was found.</param>
public sealed record MarkedPart(Exercise Exercise, Part Part, Submission? Submission, Finding Finding)
{
    /// <summary>Its name, such as <c>gradients.x</c>.</summary>
    public string Name => Exercise.Name(Part);

    /// <summary>What it counts.</summary>
    public double Weight => Exercise.Weight(Part);

    /// <summary>The verdict on the whole part.</summary>
    public Verdict Verdict => Finding.Verdict;

    /// <summary>The verdict on each entry; of length 1 for a part that is missing or invalid.</summary>
    public ImmutableArray<Verdict> Entries => Finding.Entries;

    /// <summary>The answer's numbers in the node's shape; null where it is missing or invalid.</summary>
    public double[]? Submitted => (Finding as Finding.Compared)?.Submitted;

    /// <summary>What follows from the student's own earlier steps; null where everything before is right or was not needed.</summary>
    public double[]? ExpectedFromOwnWork => (Finding as Finding.Compared)?.ExpectedFromOwnWork;

    /// <summary>The mistakes that explain it; empty where none does.</summary>
    public IReadOnlyList<Diagnosis> Diagnoses => Finding is Finding.Diagnosed diagnosed ? diagnosed.Diagnoses : [];

    /// <summary>What is wrong with an invalid part, or with a formula that is right at the exercise's own point alone.</summary>
    public string? Detail => Finding switch
    {
        Finding.Invalid invalid => invalid.Detail,
        Finding.Coincidence => Finding.Coincidence.Detail,
        _ => null,
    };

    /// <summary>Whether several misconceptions explain it equally well.</summary>
    public bool IsAmbiguous => Finding is Finding.Diagnosed { IsAmbiguous: true };

    /// <summary>Whether it was answered and is neither right nor follows from earlier steps.</summary>
    public bool IsWrong => Verdict is Verdict.Diagnosed or Verdict.Incorrect;

    /// <summary>Whether it is right by the key, or by a choice at a kink.</summary>
    public bool IsRight => Verdict is Verdict.Correct or Verdict.CorrectSubgradient;

    /// <summary>The share of its weight that it earns.</summary>
    public double Credit => Share(Exercise.Policy.FollowThroughCredit, Exercise.Policy.DiagnosedCredit);

    /// <summary>The share that it earns by the key alone.</summary>
    public double AbsoluteCredit => Share(0, 0);

    /// <summary>The share that it earns where follow-through counts in full.</summary>
    public double MethodCredit => Share(1, 0);

    private double Share(double followThrough, double diagnosed)
    {
        if (IsRight)
        {
            return 1;
        }

        var sum = 0.0;
        var entries = Entries;
        foreach (var entry in entries)
        {
            sum += entry switch
            {
                Verdict.Correct or Verdict.CorrectSubgradient => 1,
                Verdict.FollowThrough => followThrough,
                Verdict.Diagnosed => diagnosed,
                _ => 0,
            };
        }

        return sum / entries.Length;
    }
}

/// <summary>An answer, marked.</summary>
/// <param name="Exercise">The exercise.</param>
/// <param name="Score">0 to 1, by the exercise's policy.</param>
/// <param name="AbsoluteScore">0 to 1, by the key alone.</param>
/// <param name="MethodScore">0 to 1, with follow-through at full credit.</param>
/// <param name="Parts">Values, then gradients, each in topological order.</param>
/// <param name="Blame">The answered parts that are neither right nor follow from earlier steps, in the order in which they are worked out: values forwards, then gradients backwards.</param>
/// <param name="Issues">What in the answer belongs to no part.</param>
/// <param name="ResultId">A hash of exercise, policy, answer and version: the same for a replay.</param>
public sealed record Grade(
    Exercise Exercise,
    double Score,
    double AbsoluteScore,
    double MethodScore,
    IReadOnlyList<MarkedPart> Parts,
    IReadOnlyList<MarkedPart> Blame,
    IReadOnlyList<Issue> Issues,
    string ResultId)
{
    /// <summary>The last stage of marking (see docs/grading-inside.md): what the findings earn, and where they begin to be wrong.</summary>
    internal static Grade Of(Exercise exercise, MarkedPart[] parts, IReadOnlyList<Issue> issues, string resultId)
    {
        double all = 0, score = 0, absolute = 0, method = 0;
        foreach (var part in parts)
        {
            var weight = part.Weight;
            all += weight;
            score += weight * part.Credit;
            absolute += weight * part.AbsoluteCredit;
            method += weight * part.MethodCredit;
        }

        var wrong = Array.FindAll(parts, p => p.IsWrong);
        var blame = wrong.Where(p => p.Part.Kind == PartKind.Value).Concat(wrong.Where(p => p.Part.Kind == PartKind.Gradient).Reverse());
        var one = all > 0 ? all : 1;
        return new Grade(exercise, score / one, absolute / one, method / one, parts, [.. blame], issues, resultId);
    }
}
