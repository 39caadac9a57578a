using System.Buffers;

namespace Backprop.Api.Features.GradeBatches;

/// <summary>Lines on their way in and grades on their way out.</summary>
internal sealed class Portion
{
    /// <summary>Bytes from which on a portion is full.</summary>
    public const int MostBytes = 256 * 1024;

    private readonly List<(int Start, int Length)> _lines = [];
    private readonly ArrayBufferWriter<byte> _text = new();

    public ArrayBufferWriter<byte> Output { get; } = new();

    public List<BatchResult> Results { get; } = [];

    public int Count => _lines.Count;

    public bool Holds(int most) => _lines.Count >= most || _text.WrittenCount >= MostBytes;

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
