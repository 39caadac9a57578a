using System.Text.Json;
using Backprop.Api.Json;
using Backprop.Api.Writers;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.GradeBatches;

/// <summary>One answer of a batch after marking: a grade, an incident of the grader, or a problem of the item.</summary>
internal readonly record struct BatchResult(string? Id, Grade? Grade, string? Incident, int Status, string? Problem)
{
    /// <summary>The result of an item, marked where it is an answer.</summary>
    public static BatchResult Of(BatchItem item, Grader grader, ILogger logger, CancellationToken cancellationToken)
    {
        if (item.Answer is null)
        {
            return new BatchResult(item.Id, null, null, StatusCodes.Status400BadRequest, item.Problem);
        }

        var (grade, incident) = grader.TryMark(item.Answer, logger, cancellationToken);
        return new BatchResult(item.Id, grade, incident, StatusCodes.Status200OK, null);
    }

    /// <summary>Adds it to the report of the class.</summary>
    public void AddTo(ClassReport report)
    {
        if (Grade is null)
        {
            report.AddFailure();
        }
        else
        {
            report.Add(Grade);
        }
    }
}

/// <summary>Writes batches, item by item.</summary>
internal static class BatchWriter
{
    /// <summary>Writes one item.</summary>
    public static void Write(Utf8JsonWriter json, BatchResult result)
    {
        json.WriteStartObject();
        if (result.Id is not null)
        {
            json.WriteString("id", result.Id);
        }

        json.WriteNumber("status", result.Status);
        if (result.Problem is not null)
        {
            json.WriteStartArray("errors");
            json.WriteStartObject();
            json.WriteString("code", "invalid-answer");
            json.WriteString("pointer", "#");
            json.WriteString("detail", result.Problem);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        else
        {
            json.WritePropertyName("grade");
            if (result.Grade is null)
            {
                GradeWriter.WriteUngradable(json, result.Incident!);
            }
            else
            {
                GradeWriter.Write(json, result.Grade);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the report of the class as the value of <c>summary</c>.</summary>
    public static void WriteSummary(Utf8JsonWriter json, ClassReport report)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("count", report.Count);
        json.WriteNumber("graded", report.Graded);
        json.WriteNumber("failed", report.Count - report.Graded);
        if (report.Graded > 0)
        {
            json.WritePropertyName("meanScore");
            TensorWriter.WriteNumber(json, report.ScoreSum / report.Graded);
        }

        json.WriteStartArray("parts");
        foreach (var part in report.Parts)
        {
            json.WriteStartObject();
            json.WriteString("part", part.Name);
            json.WriteStartObject("verdicts");
            for (var verdict = 0; verdict < part.Verdicts.Length; verdict++)
            {
                if (part.Verdicts[verdict] > 0)
                {
                    json.WriteNumber(GradeWriter.Name((Verdict)verdict), part.Verdicts[verdict]);
                }
            }

            json.WriteEndObject();
            if (part.Misconceptions.Count > 0)
            {
                json.WriteStartObject("misconceptions");
                foreach (var (id, count) in part.Misconceptions.OrderByDescending(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal))
                {
                    json.WriteNumber(id, count);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("misconceptions");
        foreach (var (misconception, answers) in report.Misconceptions)
        {
            json.WriteStartObject();
            json.WriteString("id", misconception.Id);
            json.WriteString("title", misconception.Title);
            json.WriteNumber("answers", answers);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
