using System.Buffers;
using System.Collections.Concurrent;
using Backprop.Api.Capacity;
using Backprop.Api.Json;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;

namespace Backprop.Api.Features.GradeBatches;

/// <summary>
/// Marks portions of a batch, several at once. Within a portion, answers are marked in runs of at most so much work: each has a clock of its own and, where
/// it is heavy, a place, so that a batch of hard answers takes turns with everybody else.
/// </summary>
internal sealed class BatchMarking(Exercise exercise, GradingCost cost, ClientShare? share, Turn turn, Quotas quotas, ResultJson json, ILogger logger)
{
    /// <summary>A run of answers takes at most so much of the work that one request may take.</summary>
    private const int ShareOfRun = 8;

    private readonly ConcurrentBag<Grader> _graders = [];
    private readonly Lock _counting = new();
    private long _promised;
    private bool _draws;

    /// <summary>Marks a portion.</summary>
    /// <exception cref="TimeoutException">An answer, or a run of answers, took too long.</exception>
    /// <exception cref="InsufficientMemoryException">There is too little memory for the formulas of its answers.</exception>
    public async Task<Portion> MarkAsync(Portion portion, CancellationToken cancellationToken)
    {
        var items = Enumerable.Range(0, portion.Count).Select(line => Read(portion, line)).ToArray();
        var most = Math.Max(1, quotas.Limits.Work / ShareOfRun);
        for (var start = 0; start < items.Length;)
        {
            var (end, work) = TakeRun(items, start, most);

            // What is begun is not refused: the client's next request is, until it is paid off.
            share?.Work?.Spend(work);
            using var clock = RequestClock.Of(cancellationToken);
            clock.Set(TimeSpan.FromSeconds(quotas.Limits.Seconds));
            try
            {
                using var place = quotas.Gate.IsHeavyWork(work) ? await quotas.Gate.EnterAgainAsync(work, clock.Token) : null;
                Mark(portion, items.AsSpan(start, end - start), clock.Token);
            }
            catch (OperationCanceledException) when (clock.IsUp)
            {
                throw new TimeoutException();
            }

            start = end;
        }

        return portion;
    }

    /// <summary>The next answers that together take at most so much work: one at least. One that alone takes more than a request may is refused.</summary>
    private (int End, long Work) TakeRun(Line[] lines, int start, long most)
    {
        lock (_counting)
        {
            var run = (Int128)0;
            var end = start;
            for (; end < lines.Length; end++)
            {
                var work = lines[end].Item.Answer is { } answer ? EstimateWork(answer) : 0;
                if (work > quotas.Limits.Work)
                {
                    var reason = string.Create(CultureInfo.InvariantCulture, $"Marking this answer takes about {work} units of work; the limit is {quotas.Limits.Work}.");
                    lines[end] = new Line(new BatchItem(lines[end].Item.Id, null, reason), StatusCodes.Status422UnprocessableEntity);
                }
                else if (end > start && run + work > most)
                {
                    break;
                }
                else
                {
                    run += work;
                }
            }

            return (end, (long)run);
        }
    }

    /// <summary>What marking an answer takes, and drawing the points for formulas where it is the first to have any; the memory for it is promised.</summary>
    private long EstimateWork(Answer answer)
    {
        var bytes = cost.Bytes(answer) - cost.Bytes();
        if (bytes > _promised)
        {
            if (!turn.TryTake((bytes - _promised) * Environment.ProcessorCount))
            {
                throw new InsufficientMemoryException();
            }

            _promised = bytes;
        }

        var work = (Int128)cost.OfMarking(answer);
        if (!_draws && answer.Parts.Any(part => part.Submission is Submission.Formula))
        {
            _draws = true;
            work += cost.OfDrawing();
        }

        return long.CreateSaturating(work);
    }

    private void Mark(Portion portion, ReadOnlySpan<Line> lines, CancellationToken cancellationToken)
    {
        var grader = _graders.TryTake(out var idle) ? idle : new Grader(exercise);
        using var writer = new Utf8JsonWriter(portion.Output, WireJson.WriterOptions);
        foreach (var line in lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = line.Item.Answer is null
                ? new BatchResult(line.Item.Id, null, null, line.Status, line.Item.Problem)
                : BatchResult.Of(line.Item, exercise, ref grader, logger, cancellationToken);
            portion.Results.Add(result);
            JsonSerializer.Serialize(writer, GradedItemContract.Of(result), json.Type<GradedItemContract>());
            portion.Output.Write("\n"u8);
            writer.Reset(portion.Output);
        }

        _graders.Add(grader);
    }

    private Line Read(Portion portion, int line)
    {
        if (portion.IsTooLong(line))
        {
            return new Line(new BatchItem(null, null, string.Create(CultureInfo.InvariantCulture, $"A line is longer than {quotas.Limits.BodyBytes} bytes.")), StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            var reader = new Utf8JsonReader(portion.Line(line), new JsonReaderOptions { MaxDepth = quotas.Limits.JsonDepth });
            reader.Read();
            var item = BatchItemConverter.ReadItem(ref reader);
            return reader.Read() ? NoJson(item.Id) : new Line(item, StatusCodes.Status400BadRequest);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return NoJson(null);
        }
    }

    private static Line NoJson(string? id) => new(new BatchItem(id, null, "The line is not one JSON object in UTF-8."), StatusCodes.Status400BadRequest);

    /// <summary>A line as read, with the status that it is refused with where it is no answer.</summary>
    private readonly record struct Line(BatchItem Item, int Status);
}
