using Backprop.Api.Contracts;
using Backprop.Api.Json;
using Backprop.Domain.Exercises;

namespace Backprop.Api.Features.GradeBatches;

/// <summary>An exercise and many answers to it.</summary>
internal sealed record GradeBatchesRequest : ExerciseRequest
{
    /// <summary>The answers, each <c>{ "id", "answer" }</c>.</summary>
    public required IReadOnlyList<BatchItem> Answers { get; init; }
}

/// <summary>The first line of a batch in NDJSON: the exercise. Each line after it is one answer.</summary>
internal sealed record GradeBatchHead : ExerciseRequest;

/// <summary>One answer of a batch, or why it is none: a bad item never fails the rest.</summary>
/// <param name="Id">The client's name for it.</param>
/// <param name="Answer">The answer; null where it could not be read.</param>
/// <param name="Problem">Why it could not be read.</param>
[JsonConverter(typeof(BatchItemConverter))]
internal sealed record BatchItem(string? Id, Answer? Answer, string? Problem);

/// <summary>Reads items of batches.</summary>
internal sealed class BatchItemConverter : JsonConverter<BatchItem>, IShapedConverter
{
    /// <inheritdoc/>
    public JsonShape Shape { get; } = new((JsonKinds)~0, "an object with the members id and answer");

    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override BatchItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadItem(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, BatchItem value, JsonSerializerOptions options) => throw new NotSupportedException("Items are only read.");

    /// <summary>Reads the item that the reader stands on, to its end.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static BatchItem ReadItem(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new BatchItem(null, null, "An item is an object with the members id and answer.");
        }

        string? id = null;
        string? problem = null;
        Answer? answer = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            var isAnswer = reader.ValueTextEquals("answer"u8);
            reader.Read();
            if (isId && id is null && reader.TokenType == JsonTokenType.String)
            {
                id = reader.GetString();
            }
            else if (isAnswer && answer is null)
            {
                if (AnswerReader.TryRead(ref reader, out var read, out var reason))
                {
                    answer = read;
                }
                else
                {
                    problem ??= reason;
                }
            }
            else
            {
                problem ??= isId ? "The id of an item is one string." : "An item has the members id and answer, each once, and no others.";
                reader.Skip();
            }
        }

        problem ??= id is null ? "An item needs an id." : answer is null ? "An item needs an answer." : null;
        return new BatchItem(id, problem is null ? answer : null, problem);
    }
}
