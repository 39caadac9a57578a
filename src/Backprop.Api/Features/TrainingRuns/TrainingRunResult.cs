using System.Net.ServerSentEvents;
using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.Writers;
using Backprop.Domain.Training;

namespace Backprop.Api.Features.TrainingRuns;

/// <summary>Trains while it answers: as JSON at the end, or as an event stream of <c>progress</c> events and one <c>result</c>.</summary>
internal sealed class TrainingRunResult(TrainingRun run, bool showsNetwork, CancellationToken cancellationToken) : IRunningResult
{
    /// <summary>The media type of the stream.</summary>
    public const string EventStream = "text/event-stream";

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (PrefersStream(httpContext.Request))
        {
            return TypedResults.ServerSentEvents(Events().ToAsyncEnumerable()).ExecuteAsync(httpContext);
        }

        foreach (var record in run.Run(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new JsonAnswer<TrainingRunContract>(TrainingRunContract.Of(run.Result)).ExecuteAsync(httpContext);
    }

    /// <summary>Whether the client names the event stream, and does not like JSON better.</summary>
    private static bool PrefersStream(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(EventStream) > 0 && Quality(EventStream) >= Quality("application/json");

        double Quality(string type) => accepted.Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(a => a.Quality ?? 1).DefaultIfEmpty(0).Max();
    }

    private IEnumerable<SseItem<object>> Events()
    {
        using var records = run.Run(cancellationToken).GetEnumerator();
        bool? goesOn;
        while ((goesOn = TryMove(records)) == true)
        {
            var shown = EpochContract.Of(records.Current);
            yield return new SseItem<object>(showsNetwork ? shown with { Network = NetworkContract.Of(run.Result.Network) } : shown, "progress");
        }

        // The head has been sent long ago, so that a problem comes as the last event.
        yield return goesOn is null ? new SseItem<object>(Problem.Of(Problems.TimeLimit), "error") : new SseItem<object>(TrainingRunContract.Of(run.Result), "result");
    }

    /// <summary>Whether there is another record; null where the time was up before it.</summary>
    private static bool? TryMove(IEnumerator<EpochRecord> records)
    {
        try
        {
            return records.MoveNext();
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
