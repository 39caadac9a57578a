namespace Backprop.Domain.Exercises;

/// <summary>Which forward values a student's local derivatives are judged with.</summary>
public enum ForwardBase
{
    /// <summary>The exact ones.</summary>
    Key,

    /// <summary>The student's own where answered, else what follows from them.</summary>
    Student,

    /// <summary>The exact ones rounded to the digits that the question showed; leaves stay as they were given.</summary>
    Printed,
}

/// <summary>What is right where a node sits on a kink.</summary>
public enum KinkRule
{
    /// <summary>Anything inside the subdifferential.</summary>
    Subdifferential,

    /// <summary>Only the convention of the operator catalogue.</summary>
    Convention,
}

/// <summary>How much a student is told, each level including all before it.</summary>
public enum FeedbackLevel
{
    /// <summary>The score alone.</summary>
    Score,

    /// <summary>Which parts are right, and why a part could not be read.</summary>
    Verdicts,

    /// <summary>The step that broke.</summary>
    FirstWrongStep,

    /// <summary>The mistakes by name.</summary>
    Diagnosis,

    /// <summary>The right numbers.</summary>
    Solution,
}

/// <summary>How an exercise is marked.</summary>
public sealed record GradingPolicy
{
    /// <summary>How many learning rates a policy may name.</summary>
    public const int MaximumLearningRates = 5;

    /// <summary>A policy with every default.</summary>
    public static readonly GradingPolicy Default = new();

    /// <summary>How far an answer may be off.</summary>
    public Tolerance Tolerance { get; init; } = Tolerance.Default;

    /// <summary>Which forward values local derivatives are judged with.</summary>
    public ForwardBase ForwardBase { get; init; }

    /// <summary>For <see cref="ForwardBase.Printed"/>: the significant digits that the question showed.</summary>
    public int PrintedDigits { get; init; } = 4;

    /// <summary>Credit, 0 to 1, for an entry that follows from the student's own earlier steps.</summary>
    public double FollowThroughCredit { get; init; } = 1;

    /// <summary>Credit, 0 to 1, for an entry that is wrong by a named mistake.</summary>
    public double DiagnosedCredit { get; init; }

    /// <summary>Weights by part name; 1 where a part has none.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>How much the student is told.</summary>
    public FeedbackLevel Feedback { get; init; } = FeedbackLevel.Diagnosis;

    /// <summary>What is right at kinks.</summary>
    public KinkRule Kinks { get; init; }

    /// <summary>The learning rates η with which −η·gradient and w − η·gradient are recognised.</summary>
    public IReadOnlyList<double> LearningRates { get; init; } = [0.5, 0.1, 0.01];
}
