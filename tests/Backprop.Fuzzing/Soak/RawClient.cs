using System.Net.Sockets;

namespace Backprop.Fuzzing.Soak;

/// <summary>A connection of which every byte is sent and read as slowly as its owner likes.</summary>
internal sealed class RawClient : IDisposable
{
    /// <summary>What the kernel takes in ahead of a slow reader: as little as it lets one ask for.</summary>
    private const int SmallBuffer = 4096;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = SmallBuffer, NoDelay = true };

    /// <summary>Connects.</summary>
    public static async Task<RawClient> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var client = new RawClient();
        try
        {
            await client._socket.ConnectAsync(address.Host, address.Port, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends a POST's head and nothing of its body.</summary>
    public Task SendHeadAsync(string path, string framing, CancellationToken cancellationToken, string contentType = "application/json", string accept = "*/*") =>
        SendAsync($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {contentType}\r\nAccept: {accept}\r\n{framing}\r\n\r\n", cancellationToken);

    /// <summary>Sends a whole POST.</summary>
    public async Task PostAsync(string path, string body, CancellationToken cancellationToken, string accept = "*/*")
    {
        await SendHeadAsync(path, string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}"), cancellationToken, accept: accept);
        await SendAsync(body, cancellationToken);
    }

    /// <summary>Sends a chunk of a chunked body.</summary>
    public Task SendChunkAsync(string text, CancellationToken cancellationToken) =>
        SendAsync(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n"), cancellationToken);

    /// <summary>Sends a text as it is.</summary>
    public async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> left = Encoding.UTF8.GetBytes(text);
        while (left.Length > 0)
        {
            left = left[await _socket.SendAsync(left, cancellationToken)..];
        }
    }

    /// <summary>Whether the server has said something, or left.</summary>
    public bool HasAnswer => _socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Reads what is there, at most so much; 0 where the server has left.</summary>
    public async Task<string> ReadAsync(int most, CancellationToken cancellationToken)
    {
        var buffer = new byte[most];
        return Encoding.Latin1.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
