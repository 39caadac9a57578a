using Backprop.Fuzzing.Judging;

namespace Backprop.Fuzzing.Generation;

/// <summary>A request as the fuzzer sends it.</summary>
/// <param name="Kind">What it tries, in a few words.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
internal sealed record FuzzRequest(string Kind, string Method, string Target)
{
    private const int ShownBytes = 4096;

    /// <summary>The body, or null for none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The header Content-Type, or null for none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>What is asked after the answer, made from it; null for nothing.</summary>
    public Func<Answer, FuzzRequest?>? Next { get; init; }

    /// <summary>The path without the query.</summary>
    public string Path => Target.Split('?')[0];

    /// <summary>The request as a client sends it.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri(Target, UriKind.Relative));
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            if (ContentType is not null)
            {
                message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            }
        }

        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    /// <summary>The request for people: its line, its headers and its body, where it is not too long to read.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Method).Append(' ').Append(Target);
        foreach (var (name, value) in Headers)
        {
            text.Append("\n    ").Append(name).Append(": ").Append(value);
        }

        if (Body is not null)
        {
            text.Append("\n    Content-Type: ").Append(ContentType).Append("\n    ").Append(Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, ShownBytes))));
            if (Body.Length > ShownBytes)
            {
                text.Append(CultureInfo.InvariantCulture, $"… ({Body.Length} bytes)");
            }
        }

        return text.ToString();
    }
}
