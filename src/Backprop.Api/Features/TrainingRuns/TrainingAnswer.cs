using System.Globalization;
using System.Net.ServerSentEvents;
using Backprop.Api.Contracts;
using Backprop.Api.Errors;
using Backprop.Domain.Networks;
using Backprop.Domain.Training;

namespace Backprop.Api.Features.TrainingRuns;

/// <summary>Trains while it answers: as JSON at the end, or as an event stream of <c>progress</c> events and one <c>result</c>.</summary>
internal sealed class TrainingAnswer(TrainingRun run, bool showsNetwork, CancellationToken cancellationToken) : IResult
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

        return TypedResults.Json(Result(), contentType: "application/json").ExecuteAsync(httpContext);
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
            var shown = Show(records.Current);
            yield return new SseItem<object>(showsNetwork ? shown with { Network = NetworkContract.Of(run.Result.Network) } : shown, "progress");
        }

        // The head has been sent long ago, so that a problem comes as the last event.
        yield return goesOn is null ? new SseItem<object>(Problem.Of(Problems.TimeLimit), "error") : new SseItem<object>(Result(), "result");
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
