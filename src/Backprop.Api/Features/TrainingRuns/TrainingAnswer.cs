using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Backprop.Api.Contracts;
using Backprop.Api.Errors;
using Backprop.Domain.Networks;
using Backprop.Domain.Training;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Backprop.Api.Features.TrainingRuns;

/// <summary>Trains while it answers: as JSON at the end, or as an event stream of <c>progress</c> events and one <c>result</c>.</summary>
internal sealed class TrainingAnswer(TrainingRun run, bool showsNetwork, CancellationToken cancellationToken) : IResult
{
    /// <summary>The media type of the stream.</summary>
    public const string EventStream = "text/event-stream";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<HttpJsonOptions>>().Value.SerializerOptions;
        if (PrefersStream(httpContext.Request))
        {
            await Stream(httpContext, options);
            return;
        }

        foreach (var record in run.Run(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        await TypedResults.Json(Result(), contentType: "application/json").ExecuteAsync(httpContext);
    }

    /// <summary>Whether the client names the event stream, and does not like JSON better.</summary>
    private static bool PrefersStream(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(EventStream) > 0 && Quality(EventStream) >= Quality("application/json");

        double Quality(string type) => accepted.Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(a => a.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    private async Task Stream(HttpContext context, JsonSerializerOptions options)
    {
        context.Response.ContentType = EventStream;
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            foreach (var record in run.Run(cancellationToken))
            {
                var shown = Show(record);
                await Send(context, "progress", showsNetwork ? shown with { Network = NetworkContract.Of(run.Result.Network) } : shown, options);
            }

            await Send(context, "result", Result(), options);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The head has been sent long ago, so that the problem comes as the last event.
            await Send(context, "error", Problem.Of(Problems.TimeLimit), options);
        }
    }

    private static async Task Send<T>(HttpContext context, string name, T data, JsonSerializerOptions options)
    {
        await context.Response.WriteAsync($"event: {name}\ndata: ", context.RequestAborted);
        await JsonSerializer.SerializeAsync(context.Response.Body, data, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)), context.RequestAborted);
        await context.Response.WriteAsync("\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private TrainingRunAnswer Result()
    {
        var result = run.Result;
        List<TrainingWarning> warnings = [];
        if (result.Failure is { } failure)
        {
            var kept = result.History.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"The network is that after epoch {result.History[^1].Epoch}.") : "The network is the one that was sent.";
            warnings.Add(new TrainingWarning
            {
                Code = "non-finite-loss",
                Node = NetworkExpansion.LossNode,
                Detail = string.Create(CultureInfo.InvariantCulture, $"The loss stopped being finite in epoch {failure.Epoch}: it was {failure.Loss}. {kept} A smaller learning rate, clipNorm or another initializer may help."),
            });
        }

        if (result.History.Count > 0)
        {
            warnings.AddRange(result.History[^1].Findings.Select(Show));
        }

        return new TrainingRunAnswer { History = [.. result.History.Select(Show)], Network = NetworkContract.Of(result.Network), Loss = result.Loss, Warnings = warnings };
    }

    private static EpochContract Show(EpochRecord record) => new()
    {
        Epoch = record.Epoch,
        Loss = record.Loss,
        GradientNorm = double.IsFinite(record.GradientNorm) ? record.GradientNorm : null,
        Accuracy = record.Accuracy,
        Warnings = record.Findings.Count == 0 ? null : [.. record.Findings.Select(Show)],
    };

    private static TrainingWarning Show(LayerFinding finding) => new() { Code = finding.Code, Node = finding.Node, Detail = finding.Detail };
}
