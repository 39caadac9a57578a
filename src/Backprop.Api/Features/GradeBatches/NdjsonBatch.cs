using System.Collections.Concurrent;
using System.Threading.Tasks.Dataflow;
using Backprop.Api.Capacity;
using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.Json;
using Backprop.Api.Readers;
using Backprop.Domain.Grading;
using Microsoft.AspNetCore.Http.Features;

namespace Backprop.Api.Features.GradeBatches;

// docs/decisions/0105-batches-never-wait-for-the-client.md
/// <summary>
/// A batch as lines: the exercise first, then an answer a line; back come the grades, a line each in the same order, and the summary last.
/// Lines are taken in portions, portions are marked side by side, and only so many are on the way: memory does not grow with the batch. A place among the
/// heavy computations is held for a portion while it is marked, never while lines are waited for or marks are sent.
/// </summary>
internal sealed class NdjsonBatch(IServiceProvider services, ILogger logger)
{
    /// <summary>The media type of both directions.</summary>
    public const string MediaType = "application/x-ndjson";

    private const int LinesOfPortion = 64;

    // Lines as they came, read, and as marks.
    private const long BytesOfPortion = 4 * Portion.MostBytes;

    private static readonly int PortionsOnTheWay = Environment.ProcessorCount + 2;

    private readonly Quotas _quotas = services.GetRequiredService<Quotas>();
    private readonly RequestReader<GradeBatchHead> _head = new(
        services.GetRequiredService<JsonSerializerOptions>(), new ExerciseValidator<GradeBatchHead>(), services.GetRequiredService<ServiceLimits>());
    private readonly ResultJson _json = services.GetRequiredService<ResultJson>();

    /// <summary>Reads, marks and answers a batch.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        using var turn = new Turn(context, _quotas);
        try
        {
            await RunAsync(context, turn);
        }
        catch (OperationCanceledException) when (turn.IsGivenUp)
        {
            // The client has not taken its answer, and its connection is closed.
        }
        catch (Exception exception) when (!context.Response.HasStarted && ProblemOf(exception, turn) is { } problem)
        {
            await ProblemResult.WriteAsync(context, problem);
        }
    }

    private async Task RunAsync(HttpContext context, Turn turn)
    {
        var lines = new LineReader(context.Request.BodyReader, _quotas.Limits.BodyBytes, turn);
        var first = new Portion();
        if (!await lines.FillAsync(first, 1))
        {
            await ProblemResult.WriteAsync(context, RequestBody.Refuse([new("empty-body", "#", "The body is empty. Send the exercise as the first line and one answer per line after it.")]));
            return;
        }

        turn.StartComputing();
        var (marking, problem) = await ReadHeadAsync(context, first, turn);
        turn.EndComputing();
        if (marking is null)
        {
            await ProblemResult.WriteAsync(context, problem!);
            return;
        }

        context.Response.ContentType = MediaType;
        await using var output = new ResponseSpool(context.Response.Body, turn, _quotas.Memory);
        var last = await MarkAsync(context.Response, marking, lines, output, turn);
        await output.WriteAsync((byte[])[.. last, (byte)'\n']);
        await output.CompleteAsync();
    }

    private async Task<(BatchMarking? Marking, Problem? Problem)> ReadHeadAsync(HttpContext context, Portion first, Turn turn)
    {
        if (first.IsTooLong(0))
        {
            return (null, RequestBody.TooLarge(_quotas.Limits));
        }

        var (plan, problem) = _head.Read(first.Line(0), ReadHead);
        if (plan is null || problem is not null)
        {
            return (null, problem);
        }

        var work = plan.Cost.OfCompiling();
        var measure = context.Features.Get<RequestMeasure>();
        measure?.Nodes = plan.Graph.Count;
        measure?.Work = work;
        problem = ClientWork.Charge(context, work);
        problem ??= turn.TryTake(plan.Cost.Bytes() + (PortionsOnTheWay * BytesOfPortion)) ? null : Problem.OutOfMemory(turn.TryAgainAfter);
        problem ??= await turn.TryEnterAsync(work, _quotas.Gate.IsHeavyWork(work)) ? null : Problem.Overloaded(turn.TryAgainAfter);
        if (problem is not null)
        {
            return (null, problem);
        }

        var (exercise, fault) = plan.Compile(turn.Token);
        return (exercise is null ? null : new BatchMarking(exercise, plan.Cost, context.Features.Get<ClientShare>(), turn, _quotas, _json, logger), fault);
    }

    private ExercisePlan? ReadHead(GradeBatchHead head, Intake intake)
    {
        var plan = ExerciseReader.Read(intake, head);
        if (plan is not null)
        {
            PlanLimits.Check(new Plan(plan.Cost.OfCompiling(), plan.Graph.Count, _ => Results.Empty).Holding(plan.Cost.Bytes()), head, intake, _quotas.Memory);
        }

        return plan;
    }

    /// <summary>Marks portions side by side, and passes them on in order.</summary>
    /// <returns>The last line: the summary, or a problem in its place.</returns>
    private async Task<byte[]> MarkAsync(HttpResponse response, BatchMarking batch, LineReader lines, ResponseSpool output, Turn turn)
    {
        var report = new ClassReport();
        var idle = new ConcurrentBag<Portion>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(turn.Client);
        var marking = new TransformBlock<Portion, Portion>(
            portion => batch.MarkAsync(portion, stop.Token),
            new() { MaxDegreeOfParallelism = Environment.ProcessorCount, BoundedCapacity = PortionsOnTheWay, CancellationToken = stop.Token });
        var reading = ReadAsync(lines, marking, idle, stop.Token);
        try
        {
            await foreach (var portion in marking.ReceiveAllAsync(stop.Token))
            {
                portion.Results.ForEach(result => result.AddTo(report));
                await output.WriteAsync(portion.Output.WrittenMemory);
                portion.Clear();
                idle.Add(portion);
            }

            await marking.Completion;
            await reading;
            return JsonSerializer.SerializeToUtf8Bytes(new BatchSummaryContract(ClassReportContract.Of(report)), _json.Type<BatchSummaryContract>());
        }
        catch (Exception exception) when (response.HasStarted && ProblemOf(exception, turn) is { } problem)
        {
            // The head has been sent, so that a problem comes as the last line.
            return JsonSerializer.SerializeToUtf8Bytes(problem, _json.Type<Problem>());
        }
        finally
        {
            await stop.CancelAsync();
            turn.StopReading();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Problem? ProblemOf(Exception exception, Turn turn) => exception switch
    {
        OutOfMemoryException => Problem.OutOfMemory(turn.TryAgainAfter),
        TimeoutException => Problem.TimeLimit(_quotas.Limits),
        OperationCanceledException when turn.IsUp => turn.IsComputing ? Problem.TimeLimit(_quotas.Limits) : Problem.BodyTooSlow(_quotas.Limits),
        _ => null,
    };

    private static async Task ReadAsync(LineReader lines, TransformBlock<Portion, Portion> marking, ConcurrentBag<Portion> idle, CancellationToken cancellationToken)
    {
        try
        {
            Portion portion;
            do
            {
                portion = idle.TryTake(out var used) ? used : new Portion();
            }
            while (await lines.FillAsync(portion, LinesOfPortion) && await marking.SendAsync(portion, cancellationToken));
        }
        finally
        {
            marking.Complete();
        }
    }
}
