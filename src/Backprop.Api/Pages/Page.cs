using System.Net;

namespace Backprop.Api.Pages;

/// <summary>Plain pages for people: no script, light and dark, readable on a phone.</summary>
internal static class Page
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1d2430; --soft: #5a6475; --line: #d8dee8; --paper: #fbfcfe; --card: #ffffff; --link: #0b57c2; --code: #eef2f8; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e7ebf2; --soft: #9aa6b8; --line: #303947; --paper: #14181f; --card: #1b212b; --link: #8ab8ff; --code: #252d39; } }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
        main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
        h1 { font-size: 1.9rem; margin: 0 0 .5rem; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; } h3 { font-size: 1rem; margin: 0; }
        p { margin: .4rem 0; } .lead { color: var(--soft); font-size: 1.05rem; } a { color: var(--link); }
        section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .9rem 1.1rem; margin: .7rem 0; scroll-margin-top: 1rem; }
        section:target { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
        code { font: .92em ui-monospace, monospace; background: var(--code); border-radius: .3rem; padding: .1rem .35rem; }
        .status { color: var(--soft); font-weight: 400; } .do { color: var(--soft); } ul { padding-left: 1.2rem; } li { margin: .3rem 0; }
        """;

    /// <summary>A page of this title around this HTML.</summary>
    public static string Of(string title, string body) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <main>
        {body}
        </main>
        </body>
        </html>

        """;

    /// <summary>Text as HTML.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);
}
