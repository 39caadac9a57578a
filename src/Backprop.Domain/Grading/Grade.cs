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

/// <summary>One part, marked.</summary>
public sealed class MarkedPart
{
    internal MarkedPart(Part part, string name, double weight, int entryCount)
    {
        Part = part;
        Name = name;
        Weight = weight;
        Entries = new Verdict[entryCount];
    }

    /// <summary>Which part.</summary>
    public Part Part { get; }

    /// <summary>Its name, such as <c>gradients.x</c>.</summary>
    public string Name { get; }

    /// <summary>What it counts.</summary>
    public double Weight { get; }

    /// <summary>The verdict on the whole part: the worst of its entries'.</summary>
    public Verdict Verdict { get; internal set; }

    /// <summary>The verdict on each entry, in row-major order; of length 1 for a part that is missing or invalid.</summary>
    public Verdict[] Entries { get; internal set; }

    /// <summary>What was answered, as written; null where nothing was.</summary>
    public Submission? Submission { get; internal set; }

    /// <summary>The answer's numbers in the node's shape: as written, or what its formula gives here; null where it is missing or invalid.</summary>
    public double[]? Submitted { get; internal set; }

    /// <summary>What follows from the student's own earlier steps; null where everything before is right or was not needed.</summary>
    public double[]? ExpectedFromOwnWork { get; internal set; }

    /// <summary>The mistakes that explain it; empty where none does.</summary>
    public IReadOnlyList<Diagnosis> Diagnoses { get; internal set; } = [];

    /// <summary>What is wrong with an invalid part, or with a formula that is right at the exercise's own point alone.</summary>
    public string? Detail { get; internal set; }

    /// <summary>Whether several misconceptions explain it equally well, none of them a more precise word for the others.</summary>
    public bool IsAmbiguous => !Diagnoses.All(d => d.Misconception == Diagnoses[0].Misconception || Diagnoses[0].Misconception.Covers(d.Misconception));

    /// <summary>The share of its weight that it earns.</summary>
    public double Credit { get; internal set; }

    /// <summary>The share that it earns by the key alone.</summary>
    public double AbsoluteCredit { get; internal set; }

    /// <summary>The share that it earns where follow-through counts in full.</summary>
    public double MethodCredit { get; internal set; }

    /// <summary>Whether it was answered and is neither right nor follows from earlier steps.</summary>
    public bool IsWrong => Verdict is Verdict.Diagnosed or Verdict.Incorrect;

    /// <summary>Whether it is right by the key, or by a choice at a kink.</summary>
    public bool IsRight => Verdict is Verdict.Correct or Verdict.CorrectSubgradient;
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
    string ResultId);
