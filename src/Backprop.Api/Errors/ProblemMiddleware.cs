using System.Security.Cryptography;
using Backprop.Api.Capacity;

namespace Backprop.Api.Errors;

/// <summary>Gives every error its shape: what the server refuses with a bare status, and, as a last resort, what nobody has caught.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ComputationGate gate, ILogger<ProblemMiddleware> logger)
{
    /// <summary>Runs the rest of the pipeline.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The client has left; there is nobody to answer.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }

            return;
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await ProblemResult.WriteAsync(context, Problem.Of(Problems.ForStatus(exception.StatusCode)));
            return;
        }
        catch (OutOfMemoryException exception) when (!context.Response.HasStarted)
        {
            RanOut(logger, exception, context.Request.Method, context.Request.Path.Value ?? "");
            context.Response.Clear();
            await ProblemResult.WriteAsync(context, Problem.OutOfMemory(gate.TryAgainAfter));
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var incident = RandomNumberGenerator.GetHexString(16, lowercase: true);
            Failed(logger, exception, incident, context.Request.Method, context.Request.Path.Value ?? "");
            context.Response.Clear();
            await ProblemResult.WriteAsync(context, Problem.Of(Problems.InternalError) with { Incident = incident });
            return;
        }

        var response = context.Response;
        if (response.StatusCode < 400 || response.HasStarted || response.ContentLength is not null || !string.IsNullOrEmpty(response.ContentType))
        {
            return;
        }

        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed && HttpMethods.IsOptions(context.Request.Method))
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await ProblemResult.WriteAsync(context, Problem.Of(Problems.ForStatus(response.StatusCode), Detail(context)));
    }

    private static string? Detail(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "GET /swagger lists every operation; GET /v1/examples has requests to start from.",
        StatusCodes.Status405MethodNotAllowed => $"This address accepts {context.Response.Headers.Allow}, not {context.Request.Method}.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json in UTF-8.",
        _ => null,
    };

    [LoggerMessage(4, LogLevel.Warning, "{Method} {Path} has run out of memory")]
    private static partial void RanOut(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(2, LogLevel.Error, "Incident {Incident}: {Method} {Path} has failed")]
    private static partial void Failed(ILogger logger, Exception exception, string incident, string method, string path);
}
