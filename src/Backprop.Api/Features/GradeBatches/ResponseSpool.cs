using System.Buffers;

namespace Backprop.Api.Features.GradeBatches;

// docs/decisions/0105-batches-never-wait-for-the-client.md
/// <summary>
/// Sends a response while its request is still being read. Many clients send their whole body before they read any of the answer; to wait
/// for them would be to wait for ever. What they do not take yet goes into a temporary file, so that memory stays bounded for them too.
/// </summary>
internal sealed class ResponseSpool(Stream response) : IAsyncDisposable
{
    private const int PieceBytes = 256 * 1024;
    private const long MostSpooled = 2L * 1024 * 1024 * 1024;

    private byte[] _sending = ArrayPool<byte>.Shared.Rent(PieceBytes);
    private Task _send = Task.CompletedTask;
    private FileStream? _file;
    private long _taken;

    private long Spooled => (_file?.Length ?? 0) - _taken;

    /// <summary>Takes a piece of the response. Waits for the client only where it has fallen behind by more than the file may hold.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        await PassOnAsync(cancellationToken);
        if (_send.IsCompleted && Spooled == 0)
        {
            await _send;
            if (_sending.Length < piece.Length)
            {
                ArrayPool<byte>.Shared.Return(_sending);
                _sending = ArrayPool<byte>.Shared.Rent(piece.Length);
            }

            piece.CopyTo(_sending);
            _send = response.WriteAsync(_sending.AsMemory(0, piece.Length), cancellationToken).AsTask();
            return;
        }

        while (Spooled > MostSpooled)
        {
            await _send;
            await PassOnAsync(cancellationToken);
        }

        _file ??= new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous, BufferSize = 0 });
        await RandomAccess.WriteAsync(_file.SafeFileHandle, piece, _file.Length, cancellationToken);
    }

    /// <summary>Sends all that is left, as fast as the client takes it.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _send;
        while (Spooled > 0)
        {
            await PassOnAsync(cancellationToken);
            await _send;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_send.IsCompleted)
        {
            ArrayPool<byte>.Shared.Return(_sending);
        }

        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }

    /// <summary>Starts sending the next piece of the file where the one before has gone.</summary>
    private async Task PassOnAsync(CancellationToken cancellationToken)
    {
        if (!_send.IsCompleted || Spooled == 0)
        {
            return;
        }

        await _send;
        var read = await RandomAccess.ReadAsync(_file!.SafeFileHandle, _sending.AsMemory(0, PieceBytes), _taken, cancellationToken);
        _taken += read;
        _send = response.WriteAsync(_sending.AsMemory(0, read), cancellationToken).AsTask();
        if (Spooled == 0 && _file.Length > 0)
        {
            _file.SetLength(0);
            _taken = 0;
        }
    }
}
