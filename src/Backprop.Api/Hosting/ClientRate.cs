using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using Backprop.Api.Errors;

namespace Backprop.Api.Hosting;

/// <summary>How many requests a client may send: the section <c>RateLimit</c> of the configuration. A token bucket for each address.</summary>
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
}

/// <summary>Limits the rate of requests of each client, by address.</summary>
internal static class ClientRate
{
    /// <summary>Adds the limit, where the configuration has one.</summary>
    public static void UseClientRate(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<RateOptions>();
        if (!options.Enabled)
        {
            return;
        }

        var limiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.Burst,
                TokensPerPeriod = Math.Max(1, options.PerMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / options.PerMinute)),
                QueueLimit = 0,
            }));
        app.Lifetime.ApplicationStopped.Register(limiter.Dispose);
        app.Use(async (context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/health"))
            {
                await next(context);
                return;
            }

            using var lease = limiter.AttemptAcquire(context);
            if (lease.IsAcquired)
            {
                await next(context);
                return;
            }

            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, Math.Ceiling(after.TotalSeconds)) : 1;
            context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            await ProblemResult.WriteAsync(context, Problem.Of(
                Problems.TooManyRequests,
                string.Create(CultureInfo.InvariantCulture, $"A client may send {options.Burst} requests at once and {options.PerMinute} a minute after that. Try again in {wait} s.")));
        });
    }
}
