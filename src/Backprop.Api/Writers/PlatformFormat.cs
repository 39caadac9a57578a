using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Backprop.Api.Errors;
using Backprop.Api.Json;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Graphs;

namespace Backprop.Api.Writers;

/// <summary>
/// The bodies that teaching platforms take as they are. They are shown to students, so that they are made from what a student may see;
/// they are kept under a megabyte, which is the least that one of the platforms takes.
/// </summary>
internal sealed class PlatformFormat
{
    private const int MostParts = 500;
    private const int MostText = 1000;

    private readonly Action<Utf8JsonWriter, Grade, IQueryCollection> _write;
    private readonly IReadOnlyList<string> _parameters;

    private PlatformFormat(string name, Action<Utf8JsonWriter, Grade, IQueryCollection> write, params string[] parameters)
    {
        Name = name;
        _write = write;
        _parameters = parameters;
    }

    /// <summary>The name under <c>?format=</c>.</summary>
    public string Name { get; }

    /// <summary>All formats.</summary>
    public static IReadOnlyList<PlatformFormat> All { get; } =
    [
        new("gradescope", WriteGradescope),
        new("prairielearn", WritePrairieLearn),
        new("coderunner", WriteCodeRunner),
        new("lti-ags", WriteLti, "userId", "timestamp"),
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
            problem = Refuse(new Issue("unknown-choice", "#", $"There is no format '{Cut(given.ToString(), 80)}'.{NearestNames.Suggest(given.ToString(), names)} ?format= takes one of {string.Join(", ", names)}."));
        }
        else if (format._parameters.Where(p => string.IsNullOrEmpty(query[p])).ToList() is { Count: > 0 } missing)
        {
            problem = Refuse(new Issue("missing-parameter", "#", $"{format.Name} also needs the parameter{(missing.Count > 1 ? "s" : "")} {string.Join(" and ", missing)} in the address: the body of a score names its user and time."));
        }
        else if (format._parameters.Contains("timestamp") && !DateTimeOffset.TryParse(query["timestamp"], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _))
        {
            problem = Refuse(new Issue("wrong-type", "#", "timestamp is a time in ISO 8601 with milliseconds, such as 2026-02-01T12:00:00.000Z (a + is written %2B in an address)."));
        }

        return problem is null ? format : null;
    }

    /// <summary>Writes a grade in this format.</summary>
    public void Write(Utf8JsonWriter json, Grade grade, IQueryCollection query) => _write(json, grade, query);

    private static Problem Refuse(Issue issue) => Problem.Of(Problems.InvalidRequest, null, [issue]);

    /// <summary>Gradescope, "Autograder Specifications": results.json.</summary>
    private static void WriteGradescope(Utf8JsonWriter json, Grade grade, IQueryCollection query)
    {
        json.WriteStartObject();
        var parts = Shown(grade);
        var weight = grade.Parts.Sum(p => p.Weight);
        if (parts.Count < grade.Parts.Count)
        {
            Number(json, "score", grade.Score * weight);
        }

        json.WriteString("output", Feedback.Summary(grade) ?? "");
        json.WriteString("output_format", "text");
        json.WriteString("visibility", "visible");
        json.WriteString("stdout_visibility", "hidden");
        json.WriteStartArray("tests");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("name", Cut(part.Name));
            json.WriteString("name_format", "text");
            Number(json, "score", part.Credit * part.Weight);
            Number(json, "max_score", part.Weight);
            json.WriteString("status", part.Credit >= 1 ? "passed" : "failed");
            json.WriteString("output", Said(grade, part));
            json.WriteString("output_format", "text");
            json.WriteString("visibility", "visible");
            json.WriteEndObject();
        }

        if (parts.Count == 0)
        {
            json.WriteStartObject();
            json.WriteString("name", "Answer");
            Number(json, "score", grade.Score * weight);
            Number(json, "max_score", weight);
            json.WriteString("visibility", "visible");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>PrairieLearn, "External grading": results.json.</summary>
    private static void WritePrairieLearn(Utf8JsonWriter json, Grade grade, IQueryCollection query)
    {
        json.WriteStartObject();
        json.WriteBoolean("gradable", true);
        Number(json, "score", grade.Score);
        json.WriteString("message", Feedback.Summary(grade) ?? "");
        json.WriteString("output", "");
        json.WriteStartArray("tests");
        foreach (var part in Shown(grade))
        {
            json.WriteStartObject();
            json.WriteString("name", Cut(part.Name));
            json.WriteString("description", part.Part.Kind == PartKind.Value ? "The value of this node" : "The gradient of the output with respect to this node");
            Number(json, "points", part.Credit * part.Weight);
            Number(json, "max_points", part.Weight);
            json.WriteString("message", Said(grade, part));
            json.WriteString("output", "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Moodle CodeRunner, "Combinator-template grading": what the template prints.</summary>
    private static void WriteCodeRunner(Utf8JsonWriter json, Grade grade, IQueryCollection query)
    {
        json.WriteStartObject();
        Number(json, "fraction", Math.Clamp(grade.Score, 0, 1));
        if (Feedback.Summary(grade) is { } summary)
        {
            json.WriteString("prologuehtml", "<p>" + WebUtility.HtmlEncode(summary) + "</p>");
        }

        if (Shown(grade) is { Count: > 0 } parts)
        {
            json.WriteStartArray("testresults");
            Row(json, "iscorrect", "Part", "Mark", "Comment", "iscorrect");
            foreach (var part in parts)
            {
                json.WriteStartArray();
                json.WriteNumberValue(part.Credit >= 1 ? 1 : 0);
                json.WriteStringValue(Cut(part.Name));
                json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{part.Credit * part.Weight:0.##} / {part.Weight:0.##}"));
                json.WriteStringValue(Said(grade, part));
                json.WriteNumberValue(part.Credit >= 1 ? 1 : 0);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartArray("columnformats");
            json.WriteStringValue("%s");
            json.WriteStringValue("%s");
            json.WriteStringValue("%s");
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>LTI Assignment and Grade Services 2.0, "Score publish service": application/vnd.ims.lis.v1.score+json.</summary>
    private static void WriteLti(Utf8JsonWriter json, Grade grade, IQueryCollection query)
    {
        json.WriteStartObject();
        json.WriteString("userId", query["userId"].ToString());
        json.WriteString("timestamp", query["timestamp"].ToString());
        Number(json, "scoreGiven", grade.Score);
        json.WriteNumber("scoreMaximum", 1);
        json.WriteString("activityProgress", "Completed");
        json.WriteString("gradingProgress", "FullyGraded");
        var comment = new StringBuilder(Feedback.Summary(grade));
        foreach (var part in grade.Blame)
        {
            if (Feedback.Message(grade.Exercise, part) is { } message && comment.Length < MostText)
            {
                comment.Append(' ').Append(part.Name).Append(": ").Append(message);
            }
        }

        if (comment.Length > 0)
        {
            json.WriteString("comment", Cut(comment.ToString()));
        }

        json.WriteEndObject();
    }

    private static void Row(Utf8JsonWriter json, params ReadOnlySpan<string> cells)
    {
        json.WriteStartArray();
        foreach (var cell in cells)
        {
            json.WriteStringValue(cell);
        }

        json.WriteEndArray();
    }

    /// <summary>The parts that the level of feedback shows.</summary>
    private static IReadOnlyList<MarkedPart> Shown(Grade grade) =>
        grade.Exercise.Policy.Feedback == FeedbackLevel.Score ? [] : grade.Parts.Count <= MostParts ? grade.Parts : [.. grade.Parts.Take(MostParts)];

    private static string Said(Grade grade, MarkedPart part) => Cut(Feedback.Message(grade.Exercise, part) ?? part.Verdict switch
    {
        Verdict.Correct or Verdict.CorrectSubgradient => "Right.",
        Verdict.FollowThrough => "Follows from your earlier steps.",
        _ => "Not right yet.",
    });

    private static string Cut(string text, int most = MostText) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "…");

    private static void Number(Utf8JsonWriter json, string name, double number)
    {
        json.WritePropertyName(name);
        TensorWriter.WriteNumber(json, number);
    }
}
