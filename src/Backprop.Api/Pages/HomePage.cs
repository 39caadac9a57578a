using Microsoft.AspNetCore.StaticFiles;

namespace Backprop.Api.Pages;

/// <summary>What <c>/</c> shows: the page in <c>wwwroot</c> where it was built, else a few links.</summary>
internal static class HomePage
{
    private static readonly string Html = Page.Of("Backprop", """
        <h1>Backprop</h1>
        <p class="lead">Computes, explains, checks and grades backpropagation. Post a computation with its inputs and get every node's value and gradient.</p>
        <p>The playground was not built with it: install Node.js 20 or newer, then build and start the service again.</p>
        <ul>
        <li><a href="/swagger">Every operation</a>, with examples that can be tried at once</li>
        <li><a href="/v1/examples">Examples</a> with the numbers that they must give</li>
        <li><a href="/v1/operators">Operators</a> with their formulas and derivatives</li>
        <li><a href="/v1/limits">Limits</a> in force</li>
        <li><a href="/errors">Errors</a> explained</li>
        </ul>
        """);

    /// <summary>Serves the files in <c>wwwroot</c>, where there are any.</summary>
    public static void UseHomePage(this WebApplication app)
    {
        if (HasPage(app))
        {
            app.UseDefaultFiles();
            app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = SetCaching });
        }
    }

    /// <summary>Maps the links, where there is no page in <c>wwwroot</c>.</summary>
    public static void MapHomePage(this WebApplication app)
    {
        if (!HasPage(app))
        {
            app.MapGet("/", static () => TypedResults.Content(Html, "text/html; charset=utf-8")).ExcludeFromDescription();
        }
    }

    /// <summary>The names of built files change with their content, so that these are kept for good; the page that names them is asked for each time.</summary>
    private static void SetCaching(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";

    private static bool HasPage(WebApplication app) => app.Environment.WebRootFileProvider.GetFileInfo("index.html").Exists;
}
