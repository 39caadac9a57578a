namespace Backprop.Domain.Graphs;

/// <summary>JSON Pointers (RFC 6901) in URI fragment form, as <see cref="Issue"/> carries them.</summary>
public static class JsonPointer
{
    /// <summary>One reference token: <c>~</c> and <c>/</c> escaped.</summary>
    public static string Escape(string token) =>
        token.AsSpan().ContainsAny('~', '/') ? new StringBuilder(token).Replace("~", "~0").Replace("/", "~1").ToString() : token;
}
