using Backprop.Api.Capacity;
using Backprop.Api.Endpoints;
using Backprop.Api.Negotiation;
using Backprop.Domain.Differentiation;
using Backprop.Domain.Drawing;
using Microsoft.AspNetCore.Http.Features;

namespace Backprop.Api.Features.Drawings;

/// <summary>Answers with a drawing in the notation that the client likes best.</summary>
internal sealed class DrawingResult(Tape tape, DrawingOptions options, CancellationToken cancellationToken) : IRunningResult
{
    /// <summary>The notations, the default first.</summary>
    public static readonly string[] MediaTypes = ["image/svg+xml", "text/vnd.graphviz", "text/vnd.mermaid"];

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var type = AcceptHeader.Choose(httpContext.Request.Headers.Accept, MediaTypes)!;
        var format = type switch
        {
            "text/vnd.graphviz" => DrawingFormat.Dot,
            "text/vnd.mermaid" => DrawingFormat.Mermaid,
            _ => DrawingFormat.Svg,
        };
        var body = Encoding.UTF8.GetBytes(GraphDrawing.Draw(tape, format, options, cancellationToken));
        var turn = httpContext.Features.GetRequiredFeature<Turn>();
        turn.EndComputing();
        httpContext.Response.ContentType = type + "; charset=utf-8";
        httpContext.Response.ContentLength = body.Length;

        // The picture holds nothing but shapes, text and its style sheet; a browser that shows it by itself is told to load and run nothing.
        httpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return turn.SendAsync(body).AsTask();
    }
}
