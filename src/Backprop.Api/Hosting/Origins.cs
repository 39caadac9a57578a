using System.ComponentModel.DataAnnotations;

namespace Backprop.Api.Hosting;

/// <summary>Which pages may call the service: the section <c>Cors</c> of the configuration.</summary>
internal sealed record OriginOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cors";

    private const string Any = "*";

    /// <summary>Origins such as <c>https://example.org</c>, separated by commas or spaces; <c>*</c> for any; empty for none but the service's own.</summary>
    public string Origins { get; init; } = Any;

    /// <summary>The origins one by one.</summary>
    public string[] Allowed => SettingList.Of(Origins);

    /// <summary>Whether pages of any origin may call.</summary>
    public bool AllowsAny => Allowed.Contains(Any);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from origin in Allowed
        where origin != Any && !IsOrigin(origin)
        select new ValidationResult($"{Section}:{nameof(Origins)} holds '{origin}', which is no origin as browsers write it: a scheme, a host and a port where it is not the scheme's own, without a slash at the end, such as https://example.org.", [nameof(Origins)]);

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0
        && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Lets pages of other origins call the service (CORS), never with credentials.</summary>
internal static class Origins
{
    /// <summary>Adds the rules of the configuration.</summary>
    public static void UseOrigins(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<OriginOptions>();
        if (options.Allowed is { Length: > 0 } origins)
        {
            app.UseCors(policy => (options.AllowsAny ? policy.AllowAnyOrigin() : policy.WithOrigins(origins))
                .AllowAnyHeader().WithMethods("GET", "HEAD", "POST").WithExposedHeaders("Retry-After").SetPreflightMaxAge(TimeSpan.FromHours(1)));
        }
    }
}
