using System.Net.Sockets;

namespace Backprop.Api.Tests.Support;

/// <summary>A connection to the service that sends and reads just what it is told to, as slow clients do.</summary>
public sealed class Connection : IDisposable
{
    private readonly TcpClient _client = new() { ReceiveBufferSize = 64 * 1024 };
    private readonly NetworkStream _stream;

    /// <summary>Connects to a service that listens.</summary>
    public Connection(Service service)
    {
        _client.Connect("127.0.0.1", service.ClientOptions.BaseAddress.Port);
        _stream = _client.GetStream();
    }

    /// <summary>Sends the head of a request.</summary>
    public Task Head(string path, string mediaType, string length, string accept = "*/*") =>
        Send($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {mediaType}\r\nAccept: {accept}\r\n{length}\r\n\r\n");

    /// <summary>Sends a request whole.</summary>
    public async Task Post(string path, string body, string accept = "*/*")
    {
        await Head(path, "application/json", $"Content-Length: {Encoding.UTF8.GetByteCount(body)}", accept);
        await Send(body);
    }

    /// <summary>Sends a part of a body of unknown length.</summary>
    public Task Chunk(string text) => Send($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    /// <summary>Sends a text as it is.</summary>
    public async Task Send(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>Reads until this text has come, or the end.</summary>
    public async Task<string> ReadUntil(string text)
    {
        var read = new StringBuilder();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await _stream.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0)
        {
            read.Append(Encoding.UTF8.GetString(buffer, 0, count));
            if (read.ToString(Math.Max(0, read.Length - count - text.Length), Math.Min(read.Length, count + text.Length)).Contains(text, StringComparison.Ordinal))
            {
                break;
            }
        }

        return read.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
