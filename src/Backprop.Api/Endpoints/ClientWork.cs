using Backprop.Api.Capacity;
using Backprop.Api.Errors;

namespace Backprop.Api.Endpoints;

/// <summary>Charges the work of a request to the client that asks for it.</summary>
internal static class ClientWork
{
    /// <summary>Charges work to the request's client before it is begun; a problem where the client has used up its share.</summary>
    public static Problem? Charge(HttpContext context, long work) =>
        context.Features.Get<ClientShare>()?.Work is { } share && share.Take(Math.Max(1, work)) is var wait and > 0
            ? Problem.TooManyRequests(string.Create(CultureInfo.InvariantCulture, $"A client may ask for {share.PerMinute} units of work a minute."), wait)
            : null;
}
