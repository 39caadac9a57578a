using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
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
        services.GetRequiredService<JsonSerializerOptions>(),
        new ExerciseValidator<GradeBatchHead>(),
        services.GetRequiredService<ServiceLimits>());
    private readonly JsonTypeInfo<GradedItemContract> _item = services.GetRequiredService<ResultJson>().Type<GradedItemContract>();
    private readonly JsonTypeInfo<BatchSummaryContract> _summary = services.GetRequiredService<ResultJson>().Type<BatchSummaryContract>();

    /// <summary>Reads, marks and answers a batch.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        if (!await _gate.TryEnterAsync(context.RequestAborted))
        {
            context.Response.Headers.RetryAfter = "1";
            await ProblemResult.WriteAsync(context, Problem.Of(Problems.Overloaded, "Try again in a second."));
            return;
        }

        try
        {
            await RunAsync(context);
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async Task RunAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var lines = new LineReader(context.Request.BodyReader, _limits.BodyBytes);
        using var first = new Portion();
        if (!await lines.FillAsync(first, 1, cancellationToken))
        {
            await ProblemResult.WriteAsync(context, RequestBody.Refuse([new("empty-body", "#", "The body is empty. Send the exercise as the first line and one answer per line after it.")]));
            return;
        }

        var (exercise, problem) = ReadHead(context, first, cancellationToken);
        if (exercise is null)
        {
            await ProblemResult.WriteAsync(context, problem!);
            return;
        }

        context.Response.ContentType = MediaType;
        await using var output = new ResponseSpool(context.Response.Body);
        var report = new ClassReport();
        await using var marking = new Marking(this, exercise, lines, cancellationToken);
        while (await marking.NextAsync() is { } portion)
        {
            foreach (var result in portion.Results)
            {
                result.AddTo(report);
            }

            await output.WriteAsync(portion.Output.WrittenMemory, cancellationToken);
            marking.Return(portion);
        }

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

        if (context.Features.Get<RequestMeasure>() is { } measure)
        {
            measure.Nodes = plan.Graph.Count;
            measure.Work = plan.Work;
        }

        return plan.Compile(cancellationToken);
    }

    /// <summary>Lines on their way in and grades on their way out.</summary>
    private sealed class Portion : IDisposable
    {
        private readonly List<(int Start, int Length)> _lines = [];
        private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BytesOfPortion);
        private int _length;

        public ArrayBufferWriter<byte> Output { get; } = new();

        public List<BatchResult> Results { get; } = [];

        public int Count => _lines.Count;

        public bool IsFull => _lines.Count >= LinesOfPortion || _length >= BytesOfPortion;

        public ReadOnlySpan<byte> Line(int line) => _buffer.AsSpan(_lines[line].Start, _lines[line].Length);

        public bool IsTooLong(int line) => _lines[line].Length < 0;

        public void AddTooLong() => _lines.Add((0, -1));

        public void Add(ReadOnlySequence<byte> line)
        {
            var length = (int)line.Length;
            if (_buffer.Length - _length < length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + length));
                _buffer.AsSpan(0, _length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = larger;
            }

            line.CopyTo(_buffer.AsSpan(_length));
            _lines.Add((_length, length));
            _length += length;
        }

        public void Clear()
        {
            _lines.Clear();
            Results.Clear();
            Output.ResetWrittenCount();
            _length = 0;
        }

        public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
    }

    /// <summary>Takes lines from the body. Blank ones are passed over; one over the limit is noted and passed over.</summary>
    private sealed class LineReader(PipeReader body, int mostBytes)
    {
        private bool _skipping;

        /// <summary>Adds up to so many lines to a portion; false where the body has ended and there was none.</summary>
        public async Task<bool> FillAsync(Portion portion, int most, CancellationToken cancellationToken)
        {
            while (portion.Count < most && !portion.IsFull)
            {
                var read = await body.ReadAsync(cancellationToken);
                var buffer = read.Buffer;
                while (portion.Count < most && !portion.IsFull && buffer.PositionOf((byte)'\n') is { } end)
                {
                    Take(portion, buffer.Slice(0, end));
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                var hasLine = buffer.PositionOf((byte)'\n') is not null;
                if (read.IsCompleted && !hasLine && portion.Count < most && !portion.IsFull)
                {
                    Take(portion, buffer);
                    body.AdvanceTo(buffer.End);
                    return portion.Count > 0;
                }

                if (!hasLine && buffer.Length > mostBytes)
                {
                    _skipping = true;
                    buffer = buffer.Slice(buffer.End);
                }

                body.AdvanceTo(buffer.Start, hasLine ? buffer.Start : buffer.End);
            }

            return true;
        }

        private void Take(Portion portion, ReadOnlySequence<byte> line)
        {
            if (_skipping || line.Length > mostBytes)
            {
                _skipping = false;
                portion.AddTooLong();
            }
            else if (!IsBlank(line))
            {
                portion.Add(line);
            }
        }

        private static bool IsBlank(ReadOnlySequence<byte> line)
        {
            foreach (var segment in line)
            {
                if (segment.Span.ContainsAnyExcept(" \t\r"u8))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Marks portions side by side and hands them out in order.</summary>
    private sealed class Marking : IAsyncDisposable
    {
        private readonly NdjsonBatch _batch;
        private readonly Exercise _exercise;
        private readonly LineReader _lines;
        private readonly Channel<Task<Portion>> _portions;
        private readonly CancellationTokenSource _stop;
        private readonly Task _reading;
        private readonly System.Collections.Concurrent.ConcurrentBag<Grader> _graders = [];
        private readonly System.Collections.Concurrent.ConcurrentBag<Portion> _free = [];

        public Marking(NdjsonBatch batch, Exercise exercise, LineReader lines, CancellationToken cancellationToken)
        {
            _batch = batch;
            _exercise = exercise;
            _lines = lines;
            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _portions = Channel.CreateBounded<Task<Portion>>(Environment.ProcessorCount + 1);
            _reading = ReadAsync(_stop.Token);
        }

        /// <summary>The next portion, marked; null at the end.</summary>
        public async Task<Portion?> NextAsync() =>
            await _portions.Reader.WaitToReadAsync(_stop.Token) && _portions.Reader.TryRead(out var portion) ? await portion : null;

        public void Return(Portion portion)
        {
            portion.Clear();
            _free.Add(portion);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            try
            {
                await _reading;
            }
            catch (OperationCanceledException)
            {
                // Whoever stopped the reading knows.
            }

            foreach (var portion in _free)
            {
                portion.Dispose();
            }

            _stop.Dispose();
        }

        private async Task ReadAsync(CancellationToken cancellationToken)
        {
            try
            {
                while (true)
                {
                    var portion = _free.TryTake(out var free) ? free : new Portion();
                    if (!await _lines.FillAsync(portion, LinesOfPortion, cancellationToken))
                    {
                        _free.Add(portion);
                        _portions.Writer.Complete();
                        return;
                    }

                    await _portions.Writer.WriteAsync(Task.Run(() => Mark(portion, cancellationToken), cancellationToken), cancellationToken);
                }
            }
            catch (Exception exception)
            {
                _portions.Writer.TryComplete(exception);
                throw;
            }
        }

        private Portion Mark(Portion portion, CancellationToken cancellationToken)
        {
            var grader = _graders.TryTake(out var idle) ? idle : new Grader(_exercise);
            using var json = new Utf8JsonWriter(portion.Output, WireJson.WriterOptions);
            for (var line = 0; line < portion.Count; line++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var result = Mark(portion, line, ref grader, cancellationToken);
                portion.Results.Add(result);
                JsonSerializer.Serialize(json, GradedItemContract.Of(result), _batch._item);
                portion.Output.Write("\n"u8);
                json.Reset(portion.Output);
            }

            _graders.Add(grader);
            return portion;
        }

        private BatchResult Mark(Portion portion, int line, ref Grader grader, CancellationToken cancellationToken)
        {
            if (portion.IsTooLong(line))
            {
                return new BatchResult(null, null, null, StatusCodes.Status413PayloadTooLarge, string.Create(CultureInfo.InvariantCulture, $"A line is longer than {_batch._limits.BodyBytes} bytes."));
            }

            try
            {
                var reader = new Utf8JsonReader(portion.Line(line), new JsonReaderOptions { MaxDepth = _batch._limits.JsonDepth });
                reader.Read();
                var item = BatchItemConverter.ReadItem(ref reader);
                return reader.Read() ? NoJson(item.Id) : BatchResult.Of(item, _exercise, ref grader, _batch.Logger, cancellationToken);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                return NoJson(null);
            }
        }

        private static BatchResult NoJson(string? id) => new(id, null, null, StatusCodes.Status400BadRequest, "The line is not one JSON object in UTF-8.");
    }

    private ILogger Logger => logger;
}
