using Backprop.Api.Writers;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Naming;

namespace Backprop.Api.Features.Grades;

/// <summary>
/// The bodies that teaching platforms take as they are. They are shown to students, so that they are made from what a student may see;
/// they are kept under a megabyte, which is the least that one of the platforms takes.
/// </summary>
/// <param name="Name">The name under <c>?format=</c>.</param>
/// <param name="Response">What it is made of.</param>
/// <param name="Respond">Answers with a grade in this format.</param>
/// <param name="Required">The parameters of the query that it needs, with values for an example.</param>
internal sealed record PlatformFormat(string Name, Type Response, Func<Grade, GradesQuery, IResult> Respond, IReadOnlyList<(string Name, string Example)> Required)
{
    private const int MostParts = 500;
    private const int MostText = 1000;

    /// <summary>All formats.</summary>
    public static IReadOnlyList<PlatformFormat> All { get; } =
    [
        Of("gradescope", (grade, _) => GradescopeResults.Of(grade)),
        Of("prairielearn", (grade, _) => PrairieLearnResults.Of(grade)),
        Of("coderunner", (grade, _) => CodeRunnerResults.Of(grade)),
        Of("lti-ags", (grade, query) => LtiScore.Of(grade, query.UserId!, query.Timestamp!), ("userId", "u-17"), ("timestamp", "2026-02-01T12:00:00.000Z")),
    ];

    /// <summary>The query that asks for it, with example values.</summary>
    public string ExampleQuery => string.Concat(Required.Select(parameter => $"&{parameter.Name}={parameter.Example}").Prepend("?format=" + Name));

    /// <summary>The format of this name, or null.</summary>
    public static PlatformFormat? Find(string? name) => All.FirstOrDefault(format => format.Name == name);

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

    private static PlatformFormat Of<T>(string name, Func<Grade, GradesQuery, T> make, params (string Name, string Example)[] required) =>
        new(name, typeof(T), (grade, query) => new JsonAnswer<T>(make(grade, query)), required);
}
