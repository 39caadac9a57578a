using System.Text.Json;
using Backprop.Api.Json;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Backprop.Domain.Graphs;
using Backprop.Domain.Tensors;

namespace Backprop.Api.Writers;

/// <summary>Writes grades. What a student may see and what only a teacher may are two members, and nothing is shared between them.</summary>
internal static class GradeWriter
{
    private const int MostWrongEntries = 100;

    private static readonly JsonEncodedText ResultId = JsonEncodedText.Encode("resultId");
    private static readonly JsonEncodedText Gradable = JsonEncodedText.Encode("gradable");
    private static readonly JsonEncodedText Score = JsonEncodedText.Encode("score");
    private static readonly JsonEncodedText AbsoluteScore = JsonEncodedText.Encode("absoluteScore");
    private static readonly JsonEncodedText MethodScore = JsonEncodedText.Encode("methodScore");
    private static readonly JsonEncodedText Student = JsonEncodedText.Encode("student");
    private static readonly JsonEncodedText Teacher = JsonEncodedText.Encode("teacher");
    private static readonly JsonEncodedText Items = JsonEncodedText.Encode("items");
    private static readonly JsonEncodedText PartName = JsonEncodedText.Encode("part");
    private static readonly JsonEncodedText VerdictName = JsonEncodedText.Encode("verdict");
    private static readonly JsonEncodedText Credit = JsonEncodedText.Encode("credit");
    private static readonly JsonEncodedText Weight = JsonEncodedText.Encode("weight");
    private static readonly JsonEncodedText WrongEntries = JsonEncodedText.Encode("wrongEntries");
    private static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    private static readonly JsonEncodedText Expected = JsonEncodedText.Encode("expected");
    private static readonly JsonEncodedText Submitted = JsonEncodedText.Encode("submitted");
    private static readonly JsonEncodedText Formula = JsonEncodedText.Encode("formula");
    private static readonly JsonEncodedText Detail = JsonEncodedText.Encode("detail");
    private static readonly JsonEncodedText ExpectedFromOwnWork = JsonEncodedText.Encode("expectedFromOwnWork");
    private static readonly JsonEncodedText Misconceptions = JsonEncodedText.Encode("misconceptions");
    private static readonly JsonEncodedText Ambiguous = JsonEncodedText.Encode("ambiguous");
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Edge = JsonEncodedText.Encode("edge");
    private static readonly JsonEncodedText With = JsonEncodedText.Encode("with");
    private static readonly JsonEncodedText Scope = JsonEncodedText.Encode("scope");
    private static readonly JsonEncodedText Blame = JsonEncodedText.Encode("blame");
    private static readonly JsonEncodedText FirstWrongStep = JsonEncodedText.Encode("firstWrongStep");
    private static readonly JsonEncodedText Summary = JsonEncodedText.Encode("summary");
    private static readonly JsonEncodedText Issues = JsonEncodedText.Encode("issues");
    private static readonly JsonEncodedText Code = JsonEncodedText.Encode("code");
    private static readonly JsonEncodedText Pointer = JsonEncodedText.Encode("pointer");

    private static readonly JsonEncodedText[] Verdicts = [.. new[] { "missing", "invalid", "correct", "correct-subgradient", "follow-through", "diagnosed", "incorrect" }.Select(v => JsonEncodedText.Encode(v))];
    private static readonly JsonEncodedText[] Scopes = [JsonEncodedText.Encode("slip"), JsonEncodedText.Encode("systematic")];

    /// <summary>A verdict's name on the wire.</summary>
    public static JsonEncodedText Name(Verdict verdict) => Verdicts[(int)verdict];

    /// <summary>Writes a grade as an object.</summary>
    public static void Write(Utf8JsonWriter json, Grade grade)
    {
        json.WriteStartObject();
        json.WriteString(ResultId, grade.ResultId);
        json.WriteBoolean(Gradable, true);
        Number(json, Score, grade.Score);
        Number(json, AbsoluteScore, grade.AbsoluteScore);
        Number(json, MethodScore, grade.MethodScore);
        WriteStudent(json, grade);
        WriteTeacher(json, grade);
        json.WriteEndObject();
    }

    /// <summary>Writes what stands in a grade's place where the grader has failed: no score at all.</summary>
    public static void WriteUngradable(Utf8JsonWriter json, string incident)
    {
        json.WriteStartObject();
        json.WriteBoolean(Gradable, false);
        json.WriteString("incident", incident);
        json.WriteEndObject();
    }

    /// <summary>Writes what a student may see at the exercise's level of feedback.</summary>
    public static void WriteStudent(Utf8JsonWriter json, Grade grade)
    {
        var level = grade.Exercise.Policy.Feedback;
        json.WriteStartObject(Student);
        if (level > FeedbackLevel.Score)
        {
            json.WriteStartArray(Items);
            foreach (var part in grade.Parts)
            {
                json.WriteStartObject();
                WriteVerdict(json, grade.Exercise, part);
                if (Feedback.Message(grade.Exercise, part) is { } message)
                {
                    json.WriteString(Message, message);
                }

                if (level == FeedbackLevel.Solution)
                {
                    json.WritePropertyName(Expected);
                    TensorWriter.Write(json, grade.Exercise.Graph[part.Part.Node].Shape, grade.Exercise.Key(part.Part));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (Feedback.FirstWrongStep(grade) is { } first)
        {
            json.WriteString(FirstWrongStep, first);
        }

        if (Feedback.Summary(grade) is { } summary)
        {
            json.WriteString(Summary, summary);
        }

        if (level > FeedbackLevel.Score)
        {
            WriteIssues(json, grade.Issues);
        }

        json.WriteEndObject();
    }

    private static void WriteTeacher(Utf8JsonWriter json, Grade grade)
    {
        json.WriteStartObject(Teacher);
        json.WriteStartArray(Items);
        foreach (var part in grade.Parts)
        {
            WriteTeacherItem(json, grade.Exercise, part);
        }

        json.WriteEndArray();
        json.WriteStartArray(Blame);
        foreach (var part in grade.Blame)
        {
            json.WriteStringValue(part.Name);
        }

        json.WriteEndArray();
        WriteIssues(json, grade.Issues);
        json.WriteEndObject();
    }

    private static void WriteTeacherItem(Utf8JsonWriter json, Exercise exercise, MarkedPart part)
    {
        var shape = exercise.Graph[part.Part.Node].Shape;
        json.WriteStartObject();
        WriteVerdict(json, exercise, part);
        WriteSubmission(json, part, shape);
        json.WritePropertyName(Expected);
        TensorWriter.Write(json, shape, exercise.Key(part.Part));
        if (part.ExpectedFromOwnWork is { } own)
        {
            json.WritePropertyName(ExpectedFromOwnWork);
            TensorWriter.Write(json, shape, own);
        }

        if (part.Detail is not null)
        {
            json.WriteString(Detail, part.Detail);
        }

        if (part.Diagnoses.Count > 0)
        {
            WriteDiagnoses(json, part);
        }

        json.WriteEndObject();
    }

    private static void WriteDiagnoses(Utf8JsonWriter json, MarkedPart part)
    {
        json.WriteStartArray(Misconceptions);
        foreach (var diagnosis in part.Diagnoses)
        {
            json.WriteStartObject();
            json.WriteString(Id, diagnosis.Misconception.Id);
            if (diagnosis.Edge is { } edge)
            {
                json.WriteString(Edge, edge);
            }
            else if (diagnosis.Operand.Index != part.Part.Node)
            {
                json.WriteString(With, diagnosis.Operand.Id);
            }

            json.WriteString(Scope, Scopes[(int)diagnosis.Scope]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (part.IsAmbiguous)
        {
            json.WriteBoolean(Ambiguous, true);
        }
    }

    private static void WriteSubmission(Utf8JsonWriter json, MarkedPart part, Shape shape)
    {
        switch (part.Submission)
        {
            case Submission.Formula formula:
                json.WriteString(Formula, formula.Text);
                break;
            case Submission.Numbers numbers when part.Submitted is null:
                json.WritePropertyName(Submitted);
                WriteForeign(json, numbers.Value);
                return;
        }

        if (part.Submitted is not null)
        {
            json.WritePropertyName(Submitted);
            TensorWriter.Write(json, shape, part.Submitted);
        }
    }

    /// <summary>Numbers of a shape that is not the node's, which may be empty.</summary>
    private static void WriteForeign(Utf8JsonWriter json, Tensor tensor)
    {
        if (tensor.Shape.Count == 0)
        {
            json.WriteStartArray();
            json.WriteEndArray();
            return;
        }

        TensorWriter.Write(json, tensor.Shape, tensor.Data);
    }

    private static void WriteVerdict(Utf8JsonWriter json, Exercise exercise, MarkedPart part)
    {
        json.WriteString(PartName, part.Name);
        json.WriteString(VerdictName, Name(part.Verdict));
        Number(json, Credit, part.Credit);
        Number(json, Weight, part.Weight);
        if (part.Entries.Length < 2 || part.IsRight)
        {
            return;
        }

        var shape = exercise.Graph[part.Part.Node].Shape;
        json.WriteStartArray(WrongEntries);
        for (int i = 0, listed = 0; i < part.Entries.Length && listed < MostWrongEntries; i++)
        {
            if (part.Entries[i] is not (Verdict.Diagnosed or Verdict.Incorrect))
            {
                continue;
            }

            listed++;
            json.WriteStartArray();
            foreach (var index in shape.IndexOf(i))
            {
                json.WriteNumberValue(index);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteIssues(Utf8JsonWriter json, IReadOnlyList<Issue> issues)
    {
        if (issues.Count == 0)
        {
            return;
        }

        json.WriteStartArray(Issues);
        foreach (var issue in issues.Take(IssueCollector.MaxIssues))
        {
            json.WriteStartObject();
            json.WriteString(Code, issue.Code);
            json.WriteString(Pointer, issue.Pointer);
            json.WriteString(Detail, issue.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, JsonEncodedText name, double number)
    {
        json.WritePropertyName(name);
        TensorWriter.WriteNumber(json, number);
    }
}
