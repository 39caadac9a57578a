using System.Buffers;
using Backprop.Api.Capacity;
using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.Json;
using Backprop.Api.Writers;
using Backprop.Domain.Training;
using Microsoft.AspNetCore.Http.Features;

namespace Backprop.Api.Features.TrainingRuns;

/// <summary>Trains while it answers: as JSON at the end, or as an event stream of <c>progress</c> events and one <c>result</c>.</summary>
internal sealed class TrainingRunResult(TrainingRun run, bool showsNetwork, ServiceLimits limits) : IRunningResult
{
    /// <summary>The media type of the stream.</summary>
    public const string EventStream = "text/event-stream";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var turn = httpContext.Features.GetRequiredFeature<Turn>();
        if (PrefersStream(httpContext.Request))
        {
            await (FindIssue() is { } issue ? ProblemResult.WriteAsync(httpContext, Problem.Of([issue])) : StreamAsync(httpContext, turn));
            return;
        }

        foreach (var record in run.Run(turn.Token))
        {
            turn.Token.ThrowIfCancellationRequested();
        }

        turn.EndComputing();
        await new JsonAnswer<TrainingRunContract>(TrainingRunContract.Of(run.Result)).ExecuteAsync(httpContext);
    }

    /// <summary>Whether the client names the event stream, and does not like JSON better.</summary>
    private static bool PrefersStream(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(EventStream) > 0 && Quality(EventStream) >= Quality("application/json");

        double Quality(string type) => accepted.Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(a => a.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    /// <summary>What is wrong with the stream's length, if anything: it is known before anything is computed.</summary>
    private ProblemIssue? FindIssue()
    {
        var elements = showsNetwork ? run.Records * run.ParameterElements : 0;
        var limit = 2 * limits.TotalElements;
        return elements <= limit ? null : new ProblemIssue(
            "answer-too-large", "#/progress/network", string.Create(CultureInfo.InvariantCulture, $"The networks of {run.Records} records are {elements} numbers; the limit is {limit}. Raise recordEvery, or leave progress out."));
    }

    /// <summary>Sends each event when it has been computed. While the client does not take one, nothing is computed and no place is held.</summary>
    private async Task StreamAsync(HttpContext context, Turn turn)
    {
        context.Response.ContentType = EventStream;
        context.Response.Headers.CacheControl = "no-cache,no-store";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        var answers = context.RequestServices.GetRequiredService<ResultJson>();
        var buffer = new ArrayBufferWriter<byte>();
        using var records = run.Run(turn.Token).GetEnumerator();
        bool? goesOn;
        while ((goesOn = await TryMoveAsync(records, turn)) == true)
        {
            var shown = EpochContract.Of(records.Current);
            await SendAsync("progress"u8, showsNetwork ? shown with { Network = NetworkContract.Of(run.Result.Network) } : shown);
        }

        // The head has been sent long ago, so that a problem comes as the last event.
        turn.EndComputing();
        await (goesOn is null ? SendAsync("error"u8, Problem.TimeLimit(limits)) : SendAsync("result"u8, TrainingRunContract.Of(run.Result)));

        ValueTask SendAsync<T>(ReadOnlySpan<byte> name, T data)
        {
            buffer.ResetWrittenCount();
            buffer.Write("event: "u8);
            buffer.Write(name);
            buffer.Write("\ndata: "u8);
            using (var json = new Utf8JsonWriter(buffer, WireJson.WriterOptions))
            {
                JsonSerializer.Serialize(json, data, answers.Type<T>());
            }

            buffer.Write("\n\n"u8);
            return turn.SendAsync(buffer.WrittenMemory);
        }
    }

    /// <summary>Whether there is another record; null where the time was up before it.</summary>
    private static async ValueTask<bool?> TryMoveAsync(IEnumerator<EpochRecord> records, Turn turn)
    {
        try
        {
            await turn.ResumeAsync();
            return records.MoveNext();
        }
        catch (OperationCanceledException) when (turn.IsUp)
        {
            return null;
        }
    }
}
