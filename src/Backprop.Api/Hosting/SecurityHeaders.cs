using Microsoft.Extensions.Primitives;

namespace Backprop.Api.Hosting;

/// <summary>Headers that tell browsers what not to do with an answer.</summary>
internal static class SecurityHeaders
{
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues Permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    /// <summary>For answers that are data.</summary>
    private static readonly StringValues DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>For pages: scripts only from files of this service. Styles may stand in the page, as Swagger UI and formulas need them.</summary>
    private static readonly StringValues PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Adds them to every answer.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = NoReferrer;
        headers["Permissions-Policy"] = Permissions;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase) ? DataPolicy : PagePolicy;
        return next(context);
    });
}
