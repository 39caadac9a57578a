using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks.Dataflow;
using Backprop.Api.Capacity;
using Backprop.Api.Contracts;
using Backprop.Api.Endpoints;
using Backprop.Api.Errors;
using Backprop.Api.Json;
using Backprop.Api.Readers;
using Backprop.Domain.Exercises;
using Backprop.Domain.Grading;
using Microsoft.AspNetCore.Http.Features;

namespace Backprop.Api.Features.GradeBatches;

/// <summary>
/// A batch as lines: the exercise first, then an answer a line; back come the grades, a line each in the same order, and the summary last.
/// Lines are taken in portions, portions are marked side by side, and only so many are on the way: memory does not grow with the batch.
/// </summary>
internal sealed class NdjsonBatch(IServiceProvider services, ILogger logger)
{
    /// <summary>The media type of both directions.</summary>
    public const string MediaType = "application/x-ndjson";

    private const int LinesOfPortion = 64;
    private const int BytesOfPortion = 256 * 1024;

    private readonly ServiceLimits _limits = services.GetRequiredService<ServiceLimits>();
    private readonly ComputationGate _gate = services.GetRequiredService<ComputationGate>();
    private readonly RequestReader<GradeBatchHead> _head = new(
        services.GetRequiredService<JsonSerializerOptions>(), new ExerciseValidator<GradeBatchHead>(), services.GetRequiredService<ServiceLimits>());
    private readonly JsonTypeInfo<GradedItemContract> _item = services.GetRequiredService<ResultJson>().Type<GradedItemContract>();
    private readonly JsonTypeInfo<BatchSummaryContract> _summary = services.GetRequiredService<ResultJson>().Type<BatchSummaryContract>();

    /// <summary>Reads, marks and answers a batch.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        using var place = await _gate.EnterAsync(context.RequestAborted);
        await (place.IsAcquired ? RunAsync(context) : ProblemResult.WriteAsync(context, Problem.Overloaded()));
    }

    private async Task RunAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var lines = new LineReader(context.Request.BodyReader, _limits.BodyBytes);
        var first = new Portion();
        var (exercise, problem) = await lines.FillAsync(first, 1, cancellationToken)
            ? ReadHead(context, first, cancellationToken)
            : (null, RequestBody.Refuse([new("empty-body", "#", "The body is empty. Send the exercise as the first line and one answer per line after it.")]));
        if (exercise is null)
        {
            await ProblemResult.WriteAsync(context, problem!);
            return;
        }

        context.Response.ContentType = MediaType;
        await using var output = new ResponseSpool(context.Response.Body);
        var report = await MarkAsync(exercise, lines, output, cancellationToken);
        var summary = JsonSerializer.SerializeToUtf8Bytes(new BatchSummaryContract(ClassReportContract.Of(report)), _summary);
        await output.WriteAsync((byte[])[.. summary, (byte)'\n'], cancellationToken);
        await output.CompleteAsync(cancellationToken);
    }

    private (Exercise? Exercise, Problem? Problem) ReadHead(HttpContext context, Portion first, CancellationToken cancellationToken)
    {
        if (first.IsTooLong(0))
        {
            return (null, RequestBody.TooLarge(_limits));
        }

        var (plan, problem) = _head.Read(first.Line(0), static (head, intake) => ExerciseReader.Read(intake, head));
        if (plan is null || problem is not null)
        {
            return (null, problem);
        }

        var measure = context.Features.Get<RequestMeasure>();
        measure?.Nodes = plan.Graph.Count;
        measure?.Work = plan.Cost.OfCompiling();
        return plan.Compile(cancellationToken);
    }

    /// <summary>Marks portions side by side, and passes them on in order.</summary>
    private async Task<ClassReport> MarkAsync(Exercise exercise, LineReader lines, ResponseSpool output, CancellationToken cancellationToken)
    {
        var report = new ClassReport();
        var graders = new ConcurrentBag<Grader>();
        var idle = new ConcurrentBag<Portion>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var marking = new TransformBlock<Portion, Portion>(
            portion => Mark(portion, exercise, graders, stop.Token),
            new() { MaxDegreeOfParallelism = Environment.ProcessorCount, BoundedCapacity = Environment.ProcessorCount + 2, CancellationToken = stop.Token });
        var reading = ReadAsync(lines, marking, idle, stop.Token);
        try
        {
            await foreach (var portion in marking.ReceiveAllAsync(stop.Token))
            {
                portion.Results.ForEach(result => result.AddTo(report));
                await output.WriteAsync(portion.Output.WrittenMemory, cancellationToken);
                portion.Clear();
                idle.Add(portion);
            }

            await reading;
            await marking.Completion;
            return report;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ReadAsync(LineReader lines, ITargetBlock<Portion> marking, ConcurrentBag<Portion> idle, CancellationToken cancellationToken)
    {
        try
        {
            Portion portion;
            do
            {
                portion = idle.TryTake(out var used) ? used : new Portion();
            }
            while (await lines.FillAsync(portion, LinesOfPortion, cancellationToken) && await marking.SendAsync(portion, cancellationToken));
        }
        finally
        {
            marking.Complete();
        }
    }

    private Portion Mark(Portion portion, Exercise exercise, ConcurrentBag<Grader> graders, CancellationToken cancellationToken)
    {
        var grader = graders.TryTake(out var idle) ? idle : new Grader(exercise);
        using var json = new Utf8JsonWriter(portion.Output, WireJson.WriterOptions);
        for (var line = 0; line < portion.Count; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = Mark(portion, line, exercise, ref grader, cancellationToken);
            portion.Results.Add(result);
            JsonSerializer.Serialize(json, GradedItemContract.Of(result), _item);
            portion.Output.Write("\n"u8);
            json.Reset(portion.Output);
        }

        graders.Add(grader);
        return portion;
    }

    private BatchResult Mark(Portion portion, int line, Exercise exercise, ref Grader grader, CancellationToken cancellationToken)
    {
        if (portion.IsTooLong(line))
        {
            return new BatchResult(null, null, null, StatusCodes.Status413PayloadTooLarge, string.Create(CultureInfo.InvariantCulture, $"A line is longer than {_limits.BodyBytes} bytes."));
        }

        try
        {
            var reader = new Utf8JsonReader(portion.Line(line), new JsonReaderOptions { MaxDepth = _limits.JsonDepth });
            reader.Read();
            var item = BatchItemConverter.ReadItem(ref reader);
            return reader.Read() ? NoJson(item.Id) : BatchResult.Of(item, exercise, ref grader, logger, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return NoJson(null);
        }
    }

    private static BatchResult NoJson(string? id) => new(id, null, null, StatusCodes.Status400BadRequest, "The line is not one JSON object in UTF-8.");

    /// <summary>Lines on their way in and grades on their way out.</summary>
    private sealed class Portion
    {
        private readonly List<(int Start, int Length)> _lines = [];
        private readonly ArrayBufferWriter<byte> _text = new();

        public ArrayBufferWriter<byte> Output { get; } = new();

        public List<BatchResult> Results { get; } = [];

        public int Count => _lines.Count;

        public bool Holds(int most) => _lines.Count >= most || _text.WrittenCount >= BytesOfPortion;

        public ReadOnlySpan<byte> Line(int line) => _text.WrittenSpan.Slice(_lines[line].Start, _lines[line].Length);

        public bool IsTooLong(int line) => _lines[line].Length < 0;

        public void AddTooLong() => _lines.Add((0, -1));

        public void Add(ReadOnlySequence<byte> line)
        {
            _lines.Add((_text.WrittenCount, (int)line.Length));
            foreach (var segment in line)
            {
                _text.Write(segment.Span);
            }
        }

        public void Clear()
        {
            _lines.Clear();
            _text.ResetWrittenCount();
            Results.Clear();
            Output.ResetWrittenCount();
        }
    }

    /// <summary>Takes lines from the body. Blank ones are passed over; one over the limit is noted and passed over.</summary>
    private sealed class LineReader(PipeReader body, int mostBytes)
    {
        private bool _skipping;

        /// <summary>Adds up to so many lines to a portion; false where the body has ended and there was none.</summary>
        public async Task<bool> FillAsync(Portion portion, int most, CancellationToken cancellationToken)
        {
            while (true)
            {
                var read = await body.ReadAsync(cancellationToken);
                var rest = read.Buffer;
                while (!portion.Holds(most) && rest.PositionOf((byte)'\n') is { } end)
                {
                    Take(portion, rest.Slice(0, end));
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                if (portion.Holds(most))
                {
                    body.AdvanceTo(rest.Start);
                    return true;
                }

                if (read.IsCompleted)
                {
                    Take(portion, rest);
                    body.AdvanceTo(rest.End);
                    return portion.Count > 0;
                }

                if (rest.Length > mostBytes)
                {
                    _skipping = true;
                    rest = rest.Slice(rest.End);
                }

                body.AdvanceTo(rest.Start, rest.End);
            }
        }

        private void Take(Portion portion, ReadOnlySequence<byte> line)
        {
            if (_skipping || line.Length > mostBytes)
            {
                _skipping = false;
                portion.AddTooLong();
            }
            else if (new SequenceReader<byte>(line).AdvancePastAny(" \t\r"u8) < line.Length)
            {
                portion.Add(line);
            }
        }
    }
}
