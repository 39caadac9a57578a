using Backprop.Api.Errors;
using Backprop.Api.Json;
using Backprop.Api.Writers;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Naming;

namespace Backprop.Api.Features.Grades;

/// <summary>
/// The bodies that teaching platforms take as they are. They are shown to students, so that they are made from what a student may see;
/// they are kept under a megabyte, which is the least that one of the platforms takes.
/// </summary>
internal sealed class PlatformFormat
{
    private const int MostParts = 500;
    private const int MostText = 1000;

    private readonly Func<Grade, IQueryCollection, IResult> _answer;
    private readonly IReadOnlyList<string> _parameters;

    private PlatformFormat(string name, Func<Grade, IQueryCollection, IResult> answer, params string[] parameters)
    {
        Name = name;
        _answer = answer;
        _parameters = parameters;
    }

    /// <summary>The name under <c>?format=</c>.</summary>
    public string Name { get; }

    /// <summary>All formats.</summary>
    public static IReadOnlyList<PlatformFormat> All { get; } =
    [
        new("gradescope", (grade, _) => new JsonAnswer<GradescopeResults>(GradescopeResults.Of(grade))),
        new("prairielearn", (grade, _) => new JsonAnswer<PrairieLearnResults>(PrairieLearnResults.Of(grade))),
        new("coderunner", (grade, _) => new JsonAnswer<CodeRunnerResults>(CodeRunnerResults.Of(grade))),
        new("lti-ags", (grade, query) => new JsonAnswer<LtiScore>(LtiScore.Of(grade, query["userId"].ToString(), query["timestamp"].ToString())), "userId", "timestamp"),
    ];

    /// <summary>The format that a request asks for: null for the service's own. What is wrong with its parameters is in <paramref name="problem"/>.</summary>
    public static PlatformFormat? Of(IQueryCollection query, out Problem? problem)
    {
        problem = null;
        if (!query.TryGetValue("format", out var given))
        {
            return null;
        }

        var format = All.FirstOrDefault(f => f.Name == given);
        var names = All.Select(f => f.Name).ToList();
        if (format is null)
        {
            problem = Refuse(new ProblemIssue("unknown-choice", "#", $"{NearestNames.Missing("format", given.ToString(), names)} ?format= takes one of {string.Join(", ", names)}."));
        }
        else if (format._parameters.Where(p => string.IsNullOrEmpty(query[p])).ToList() is { Count: > 0 } missing)
        {
            problem = Refuse(new ProblemIssue("missing-parameter", "#", $"{format.Name} also needs the parameter{(missing.Count > 1 ? "s" : "")} {string.Join(" and ", missing)} in the address: the body of a score names its user and time."));
        }
        else if (format._parameters.Contains("timestamp") && !DateTimeOffset.TryParse(query["timestamp"], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _))
        {
            problem = Refuse(new ProblemIssue("wrong-type", "#", "timestamp is a time in ISO 8601 with milliseconds, such as 2026-02-01T12:00:00.000Z (a + is written %2B in an address)."));
        }

        return problem is null ? format : null;
    }

    /// <summary>Answers with a grade in this format.</summary>
    public IResult Answer(Grade grade, IQueryCollection query) => _answer(grade, query);

    private static Problem Refuse(ProblemIssue issue) => Problem.Of(Problems.InvalidRequest, null, [issue]);

    /// <summary>The parts that the level of feedback shows.</summary>
    public static IReadOnlyList<MarkedPart> Shown(Grade grade) =>
        grade.Exercise.Policy.Feedback == FeedbackLevel.Score ? [] : grade.Parts.Count <= MostParts ? grade.Parts : [.. grade.Parts.Take(MostParts)];

    /// <summary>What a student is told of a part; never nothing.</summary>
    public static string Said(Grade grade, MarkedPart part) => Cut(Feedback.Message(grade.Exercise, part) ?? part.Verdict switch
    {
        Verdict.Correct or Verdict.CorrectSubgradient => "Right.",
        Verdict.FollowThrough => "Follows from your earlier steps.",
        _ => "Not right yet.",
    });

    /// <summary>What is said of the answer as a whole, and of each part that is to blame.</summary>
    public static string SaidInAll(Grade grade)
    {
        var said = new StringBuilder(Feedback.Summary(grade));
        foreach (var part in grade.Blame)
        {
            if (Feedback.Message(grade.Exercise, part) is { } message && said.Length < MostText)
            {
                said.Append(' ').Append(part.Name).Append(": ").Append(message);
            }
        }

        return Cut(said.ToString());
    }

    /// <summary>A text that is not too long.</summary>
    public static string Cut(string text) => Quotation.Shorten(text, MostText);
}
