using System.Buffers;
using System.IO.Pipelines;
using Backprop.Api.Capacity;

namespace Backprop.Api.Features.GradeBatches;

/// <summary>Takes lines from the body. Blank ones are passed over; one over the limit is noted and passed over.</summary>
internal sealed class LineReader(PipeReader body, int mostBytes, Turn turn)
{
    private bool _skipping;
    private long _held = Portion.MostBytes;

    /// <summary>
    /// Adds up to so many lines to a portion: what has come is not kept waiting for more. The clock of the body runs from one portion to the next. False where
    /// the body has ended and there was none.
    /// </summary>
    /// <exception cref="InsufficientMemoryException">A long line finds too little memory.</exception>
    public async Task<bool> FillAsync(Portion portion, int most)
    {
        try
        {
            return await TakeLinesAsync(portion, most);
        }
        finally
        {
            turn.StopClock();
        }
    }

    private async Task<bool> TakeLinesAsync(Portion portion, int most)
    {
        var isWaitedFor = false;
        while (true)
        {
            var reading = body.ReadAsync(turn.Token);
            if (!reading.IsCompleted)
            {
                if (portion.Count > 0)
                {
                    body.CancelPendingRead();
                }
                else if (!isWaitedFor)
                {
                    isWaitedFor = true;
                    turn.WaitForBody();
                }
            }

            var read = await reading;
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

            Promise(rest.Length);
            body.AdvanceTo(rest.Start, rest.End);
            if (read.IsCanceled && portion.Count > 0)
            {
                return true;
            }
        }
    }

    /// <summary>A line that is longer than a portion needs memory of its own.</summary>
    private void Promise(long line)
    {
        if (line > _held)
        {
            if (!turn.TryTake(MemoryBudget.BytesOfReading(line - _held)))
            {
                throw new InsufficientMemoryException();
            }

            _held = line;
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
