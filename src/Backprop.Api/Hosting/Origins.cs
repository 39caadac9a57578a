namespace Backprop.Api.Hosting;

/// <summary>Which pages may call the service: the section <c>Cors</c> of the configuration.</summary>
internal sealed record OriginOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cors";

    /// <summary>Origins such as <c>https://example.org</c>, separated by spaces; <c>*</c> for any; empty for none but the service's own.</summary>
    public string Origins { get; init; } = "*";
}

/// <summary>Lets pages of other origins call the service (CORS), never with credentials.</summary>
internal static class Origins
{
    /// <summary>Adds the rules of the configuration.</summary>
    public static void UseOrigins(this WebApplication app)
    {
        var origins = app.Services.GetRequiredService<OriginOptions>().Origins.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (origins.Length > 0)
        {
            app.UseCors(policy => (origins.Contains("*") ? policy.AllowAnyOrigin() : policy.WithOrigins(origins))
                .AllowAnyHeader().WithMethods("GET", "HEAD", "POST").WithExposedHeaders("Retry-After").SetPreflightMaxAge(TimeSpan.FromHours(1)));
        }
    }
}
