namespace Backprop.Api.Hosting;

/// <summary>What <c>/</c> shows: the page in <c>wwwroot</c> where it was built, else a few links.</summary>
internal static class HomePage
{
    private static readonly string Html = Page.Of("Backprop", """
        <h1>Backprop</h1>
        <p class="lead">Computes, explains, checks and grades backpropagation. Post a computation with its inputs and get every node's value and gradient.</p>
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
            app.UseStaticFiles();
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

    private static bool HasPage(WebApplication app) => app.Environment.WebRootFileProvider.GetFileInfo("index.html").Exists;
}
