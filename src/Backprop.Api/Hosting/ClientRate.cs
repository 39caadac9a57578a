using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using Backprop.Api.Errors;
using Microsoft.AspNetCore.RateLimiting;

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

/// <summary>Limits the rate of requests of each client, by address. Orchestrators may ask as often as they like.</summary>
internal static class ClientRate
{
    /// <summary>Adds the limit, where the configuration has one.</summary>
    public static void AddClientRate(this IServiceCollection services) =>
        services.AddRateLimiter(static _ => { }).AddOptions<RateLimiterOptions>().Configure<RateOptions>(Configure);

    private static void Configure(RateLimiterOptions limiter, RateOptions rate)
    {
        if (!rate.Enabled)
        {
            return;
        }

        // About once a second, and never another rate: 90 a minute are one every two thirds of a second.
        var tokens = Math.Max(1, rate.PerMinute / 60);
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate.Burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)tokens / rate.PerMinute),
            QueueLimit = 0,
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.Request.Path.StartsWithSegments("/health")
            ? RateLimitPartition.GetNoLimiter("health")
            : RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => bucket));
        limiter.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, Math.Ceiling(after.TotalSeconds)) : 1;
            rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            return new ValueTask(ProblemResult.WriteAsync(rejected.HttpContext, Problem.Of(
                Problems.TooManyRequests,
                string.Create(CultureInfo.InvariantCulture, $"A client may send {rate.Burst} requests at once and {rate.PerMinute} a minute after that. Try again in {wait} s."))));
        };
    }
}
