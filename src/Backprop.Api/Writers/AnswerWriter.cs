using System.Buffers;
using System.Text.Json;
using Backprop.Api.Json;
using Microsoft.Extensions.ObjectPool;

namespace Backprop.Api.Writers;

/// <summary>
/// Writes a JSON answer without an object in between: a small one in one piece with its length, a large one piece by piece as the
/// client takes it. Pooled; <see cref="Json"/> is where the answer is written, and <see cref="IsFull"/> says when to flush.
/// </summary>
internal sealed class AnswerWriter
{
    private const int PieceBytes = 64 * 1024;

    private static readonly ObjectPool<AnswerWriter> Pool = new DefaultObjectPool<AnswerWriter>(new DefaultPooledObjectPolicy<AnswerWriter>());

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private HttpContext? _context;

    /// <summary>For the pool.</summary>
    public AnswerWriter() => Json = new Utf8JsonWriter(_buffer, WireJson.WriterOptions);

    /// <summary>Where the answer is written.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Whether a piece is complete, so that <see cref="FlushAsync"/> should be called.</summary>
    public bool IsFull => Json.BytesPending + _buffer.WrittenCount >= PieceBytes;

    /// <summary>A writer for the answer to a request; given back by <see cref="EndAsync"/>, or dropped where writing fails.</summary>
    public static AnswerWriter Begin(HttpContext context)
    {
        var writer = Pool.Get();
        writer._context = context;
        return writer;
    }

    /// <summary>Sends what has been written so far.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await Json.FlushAsync(cancellationToken);
        var response = _context!.Response;
        if (!response.HasStarted)
        {
            response.ContentType = "application/json";
        }

        await response.Body.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
    }

    /// <summary>Sends the rest and gives the writer back.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await Json.FlushAsync(cancellationToken);
        if (!_context!.Response.HasStarted)
        {
            _context.Response.ContentLength = _buffer.WrittenCount;
        }

        await FlushAsync(cancellationToken);
        _context = null;
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
        if (_buffer.Capacity <= 16 * PieceBytes)
        {
            Pool.Return(this);
        }
    }
}
