using Backprop.Domain.Graphs;

namespace Backprop.Api.Json;

/// <summary>JSON Pointers (RFC 6901) in URI fragment form: how answers say where in the request something stands.</summary>
internal static class JsonPointer
{
    /// <summary>The pointer to a place in the request.</summary>
    public static string Of(Place place)
    {
        var pointer = new StringBuilder();
        for (; place.Outer is { } outer; place = outer)
        {
            pointer.Insert(0, place.Member is { } member ? Escape(member) : place.Position.ToString(CultureInfo.InvariantCulture)).Insert(0, '/');
        }

        return pointer.Insert(0, '#').ToString();
    }

    /// <summary>One reference token: <c>~</c> and <c>/</c> escaped.</summary>
    public static string Escape(string token) =>
        token.AsSpan().ContainsAny('~', '/') ? new StringBuilder(token).Replace("~", "~0").Replace("/", "~1").ToString() : token;
}
