using System.Diagnostics;
using Backprop.Api.Capacity;

namespace Backprop.Api.Hosting;

/// <summary>One line in the log and one entry in the metrics for every request.</summary>
internal sealed partial class RequestLog(RequestDelegate next, Metrics metrics, ILogger<RequestLog> logger)
{
    /// <summary>Runs the rest of the pipeline and tells of it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        var measure = new RequestMeasure();
        context.Features.Set(measure);
        try
        {
            await next(context);
        }
        finally
        {
            var elapsed = Stopwatch.GetElapsedTime(start);
            var status = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;
            metrics.Add((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "", status, elapsed.TotalSeconds, measure);
            Answered(logger, context.Request.Method, context.Request.Path.Value ?? "", status, elapsed.TotalMilliseconds, measure.Nodes, measure.Work, measure.Problem ?? "-");
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds:0.00} ms, {Nodes} nodes, {Work} work, {Problem}")]
    private static partial void Answered(ILogger logger, string method, string path, int status, double milliseconds, int nodes, long work, string problem);
}
