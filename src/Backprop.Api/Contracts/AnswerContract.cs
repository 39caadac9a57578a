using Backprop.Api.Json;
using Backprop.Domain.Exercises;

namespace Backprop.Api.Contracts;

/// <summary>An answer: values and gradients by node id, each a number, a nested array of the node's shape, a formula, or null for none.</summary>
[JsonConverter(typeof(AnswerConverter))]
internal sealed record AnswerContract(Answer Answer);

/// <summary>Reads answers. The members are the service's and strict; what stands in a part's place is the student's, and never refused.</summary>
internal sealed class AnswerConverter : JsonConverter<AnswerContract>, IShapedConverter
{
    private static readonly JsonShape Part = new((JsonKinds)~0, "a number, an array, a formula or null");
    private static readonly JsonShape Parts = JsonShape.MapOf(Part, "an object that maps node ids to answers");

    /// <inheritdoc/>
    public JsonShape Shape { get; } = new(JsonKinds.Object, "an object with the members values and gradients", Members: new Dictionary<string, JsonMember>
    {
        ["values"] = new(() => Parts, Required: false, Nullable: true),
        ["gradients"] = new(() => Parts, Required: false, Nullable: true),
    });

    /// <inheritdoc/>
    public override AnswerContract Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AnswerReader.TryRead(ref reader, out var answer, out _) && IsEachOnce(answer) ? new AnswerContract(answer) : throw new JsonException();

    private static bool IsEachOnce(Answer answer)
    {
        var seen = new HashSet<(PartKind, string)>(answer.Parts.Count);
        return answer.Parts.All(part => seen.Add((part.Kind, part.Node)));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AnswerContract value, JsonSerializerOptions options) => throw new NotSupportedException("Answers are only read.");
}

/// <summary>Reads an answer from JSON.</summary>
internal static class AnswerReader
{
    /// <summary>Reads the answer that the reader stands on, to its end; false with the reason where it has not the shape of an answer.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static bool TryRead(ref Utf8JsonReader reader, out Answer answer, out string problem)
    {
        var parts = new List<AnsweredPart>();
        answer = new Answer(parts);
        problem = "";
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problem = "An answer is an object with the members values and gradients.";
            reader.Skip();
            return false;
        }

        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var kind = reader.ValueTextEquals("values"u8) ? PartKind.Value : PartKind.Gradient;
            var known = kind == PartKind.Value || reader.ValueTextEquals("gradients"u8);
            reader.Read();
            if (!known || (seen & (1 << (int)kind)) != 0)
            {
                problem = known ? "An answer has the same member twice." : "An answer has the members values and gradients, and no others.";
                reader.Skip();
                continue;
            }

            seen |= 1 << (int)kind;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadParts(ref reader, kind, parts);
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                problem = "values and gradients are objects that map node ids to answers.";
                reader.Skip();
            }
        }

        return problem.Length == 0;
    }

    private static void ReadParts(ref Utf8JsonReader reader, PartKind kind, List<AnsweredPart> parts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var node = reader.GetString()!;
            reader.Read();
            parts.Add(new AnsweredPart(kind, node, ReadSubmission(ref reader)));
        }
    }

    private static Submission ReadSubmission(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return new Submission.Numbers(TensorReader.Read(ref reader, out _));
            case JsonTokenType.String:
                return new Submission.Formula(reader.GetString()!);
            case JsonTokenType.Null:
                return new Submission.Blank();
            case JsonTokenType.StartArray when HoldsNumbersOnly(reader):
                var start = reader;
                var numbers = TensorReader.Read(ref reader, out var defect);
                return defect is null ? new Submission.Numbers(numbers) : new Submission.Unreadable(Written(ref start), defect.Detail);
            case JsonTokenType.StartArray:
                return new Submission.Unreadable(Written(ref reader), "This array holds something other than numbers.");
            case JsonTokenType.StartObject:
                return new Submission.Unreadable(Written(ref reader), "An answer cannot be an object.");
            default:
                return new Submission.Unreadable(Written(ref reader), "An answer cannot be true or false.");
        }
    }

    /// <summary>The JSON that the reader stands on, without the space between its tokens.</summary>
    private static string Written(ref Utf8JsonReader reader) => JsonSerializer.Serialize(JsonElement.ParseValue(ref reader));

    /// <summary>Looks ahead, on a copy of the reader.</summary>
    private static bool HoldsNumbersOnly(Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth))
        {
            if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.StartArray or JsonTokenType.EndArray))
            {
                return false;
            }
        }

        return true;
    }
}
