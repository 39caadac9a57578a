using Backprop.Api.Errors;

namespace Backprop.Api.Pages;

/// <summary>The page <c>/errors</c>, which every problem's <c>type</c> points into: one section a code, from the same catalogue that the service answers from.</summary>
internal static class ErrorsPage
{
    private static readonly string Html = Write();

    /// <summary>Maps the page.</summary>
    public static void MapErrorsPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/errors", static () => TypedResults.Content(Html, "text/html; charset=utf-8")).ExcludeFromDescription();

    private static string Write()
    {
        var body = new StringBuilder("""
            <h1>Errors</h1>
            <p class="lead">Every error is <code>application/problem+json</code> with a stable <code>code</code>. Mistakes in a request are listed all at once under
            <code>errors</code>, each with a code of its own and a JSON Pointer to its place.</p>
            <h2>Problems</h2>

            """);
        foreach (var kind in Problems.All)
        {
            Section(body, kind.Code, $"""<code>{kind.Code}</code> <span class="status">{kind.Status}</span>""", $"{kind.Title} {kind.Meaning}", kind.Remedy);
        }

        foreach (var group in Issues.All)
        {
            body.Append("<h2>").Append(Page.Text(group.Title)).Append("</h2>\n");
            foreach (var kind in group.Kinds.Where(kind => Problems.All.All(problem => problem.Code != kind.Code)))
            {
                Section(body, kind.Code, $"<code>{kind.Code}</code>", kind.Meaning, kind.Remedy);
            }
        }

        return Page.Of("Backprop: errors", body.ToString());
    }

    private static void Section(StringBuilder body, string id, string heading, string meaning, string remedy) =>
        body.Append("<section id=\"").Append(id).Append("\">\n<h3>").Append(heading).Append("</h3>\n<p>").Append(Page.Text(meaning))
            .Append("</p>\n<p class=\"do\">").Append(Page.Text(remedy)).Append("</p>\n</section>\n");
}
