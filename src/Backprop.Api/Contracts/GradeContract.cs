using Backprop.Api.Json;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Contracts;

/// <summary>A mark. What a student may see and what only a teacher may are two members, and nothing is shared between them.</summary>
/// <param name="ResultId">A hash of exercise, policy, answer and version: the same for a replay. Not there where the grader has failed.</param>
/// <param name="Gradable">Whether there is a mark. Where there is none, the grader has failed: then there is an <c>incident</c> and nothing else.</param>
/// <param name="Score">0 to 1, by the exercise's policy.</param>
/// <param name="AbsoluteScore">0 to 1, by the key alone.</param>
/// <param name="MethodScore">0 to 1, with follow-through at full credit.</param>
/// <param name="Student">What the student may see at the exercise's level of feedback.</param>
/// <param name="Teacher">What the teacher sees.</param>
/// <param name="Incident">Where the grader has failed: the name under which the service's operator finds what went wrong.</param>
internal sealed record GradeContract(
    string? ResultId, bool Gradable, double? Score = null, double? AbsoluteScore = null, double? MethodScore = null,
    StudentReportContract? Student = null, TeacherReportContract? Teacher = null, string? Incident = null)
{
    /// <summary>An answer that was marked, or the incident that kept it from being marked.</summary>
    public static GradeContract Of(Grade? grade, string? incident) => grade is null
        ? new(ResultId: null, Gradable: false, Incident: incident)
        : new(
            grade.ResultId, Gradable: true, grade.Score, grade.AbsoluteScore, grade.MethodScore,
            StudentReportContract.Of(grade), TeacherReportContract.Of(grade));

    /// <summary>What in an answer belongs to no part; null where there is nothing.</summary>
    public static IEnumerable<ProblemIssue>? IssuesOf(Grade grade) => grade.Issues.Count == 0 ? null : grade.Issues.Take(IssueCollector.MaxIssues).Select(ProblemIssue.Of);
}

/// <summary>What a student may see of a mark.</summary>
/// <param name="Items">The parts; from the feedback <c>verdicts</c> on.</param>
/// <param name="FirstWrongStep">The part to look at first; from the feedback <c>firstWrongStep</c> on, where one is wrong.</param>
/// <param name="Summary">What is said of the answer as a whole; from the feedback <c>verdicts</c> on.</param>
/// <param name="Issues">What in the answer belongs to no part; from the feedback <c>verdicts</c> on, where there is anything.</param>
internal sealed record StudentReportContract(
    IEnumerable<StudentItemContract>? Items = null, string? FirstWrongStep = null, string? Summary = null, IEnumerable<ProblemIssue>? Issues = null)
{
    /// <summary>What a student may see at the exercise's level of feedback.</summary>
    public static StudentReportContract Of(Grade grade)
    {
        var showsItems = grade.Exercise.Policy.Feedback > FeedbackLevel.Score;
        return new(
            Items: showsItems ? grade.Parts.Select(part => StudentItemContract.Of(grade.Exercise, part)) : null,
            Feedback.FirstWrongStep(grade), Feedback.Summary(grade), showsItems ? GradeContract.IssuesOf(grade) : null);
    }
}

/// <summary>What a teacher sees of a mark.</summary>
/// <param name="Items">The parts, with the key.</param>
/// <param name="Blame">The answered parts that are neither right nor follow from earlier steps, in the order in which they are worked out.</param>
/// <param name="Issues">What in the answer belongs to no part, where there is anything.</param>
internal sealed record TeacherReportContract(
    IEnumerable<TeacherItemContract> Items, IEnumerable<string> Blame, IEnumerable<ProblemIssue>? Issues = null)
{
    /// <summary>What a teacher sees.</summary>
    public static TeacherReportContract Of(Grade grade) => new(
        grade.Parts.Select(part => TeacherItemContract.Of(grade.Exercise, part)), grade.Blame.Select(part => part.Name), GradeContract.IssuesOf(grade));
}

/// <summary>One part of a mark.</summary>
internal abstract record MarkedPartContract
{
    private const int MostWrongEntries = 100;

    /// <summary>Its name, such as <c>gradients.x</c>.</summary>
    public required string Part { get; init; }

    /// <summary>What is said of it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The share of its weight that it earns, 0 to 1.</summary>
    public required double Credit { get; init; }

    /// <summary>What it counts.</summary>
    public required double Weight { get; init; }

    /// <summary>The indices of its wrong entries, a hundred at most; only where it has several entries and is not right.</summary>
    public IEnumerable<int[]>? WrongEntries { get; init; }

    /// <summary>The indices of a part's wrong entries; null where it is right or has one entry.</summary>
    protected static IEnumerable<int[]>? WrongEntriesOf(Exercise exercise, MarkedPart part) => part.Entries.Length < 2 || part.IsRight
        ? null
        : Enumerable.Range(0, part.Entries.Length)
            .Where(entry => part.Entries[entry] is Verdict.Diagnosed or Verdict.Incorrect)
            .Take(MostWrongEntries)
            .Select(exercise.Graph[part.Part.Node].Shape.IndexOf);
}

/// <summary>One part of a mark, as the student may see it.</summary>
internal sealed record StudentItemContract : MarkedPartContract
{
    /// <summary>What is said of it; at some levels of feedback, and where there is something to say.</summary>
    [JsonPropertyOrder(1)]
    public string? Message { get; init; }

    /// <summary>The key; only with the feedback <c>solution</c>.</summary>
    [JsonPropertyOrder(2)]
    public ResultTensor? Expected { get; init; }

    /// <summary>A part as the student may see it.</summary>
    public static StudentItemContract Of(Exercise exercise, MarkedPart part) => new()
    {
        Part = part.Name,
        Verdict = part.Verdict,
        Credit = part.Credit,
        Weight = part.Weight,
        WrongEntries = WrongEntriesOf(exercise, part),
        Message = Feedback.Message(exercise, part),
        Expected = exercise.Policy.Feedback == FeedbackLevel.Solution ? new ResultTensor(exercise.Graph[part.Part.Node].Shape, exercise.KeyMemory(part.Part)) : null,
    };
}

/// <summary>One part of a mark, as the teacher sees it.</summary>
internal sealed record TeacherItemContract : MarkedPartContract
{
    /// <summary>The formula that was answered, where it was one.</summary>
    [JsonPropertyOrder(1)]
    public string? Formula { get; init; }

    /// <summary>The numbers that were answered, or what the formula gives here; absent where there are none.</summary>
    [JsonPropertyOrder(2)]
    public ResultTensor? Submitted { get; init; }

    /// <summary>The key.</summary>
    [JsonPropertyOrder(3)]
    public required ResultTensor Expected { get; init; }

    /// <summary>What follows from the student's own earlier steps; only where something before it is wrong, or where it was needed.</summary>
    [JsonPropertyOrder(4)]
    public ResultTensor? ExpectedFromOwnWork { get; init; }

    /// <summary>What is wrong with a part that cannot be read, or with a formula that is right at the exercise's own point alone.</summary>
    [JsonPropertyOrder(5)]
    public string? Detail { get; init; }

    /// <summary>The mistakes that explain it, where any do.</summary>
    [JsonPropertyOrder(6)]
    public IEnumerable<DiagnosisContract>? Misconceptions { get; init; }

    /// <summary>Whether several misconceptions explain it equally well; only where they do.</summary>
    [JsonPropertyOrder(7)]
    public bool? Ambiguous { get; init; }

    /// <summary>A part as the teacher sees it.</summary>
    public static TeacherItemContract Of(Exercise exercise, MarkedPart part)
    {
        var shape = exercise.Graph[part.Part.Node].Shape;
        return new()
        {
            Part = part.Name,
            Verdict = part.Verdict,
            Credit = part.Credit,
            Weight = part.Weight,
            WrongEntries = WrongEntriesOf(exercise, part),
            Formula = (part.Submission as Submission.Formula)?.Text,
            Submitted = part.Submitted is not null ? new ResultTensor(shape, part.Submitted)
                : part.Submission is Submission.Numbers foreign ? ResultTensor.Of(foreign.Value)
                : null,
            Expected = new ResultTensor(shape, exercise.KeyMemory(part.Part)),
            ExpectedFromOwnWork = part.ExpectedFromOwnWork is { } own ? new ResultTensor(shape, own) : null,
            Detail = part.Detail,
            Misconceptions = part.Diagnoses.Count > 0 ? part.Diagnoses.Select(diagnosis => DiagnosisContract.Of(part, diagnosis)) : null,
            Ambiguous = part.Diagnoses.Count > 0 && part.IsAmbiguous ? true : null,
        };
    }
}

/// <summary>A misconception that explains a wrong part.</summary>
/// <param name="Id">The misconception's id: GET /v1/misconceptions lists all.</param>
/// <param name="Edge">The edge in the direction of the gradient, such as <c>q→y</c>; only where the mistake is about one edge.</param>
/// <param name="With">The node whose numbers were taken; only where there is no edge and it is another than the part's own.</param>
/// <param name="Scope">How far it reaches.</param>
internal sealed record DiagnosisContract(string Id, string? Edge, string? With, MistakeScope Scope)
{
    /// <summary>A misconception of a part.</summary>
    public static DiagnosisContract Of(MarkedPart part, Diagnosis diagnosis) => new(
        diagnosis.Misconception.Id, diagnosis.Edge,
        With: diagnosis.Edge is null && diagnosis.Operand.Index != part.Part.Node ? diagnosis.Operand.Id : null, diagnosis.Scope);
}
