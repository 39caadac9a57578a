using System.Buffers;
using Backprop.Api.Capacity;

namespace Backprop.Api.Features.GradeBatches;

// docs/decisions/0105-batches-never-wait-for-the-client.md
/// <summary>
/// Sends a response while its request is still being read. Many clients send their whole body before they read any of the answer: what they do not take
/// yet goes into a temporary file. Where that is full, the client is waited for, so that memory, and a disk that is memory, stay bounded for all of them.
/// </summary>
internal sealed class ResponseSpool(Stream response, Turn turn, MemoryBudget memory) : IAsyncDisposable
{
    private const int PieceBytes = 256 * 1024;

    private readonly byte[] _sending = ArrayPool<byte>.Shared.Rent(PieceBytes);
    private Task _send = Task.CompletedTask;
    private FileStream? _file;

    // The file is a ring: what was sent is written over. It is as long as what has been promised.
    private long _written;
    private long _taken;
    private long _length;

    private long Spooled => _written - _taken;

    /// <summary>Takes a piece of the response. Waits for the client only where it has fallen behind by more than may be kept for it.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            await PassOnAsync();
            if (_send.IsCompleted && Spooled == 0)
            {
                var length = Math.Min(piece.Length, PieceBytes);
                piece[..length].CopyTo(_sending);
                Send(length);
                piece = piece[length..];
            }
            else if (Room(piece.Length) is var room and > 0)
            {
                await SpoolAsync(piece[..room]);
                piece = piece[room..];
            }
            else
            {
                await turn.WaitForClientAsync(_send);
            }
        }
    }

    /// <summary>Sends all that is left, as fast as the client takes it.</summary>
    public async Task CompleteAsync()
    {
        await turn.WaitForClientAsync(_send);
        while (Spooled > 0)
        {
            await PassOnAsync();
            await turn.WaitForClientAsync(_send);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_send.IsCompleted)
        {
            ArrayPool<byte>.Shared.Return(_sending);
        }

        memory.Spool.GiveBack(_length);
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }

    /// <summary>How many of so many bytes there is room for, up to the ring's end.</summary>
    private int Room(int wanted)
    {
        var start = _written % memory.SpoolBytes;
        var room = (int)Math.Min(Math.Min(wanted, PieceBytes), Math.Min(memory.SpoolBytes - Spooled, memory.SpoolBytes - start));
        var more = start + room - _length;
        if (more > 0 && !memory.Spool.TryTake(more))
        {
            return (int)Math.Max(0, room - more);
        }

        _length += Math.Max(0, more);
        return room;
    }

    private async Task SpoolAsync(ReadOnlyMemory<byte> piece)
    {
        _file ??= new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous, BufferSize = 0 });
        await RandomAccess.WriteAsync(_file.SafeFileHandle, piece, _written % memory.SpoolBytes, turn.Client);
        _written += piece.Length;
    }

    /// <summary>Starts sending the next piece of the file where the one before has gone.</summary>
    private async Task PassOnAsync()
    {
        if (!_send.IsCompleted || Spooled == 0)
        {
            return;
        }

        await _send;
        var start = _taken % memory.SpoolBytes;
        var length = (int)Math.Min(Math.Min(PieceBytes, Spooled), memory.SpoolBytes - start);
        var read = await RandomAccess.ReadAsync(_file!.SafeFileHandle, _sending.AsMemory(0, length), start, turn.Client);
        _taken += read;
        Send(read);
        if (Spooled == 0)
        {
            _file.SetLength(0);
            memory.Spool.GiveBack(_length);
            _written = _taken = _length = 0;
        }
    }

    private void Send(int length)
    {
        _send = response.WriteAsync(_sending.AsMemory(0, length), turn.Client).AsTask();
        turn.Credit(length);
    }
}
