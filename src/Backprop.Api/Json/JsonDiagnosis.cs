using System.Text.Unicode;
using Backprop.Domain.Graphs;
using Backprop.Domain.Naming;

namespace Backprop.Api.Json;

/// <summary>
/// Finds every mistake in the shape of a request body that the deserialiser has refused (it stops at the first and names .NET types).
/// One walk over the text with an explicit stack; linear in the body's length.
/// </summary>
internal sealed class JsonDiagnosis
{
    private const int MaxIssues = IssueCollector.MaxIssues;

    private readonly List<ProblemIssue> _issues = [];
    private readonly List<Frame> _frames = [];
    private readonly int _maxDepth;

    private JsonDiagnosis(int maxDepth) => _maxDepth = maxDepth;

    /// <summary>An object or array that the walk is inside.</summary>
    private sealed record Frame(JsonShape Shape, bool IsArray, long Start)
    {
        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        public int Index { get; set; } = -1;

        public string? Name { get; set; }
    }

    /// <summary>Every mistake, in the order of the text; empty where the text has the shape.</summary>
    public static IReadOnlyList<ProblemIssue> Find(ReadOnlySpan<byte> json, JsonShape shape, int maxDepth)
    {
        var diagnosis = new JsonDiagnosis(maxDepth);
        if (json.Trim(" \t\r\n"u8).IsEmpty)
        {
            return [new ProblemIssue("empty-body", "#", "The body is empty. Send a JSON object.")];
        }

        if (!Utf8.IsValid(json))
        {
            return [new ProblemIssue("invalid-utf8", "#", $"The body is not valid UTF-8 ({Place(json, FirstInvalid(json))}). JSON is sent in UTF-8.")];
        }

        diagnosis.Walk(json, shape);
        if (diagnosis._issues.Count == MaxIssues)
        {
            diagnosis._issues.Add(new ProblemIssue("more-issues", "#", "There may be more issues. Fix these first."));
        }

        return diagnosis._issues;
    }

    private void Walk(ReadOnlySpan<byte> json, JsonShape root)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = _maxDepth });
        try
        {
            while (_issues.Count < MaxIssues && reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    Leave(json);
                }
                else if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    ReadName(ref reader, json);
                }
                else
                {
                    ReadValue(ref reader, json, root);
                }
            }
        }
        catch (JsonException exception)
        {
            ReportSyntax(json, exception, reader.BytesConsumed);
        }
    }

    private void ReadName(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var frame = _frames[^1];
        var at = reader.TokenStartIndex;
        frame.Name = null;
        if (!TryGetString(ref reader, out var name))
        {
            Report("invalid-string", Pointer(), json, at, "The name of a member contains half a surrogate pair, which is not a character.");
            reader.Skip();
            return;
        }

        frame.Name = name;
        if (!frame.Seen.Add(name))
        {
            Report("duplicate-member", Pointer(), json, at, $"The member {Quotation.Of(name)} is given twice. Keep one.");
            reader.Skip();
        }
        else if (frame.Shape is { Members: { } members, Element: null } && !members.ContainsKey(name))
        {
            var known = members.Count == 0 ? "No members are allowed here." : $"Allowed here: {string.Join(", ", members.Keys)}.";
            Report("unknown-member", Pointer(), json, at, $"{NearestNames.Missing("member", name, members.Keys)} {known}");
            reader.Skip();
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, JsonShape root)
    {
        var (shape, nullable) = Expected(root);
        var at = reader.TokenStartIndex;
        var kind = Kind(reader.TokenType);
        if (kind == JsonKinds.Null && nullable)
        {
            return;
        }

        if (kind == JsonKinds.Null && (shape.Kinds & JsonKinds.Null) == 0)
        {
            Report("null-value", Pointer(), json, at, $"Expected {shape.Expected}, found null.{(_frames.Count > 0 && !_frames[^1].IsArray ? " Leave the member out or give it a value." : "")}");
            return;
        }

        if ((shape.Kinds & kind) == 0)
        {
            var hint = kind == JsonKinds.Text && (shape.Kinds & JsonKinds.Number) != 0 ? " Numbers are written without quotation marks." : "";
            Report("wrong-type", Pointer(), json, at, $"Expected {shape.Expected}, found {Words(kind)}.{hint}");
            reader.Skip();
            return;
        }

        switch (kind)
        {
            case JsonKinds.Array or JsonKinds.Object when shape.Kinds == (JsonKinds)~0:
                reader.Skip();
                break;
            case JsonKinds.Array or JsonKinds.Object:
                _frames.Add(new Frame(shape, IsArray: kind == JsonKinds.Array, at));
                break;
            case JsonKinds.Text:
                CheckText(ref reader, json, shape);
                break;
            case JsonKinds.Number when shape.WholeRange is { } range && !(reader.TryGetInt64(out var whole) && whole >= range.Least && whole <= range.Most):
                Report("wrong-type", Pointer(), json, at, string.Create(CultureInfo.InvariantCulture, $"Expected a whole number from {range.Least} to {range.Most}."));
                break;
        }
    }

    private (JsonShape Shape, bool Nullable) Expected(JsonShape root)
    {
        if (_frames.Count == 0)
        {
            return (root, false);
        }

        var frame = _frames[^1];
        if (frame.IsArray)
        {
            frame.Index++;
            return (frame.Shape.Element!(), false);
        }

        return frame.Shape.Members?.GetValueOrDefault(frame.Name!) is { } member ? (member.Shape(), member.Nullable) : (frame.Shape.Element!(), false);
    }

    private void CheckText(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, JsonShape shape)
    {
        if (!TryGetString(ref reader, out var text))
        {
            Report("invalid-string", Pointer(), json, reader.TokenStartIndex, "This string contains half a surrogate pair, which is not a character.");
        }
        else if (shape.Choices is not null && !shape.Choices.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            Report("unknown-choice", Pointer(), json, reader.TokenStartIndex, $"{Quotation.Of(text)} is not allowed here.{NearestNames.Suggest(text, shape.Choices)} It must be one of {string.Join(", ", shape.Choices)}.");
        }
    }

    private void Leave(ReadOnlySpan<byte> json)
    {
        var frame = _frames[^1];
        _frames.RemoveAt(_frames.Count - 1);
        foreach (var (name, _) in frame.Shape.Members?.Where(member => member.Value.Required && !frame.Seen.Contains(member.Key)) ?? [])
        {
            Report("missing-member", $"{Pointer()}/{JsonPointer.Escape(name)}", json, frame.Start, $"The member '{name}' is missing from this object.");
        }
    }

    private void ReportSyntax(ReadOnlySpan<byte> json, JsonException exception, long at)
    {
        var opens = at < json.Length ? json[(int)at..].TrimStart(" \t\r\n,:"u8) : [];
        if (!opens.IsEmpty && opens[0] is (byte)'[' or (byte)'{' && exception.Message.Contains("depth", StringComparison.OrdinalIgnoreCase))
        {
            Report("too-deep", Pointer(), json, at, string.Create(CultureInfo.InvariantCulture, $"The body is nested deeper than the limit of {_maxDepth}."));
            return;
        }

        // The reader's messages are plain English about JSON; only the tail with its own count of lines and the advice to a programmer go.
        var message = exception.Message;
        foreach (var tail in (ReadOnlySpan<string>)[" LineNumber:", " Path:", " Change the reader options."])
        {
            var cut = message.IndexOf(tail, StringComparison.Ordinal);
            message = cut < 0 ? message : message[..cut];
        }

        var place = string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber + 1}, column {Column(json, exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0)}");
        _issues.Add(new ProblemIssue("invalid-json", Pointer(), $"{message.TrimEnd()} ({place})"));
    }

    private void Report(string code, string pointer, ReadOnlySpan<byte> json, long at, string detail) =>
        _issues.Add(new ProblemIssue(code, pointer, $"{detail} ({Place(json, (int)at)})"));

    private string Pointer()
    {
        var pointer = new StringBuilder("#");
        foreach (var frame in _frames)
        {
            pointer.Append(
                frame.IsArray && frame.Index >= 0 ? string.Create(CultureInfo.InvariantCulture, $"/{frame.Index}")
                : frame.Name is not null ? "/" + JsonPointer.Escape(Quotation.Shorten(frame.Name))
                : "");
        }

        return pointer.ToString();
    }

    private static bool TryGetString(ref Utf8JsonReader reader, out string text)
    {
        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // How the reader says that an escaped surrogate has no partner.
            text = "";
            return false;
        }
    }

    private static JsonKinds Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonKinds.Object,
        JsonTokenType.StartArray => JsonKinds.Array,
        JsonTokenType.String => JsonKinds.Text,
        JsonTokenType.Number => JsonKinds.Number,
        JsonTokenType.True or JsonTokenType.False => JsonKinds.Flag,
        _ => JsonKinds.Null,
    };

    private static string Words(JsonKinds kind) => kind switch
    {
        JsonKinds.Object => "an object",
        JsonKinds.Array => "an array",
        JsonKinds.Text => "a string",
        JsonKinds.Number => "a number",
        _ => "true or false",
    };

    private static string Place(ReadOnlySpan<byte> json, int at)
    {
        var before = json[..Math.Min(at, json.Length)];
        var line = before.Count((byte)'\n');
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {Characters(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1}");
    }

    private static int Column(ReadOnlySpan<byte> json, long line, long bytes)
    {
        for (; line > 0; line--)
        {
            json = json[(json.IndexOf((byte)'\n') + 1)..];
        }

        return Characters(json[..(int)Math.Min(bytes, json.Length)]) + 1;
    }

    private static int Characters(ReadOnlySpan<byte> text) => Encoding.UTF8.GetCharCount(text);

    private static int FirstInvalid(ReadOnlySpan<byte> json)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(json[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
