using System.Buffers;
using System.IO.Pipelines;
using Backprop.Api.Capacity;
using Backprop.Api.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;

namespace Backprop.Api.Writers;

// docs/decisions/0211-answers-are-sent-after-computing.md
/// <summary>
/// Answers with a record as JSON: a small one in one piece with its length, a large one piece by piece as the client takes it. Lists that
/// are made while they are enumerated are never held whole. The limit on time is one on computing: a slow reader gets the whole answer.
/// </summary>
/// <param name="value">What is answered.</param>
internal sealed class JsonAnswer<T>(T value) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancellationToken = httpContext.RequestAborted;
        var type = httpContext.RequestServices.GetRequiredService<ResultJson>().Type<T>();
        var pieces = PiecewiseBody.Begin(httpContext.Response);
        await JsonSerializer.SerializeAsync(pieces, value, type, cancellationToken);
        await pieces.EndAsync();
    }
}

/// <summary>A response body that is sent in pieces, or at once with its length where it is shorter than one. Pooled.</summary>
internal sealed class PiecewiseBody : PipeWriter
{
    private const int PieceBytes = 64 * 1024;

    private static readonly ObjectPool<PiecewiseBody> Pool = new DefaultObjectPool<PiecewiseBody>(new DefaultPooledObjectPolicy<PiecewiseBody>());

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private Utf8JsonWriter? _json;
    private HttpResponse? _response;
    private Turn? _turn;

    /// <summary>For what writes below the serialiser; <see cref="IsComplete"/> says when to flush.</summary>
    public Utf8JsonWriter Json => _json ??= new Utf8JsonWriter(_buffer, WireJson.WriterOptions);

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <summary>What there is to send: nothing while the piece is not complete, for the serialiser waits until there is nothing.</summary>
    public override long UnflushedBytes => IsComplete ? _buffer.WrittenCount : 0;

    /// <summary>Whether there is enough to be sent.</summary>
    public bool IsComplete => _buffer.WrittenCount + (_json?.BytesPending ?? 0) >= PieceBytes;

    /// <summary>The body of a response; given back by <see cref="EndAsync"/>, or dropped where writing fails.</summary>
    public static PiecewiseBody Begin(HttpResponse response)
    {
        var body = Pool.Get();
        body._response = response;
        body._turn = response.HttpContext.Features.GetRequiredFeature<Turn>();
        return body;
    }

    /// <inheritdoc/>
    public override void Advance(int bytes) => _buffer.Advance(bytes);

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    /// <summary>Sends what has been written where a piece is complete.</summary>
    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (IsComplete)
        {
            _json?.Flush();
            await SendAsync();
        }

        return default;
    }

    /// <summary>Sends the rest and gives the body back.</summary>
    public async Task EndAsync()
    {
        _json?.Flush();
        if (!_response!.HasStarted)
        {
            _response.ContentLength = _buffer.WrittenCount;
        }

        await SendAsync();
        _json?.Reset();
        (_response, _turn) = (null, null);
        if (_buffer.Capacity <= 16 * PieceBytes)
        {
            Pool.Return(this);
        }
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush()
    {
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
    }

    private async ValueTask SendAsync()
    {
        if (!_response!.HasStarted)
        {
            _response.ContentType = "application/json";
        }

        await _turn!.SendAsync(_buffer.WrittenMemory);
        _buffer.ResetWrittenCount();
    }
}
