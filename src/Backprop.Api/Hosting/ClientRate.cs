using System.ComponentModel.DataAnnotations;
using Backprop.Api.Capacity;
using Backprop.Api.Errors;

namespace Backprop.Api.Hosting;

/// <summary>How much a client may ask for: the section <c>RateLimit</c> of the configuration. Token buckets for each address.</summary>
internal sealed record RateOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "RateLimit";

    /// <summary>Whether there is a limit.</summary>
    public bool Enabled { get; init; }

    /// <summary>Requests that may come at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; init; } = 100;

    /// <summary>Requests a minute that may go on coming.</summary>
    [Range(1, 60_000_000)]
    public int PerMinute { get; init; } = 1200;

    /// <summary>Units of work a minute that may go on being asked for; 0 for any number.</summary>
    [Range(0, long.MaxValue)]
    public long WorkPerMinute { get; init; }

    /// <summary>A share that nothing has been used of.</summary>
    public ClientShare FullShare(TimeProvider clock) =>
        new(new TokenBucket(Burst, PerMinute, clock), WorkPerMinute == 0 ? null : new TokenBucket(WorkPerMinute, WorkPerMinute, clock));
}

/// <summary>Limits the rate of requests of each client, by address, and lays out its share for whoever charges work to it. Orchestrators may ask as often as they like.</summary>
internal sealed class ClientRate(RequestDelegate next, RateOptions rate, TimeProvider clock)
{
    private readonly ClientShares _shares = new(() => rate.FullShare(clock));

    /// <summary>Runs the rest of the pipeline, or refuses.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/health"))
        {
            return next(context);
        }

        var share = _shares.Of(context.Connection.RemoteIpAddress);
        context.Features.Set(share);
        return share.Requests.Take(1) is var wait and > 0
            ? ProblemResult.WriteAsync(context, Problem.TooManyRequests(string.Create(CultureInfo.InvariantCulture, $"A client may send {rate.Burst} requests at once and {rate.PerMinute} a minute after that."), wait))
            : next(context);
    }
}

/// <summary>Where the limit stands in the pipeline.</summary>
internal static class ClientRates
{
    /// <summary>Adds the limit, where the configuration has one.</summary>
    public static void UseClientRate(this WebApplication app)
    {
        if (app.Services.GetRequiredService<RateOptions>().Enabled)
        {
            app.UseMiddleware<ClientRate>();
        }
    }
}
